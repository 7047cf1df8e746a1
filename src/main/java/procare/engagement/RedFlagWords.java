package procare.engagement;

import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.conversation.RedFlag;

/** The text for a red flag: the one written for its code, else the general one. */
@Component
class RedFlagWords {
  private static final String GENERAL = "emergency.red-flag";

  RedFlagWords(MessageBook book) {
    book.require(GENERAL, "number");
    for (RedFlag.Code code : RedFlag.Code.values()) {
      book.require(code.textKey(), "number");
    }
  }

  /**
   * @param code name of a {@link RedFlag.Code}; anything else gets the general text
   */
  String key(String code) {
    for (RedFlag.Code known : RedFlag.Code.values()) {
      if (known.name().equals(code)) {
        return known.textKey();
      }
    }
    return GENERAL;
  }
}
