package procare.emr.smart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import procare.emr.EmrPartner.Smart;

/** Signs the JWT by which the hub asks for a token: once each, for a few minutes. */
final class ClientAssertions {
  /** The specification permits five minutes; one less bears a partner's clock that is ahead. */
  private static final Duration LIFE = Duration.ofMinutes(4);

  private final Clock clock;

  ClientAssertions(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param tokenEndpoint the {@code aud}
   * @return the JWT in compact form
   * @throws IllegalArgumentException when the key is none, or none for this algorithm; never shows
   *     it
   */
  String sign(Smart smart, String tokenEndpoint) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(smart.clientId())
            .subject(smart.clientId())
            .audience(tokenEndpoint)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(smart.algorithm()))
            .keyID(smart.keyId())
            .type(JOSEObjectType.JWT)
            .build();
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(signer(smart));
      return jwt.serialize();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the private key is no PKCS#8 PEM key for " + smart.algorithm());
    }
  }

  private static JWSSigner signer(Smart smart) throws JOSEException, GeneralSecurityException {
    boolean rsa = smart.algorithm().startsWith("RS");
    PrivateKey key =
        KeyFactory.getInstance(rsa ? "RSA" : "EC")
            .generatePrivate(new PKCS8EncodedKeySpec(bytes(smart.privateKey())));
    return rsa ? new RSASSASigner(key) : new ECDSASigner((ECPrivateKey) key);
  }

  /** A PEM from an environment variable often has {@code \n} in two characters. */
  private static byte[] bytes(String pem) {
    String body =
        pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return Base64.getDecoder().decode(body);
  }
}
