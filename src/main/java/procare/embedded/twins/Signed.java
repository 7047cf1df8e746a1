package procare.embedded.twins;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of GOWA's and Meta's webhooks: HMAC-SHA256 of the raw body. */
final class Signed {
  /** Every secret of the embedded hub. */
  static final String SECRET = "demo";

  private Signed() {}

  static Map<String, String> header(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return Map.of("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
