package procare.embedded.twins;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An authorization server that takes SMART's signed assertions, once each. */
final class EmrTokens {
  static final String CLIENT = "procare-hub";
  private static final long LIFE_SECONDS = 300;
  private static final long LONGEST_ASSERTION_SECONDS = 300;
  private static final int MOST = 10_000;

  private final PublicKey key;
  private final Clock clock;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> valid = new ConcurrentHashMap<>();

  /**
   * @param publicKey X.509 SubjectPublicKeyInfo in Base64, EC or RSA
   */
  EmrTokens(String publicKey, Clock clock) {
    this.key = key(publicKey);
    this.clock = clock;
  }

  private static PublicKey key(String publicKey) {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey));
    for (String kind : new String[] {"EC", "RSA"}) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(spec);
      } catch (GeneralSecurityException e) {
        // The other kind, then.
      }
    }
    throw new IllegalArgumentException("no public key");
  }

  /** Answers a form POST to {@code endpoint}. */
  TwinAnswer token(String form, String endpoint) {
    Map<String, String> fields = fields(form);
    if (!"client_credentials".equals(fields.get("grant_type"))) {
      return refused("unsupported_grant_type", "only client_credentials");
    }
    if (!"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        .equals(fields.get("client_assertion_type"))) {
      return refused("invalid_client", "only private_key_jwt");
    }
    String wrong = wrong(fields.getOrDefault("client_assertion", ""), endpoint);
    if (wrong != null) {
      return refused("invalid_client", wrong);
    }
    String token = UUID.randomUUID().toString();
    if (valid.size() >= MOST) {
      valid.clear();
    }
    valid.put(token, clock.instant().plusSeconds(LIFE_SECONDS));
    return TwinAnswer.json(
        200,
        Map.of(
            "access_token",
            token,
            "token_type",
            "bearer",
            "expires_in",
            LIFE_SECONDS,
            "scope",
            fields.getOrDefault("scope", "")));
  }

  boolean isGood(String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return false;
    }
    Instant end = valid.get(authorization.substring("Bearer ".length()));
    return end != null && clock.instant().isBefore(end);
  }

  /** From now on every token given so far is refused. */
  void revokeAll() {
    valid.clear();
  }

  static TwinAnswer refused(String error, String description) {
    return TwinAnswer.json(400, Map.of("error", error, "error_description", description));
  }

  /** What is wrong with an assertion, or null. */
  private String wrong(String assertion, String endpoint) {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!jwt.verify(verifier())) {
        return "the signature is not of the registered key";
      }
      if (jwt.getHeader().getKeyID() == null) {
        return "kid is missing";
      }
      if (!CLIENT.equals(claims.getIssuer()) || !CLIENT.equals(claims.getSubject())) {
        return "iss and sub must be the client id";
      }
      if (!claims.getAudience().contains(endpoint)) {
        return "aud is not this token endpoint";
      }
      Instant end =
          claims.getExpirationTime() == null ? Instant.MAX : claims.getExpirationTime().toInstant();
      if (end.isAfter(clock.instant().plusSeconds(LONGEST_ASSERTION_SECONDS))
          || !end.isAfter(clock.instant())) {
        return "exp must be within five minutes";
      }
      if (claims.getJWTID() == null || !used.add(claims.getJWTID())) {
        return "jti already used";
      }
      return null;
    } catch (ParseException | JOSEException e) {
      return "client_assertion is no signed JWT";
    }
  }

  private JWSVerifier verifier() throws JOSEException {
    return key instanceof ECPublicKey ec
        ? new ECDSAVerifier(ec)
        : new RSASSAVerifier((RSAPublicKey) key);
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&")) {
      int cut = pair.indexOf('=');
      if (cut > 0) {
        fields.put(
            URLDecoder.decode(pair.substring(0, cut), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(cut + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
