package procare.engagement;

import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;

/** The text for a red flag: the one written for its code, else the general one. */
@Component
class RedFlagWords {
  private static final String GENERAL = "emergency.red-flag";
  private final MessageBook book;

  RedFlagWords(MessageBook book) {
    this.book = book;
    book.require(GENERAL, "number");
  }

  String key(String code) {
    String key = GENERAL + "." + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return !code.isEmpty() && book.has(key) ? key : GENERAL;
  }
}
