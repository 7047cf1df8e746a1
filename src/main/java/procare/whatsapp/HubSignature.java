package procare.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Hub-Signature-256: sha256=<hex>}: HMAC-SHA256 over the raw bytes of a call, as Meta and
 * GOWA sign (contracts.md §2 and §3). A body that was parsed and written again has another
 * signature.
 */
public final class HubSignature {
  public static final String HEADER = "X-Hub-Signature-256";
  private static final String PREFIX = "sha256=";

  private HubSignature() {}

  /**
   * Compares in constant time.
   *
   * @param secret null or blank: nothing is genuine
   * @param header null when the call has none
   */
  public static boolean proves(String secret, byte[] raw, String header) {
    if (secret == null || secret.isBlank() || header == null || !header.startsWith(PREFIX)) {
      return false;
    }
    byte[] wanted = (PREFIX + hex(secret, raw)).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(wanted, header.getBytes(StandardCharsets.UTF_8));
  }

  /** The header's value for these bytes. */
  public static String of(String secret, byte[] raw) {
    return PREFIX + hex(secret, raw);
  }

  private static String hex(String secret, byte[] raw) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(raw));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
