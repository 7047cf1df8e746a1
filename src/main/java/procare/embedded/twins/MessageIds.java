package procare.embedded.twins;

import java.util.Locale;
import java.util.UUID;

/** Message ids as WhatsApp Web makes them: 3EB0 and hexadecimal digits. */
final class MessageIds {
  private MessageIds() {}

  static String next() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "3EB0" + random.substring(0, 18).toUpperCase(Locale.ROOT);
  }
}
