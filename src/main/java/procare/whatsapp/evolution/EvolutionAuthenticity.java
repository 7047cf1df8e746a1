package procare.whatsapp.evolution;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Whether a webhook call comes from our Evolution: a shared header, or its own JWT (HS256, claims
 * {@code app} and {@code action}, 600 s; since 2.3.0). Evolution signs no bodies, so keep the path
 * unguessable and the network closed.
 */
@Component
public class EvolutionAuthenticity {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private final EvolutionProperties settings;
  private final Clock clock;

  public EvolutionAuthenticity(EvolutionProperties settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param secret header {@code X-Webhook-Secret}, or null
   * @param authorization header {@code Authorization}, or null
   */
  public boolean proven(String secret, String authorization) {
    return header(secret) || jwt(authorization);
  }

  private boolean header(String secret) {
    return secret != null
        && settings.webhookSecret() != null
        && !settings.webhookSecret().isBlank()
        && MessageDigest.isEqual(bytes(secret), bytes(settings.webhookSecret()));
  }

  private boolean jwt(String authorization) {
    String key = settings.webhookJwtSecret();
    if (key == null
        || key.isBlank()
        || authorization == null
        || !authorization.startsWith("Bearer ")) {
      return false;
    }
    try {
      SignedJWT token = SignedJWT.parse(authorization.substring("Bearer ".length()).strip());
      if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) || !verified(token, key)) {
        return false;
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      Date expires = claims.getExpirationTime();
      return expires != null
          && clock.instant().isBefore(expires.toInstant().plus(SKEW))
          && "evolution".equals(claims.getClaim("app"))
          && "webhook".equals(claims.getClaim("action"));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  /**
   * Evolution does not ask for the 256 bits that RFC 7518 wants, so short keys are stretched as
   * HMAC does itself.
   */
  private static boolean verified(SignedJWT token, String key) throws JOSEException {
    byte[] padded = java.util.Arrays.copyOf(bytes(key), Math.max(32, bytes(key).length));
    return token.verify(new MACVerifier(new SecretKeySpec(padded, "HmacSHA256")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
