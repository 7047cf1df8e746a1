package procare.embedded;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** The key pair by which the hub proves itself to the twin of a medical record. */
final class TwinKeys {
  private static final String PRIVATE = "procare.emr.partners.emr.private-key";
  private static final String PUBLIC = "procare.embedded.emr-public-key";

  private TwinKeys() {}

  /** P-384, for ES384; a new one at every start, kept nowhere. */
  static void into(Map<String, Object> settings) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair pair = keys.generateKeyPair();
      settings.put(
          PRIVATE,
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----");
      settings.put(PUBLIC, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-384", e);
    }
  }
}
