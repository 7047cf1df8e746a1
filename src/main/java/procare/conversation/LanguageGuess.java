package procare.conversation;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Map;

/**
 * The language of a message, by script and by the {@code markers} of the lexicons: small words that
 * only one of the languages has. English words are common in all of them, so they count half.
 */
final class LanguageGuess {
  private LanguageGuess() {}

  /**
   * @param fallback language of the patient, used when the words do not tell; null is English
   */
  static String of(Sentence message, String fallback) {
    if (message.words().stream().anyMatch(LanguageGuess::devanagari)) {
      return "hi";
    }
    Map<String, Integer> seen = new HashMap<>();
    message.markers().forEach(m -> seen.merge(m, m.equals("en") ? 1 : 2, Integer::sum));
    String best = MessageBook.supported(fallback);
    int most = seen.getOrDefault(best, 0);
    for (String language : MessageBook.LANGUAGES) {
      if (seen.getOrDefault(language, 0) > most) {
        most = seen.get(language);
        best = language;
      }
    }
    return best;
  }

  private static boolean devanagari(Token token) {
    return token.word()
        && UnicodeScript.of(token.text().codePointAt(0)) == UnicodeScript.DEVANAGARI;
  }
}
