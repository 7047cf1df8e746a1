package procare.emr;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Key pairs made for a test. */
public final class Keys {
  private Keys() {}

  /**
   * @param algorithm {@code RS384} or {@code ES384}
   */
  public static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator keys =
          KeyPairGenerator.getInstance(algorithm.startsWith("RS") ? "RSA" : "EC");
      if (algorithm.startsWith("RS")) {
        keys.initialize(2048);
      } else {
        keys.initialize(new ECGenParameterSpec("secp384r1"));
      }
      return keys.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----";
  }
}
