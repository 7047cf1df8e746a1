package procare.embedded.twins;

import java.util.Locale;
import java.util.UUID;

/** Message ids as WhatsApp Web and the Cloud API make them. */
final class MessageIds {
  private MessageIds() {}

  static String wamid() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "wamid."
        + java.util.Base64.getEncoder()
            .encodeToString(random.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** 3EB0 and hexadecimal digits. */
  static String next() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "3EB0" + random.substring(0, 18).toUpperCase(Locale.ROOT);
  }
}
