package procare.engagement;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import procare.Phrases;
import procare.conversation.Understanding;
import procare.event.Event;

/**
 * Answers senders whom nobody knows: rescue words to anybody in danger, help to all, data to
 * nobody.
 */
@Component
class StrangerMessages {
  private static final Set<String> INDONESIAN =
      Set.of(
          "gula",
          "saya",
          "apa",
          "bagaimana",
          "puasa",
          "tolong",
          "halo",
          "selamat",
          "obat",
          "darah");

  private static final Set<String> HINGLISH =
      Set.of("hai", "kya", "mera", "meri", "kaise", "namaste", "dawai", "khali", "mujhe", "aaya");

  /**
   * Without a patient there is no country; this number works in India, the EU and on every GSM
   * phone.
   */
  private static final Map<String, String> NUMBER = Map.of("number", "112");

  private final Replies replies;

  StrangerMessages(Replies replies) {
    this.replies = replies;
  }

  void answer(Event event, String text, Understanding understood) {
    String language = language(text);
    if (!understood.redFlags().isEmpty()) {
      replies.sendNow(event, null, language, understood.redFlags().get(0).code().textKey(), NUMBER);
    } else if (understood.dangerous()) {
      replies.sendNow(event, null, language, "emergency.red-flag", NUMBER);
    } else {
      replies.sendToStranger(event, language, "reply.unknown-sender", NUMBER);
    }
  }

  /** By its script, or by words that only one language has; English otherwise. */
  static String language(String text) {
    if (text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.DEVANAGARI)) {
      return "hi";
    }
    List<String> words = Phrases.words(text);
    return words.stream().anyMatch(INDONESIAN::contains)
        ? "id"
        : words.stream().anyMatch(HINGLISH::contains) ? "hi" : "en";
  }
}
