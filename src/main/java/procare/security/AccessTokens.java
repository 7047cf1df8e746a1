package procare.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Makes and reads access tokens: JWT signed with HS256, claims {@code sub} (user), {@code pid}
 * (person), {@code name}, {@code roles}, {@code sid} (login session).
 */
@Component
public class AccessTokens implements JwtDecoder {
  private static final String ISSUER = "procare-hub";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  /** A signature that was right stays right; only time goes on. */
  private static final Duration REMEMBER = Duration.ofMinutes(1);

  private static final long MOST_REMEMBERED = 20_000;
  private final NimbusJwtEncoder encoder;
  private final List<NimbusJwtDecoder> decoders;
  private final Duration lifetime;
  private final Clock clock;
  private final JwtTimestampValidator times;
  private final Cache<String, Jwt> genuine =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(REMEMBER).build();

  public AccessTokens(SecurityProperties properties, Clock clock) {
    SecretKey key = key(properties.jwtSecret());
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
    this.times = new JwtTimestampValidator(CLOCK_SKEW);
    this.times.setClock(clock);
    NimbusJwtDecoder current = decoder(key);
    this.decoders =
        properties.previousJwtSecret() == null
            ? List.of(current)
            : List.of(current, decoder(key(properties.previousJwtSecret())));
    this.lifetime = properties.accessTokenLifetime();
    this.clock = clock;
  }

  /** How long a token made now is good. */
  public Duration lifetime() {
    return lifetime;
  }

  /** A signed token for the caller. */
  public String issue(Caller caller) {
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(ISSUER)
            .subject(caller.userId().toString())
            .issuedAt(now)
            .expiresAt(now.plus(lifetime))
            .claim("pid", caller.personId().toString())
            .claim("name", caller.username())
            .claim("roles", caller.roles().stream().map(Role::name).sorted().toList())
            .claim("sid", caller.sessionId().toString())
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }

  /**
   * Checks signature, algorithm, issuer and time. A token seen within the last minute is not
   * verified again, which took an eighth of each call; its time is checked always, and whether its
   * login still stands is {@link Sessions}' matter.
   *
   * @throws BadJwtException when any of them is wrong
   */
  @Override
  public Jwt decode(String token) {
    Jwt known = genuine.getIfPresent(token);
    if (known != null && !times.validate(known).hasErrors()) {
      return known;
    }
    BadJwtException first = null;
    for (NimbusJwtDecoder decoder : decoders) {
      try {
        Jwt verified = decoder.decode(token);
        genuine.put(token, verified);
        return verified;
      } catch (BadJwtException e) {
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  /**
   * Who the token speaks for.
   *
   * @throws BadJwtException when a claim is missing or unreadable
   */
  public Caller caller(Jwt token) {
    try {
      Set<Role> roles =
          token.getClaimAsStringList("roles").stream()
              .map(Role::valueOf)
              .collect(Collectors.toSet());
      return new Caller(
          UUID.fromString(token.getSubject()),
          UUID.fromString(token.getClaimAsString("pid")),
          token.getClaimAsString("name"),
          Set.copyOf(roles),
          UUID.fromString(token.getClaimAsString("sid")));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new BadJwtException("claims missing", e);
    }
  }

  private static SecretKey key(String secret) {
    return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  private NimbusJwtDecoder decoder(SecretKey key) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(times, new JwtIssuerValidator(ISSUER)));
    return decoder;
  }
}
