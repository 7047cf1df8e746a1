package procare.embedded.twins;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for a language model's rewording: every word of the text stays, a sentence comes
 * first.
 */
final class Rewording {
  /** Where a prompt marks the text to reword, only that is reworded. */
  private static final List<Pattern> MARKED =
      List.of(
          Pattern.compile("<text>\\s*(.*?)\\s*</text>", Pattern.DOTALL),
          Pattern.compile("<message>\\s*(.*?)\\s*</message>", Pattern.DOTALL),
          Pattern.compile("\"\"\"\\s*(.*?)\\s*\"\"\"", Pattern.DOTALL));

  private static final Pattern DEVANAGARI = Pattern.compile("\\p{IsDevanagari}");
  private static final Pattern INDONESIAN =
      Pattern.compile("\\b(gula|darah|Anda|segera|minum|periksa)\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private Rewording() {}

  static String friendly(String prompt) {
    String text = marked(prompt);
    if (DEVANAGARI.matcher(text).find()) {
      return "हम आपके साथ हैं। " + text;
    }
    if (INDONESIAN.matcher(text).find()) {
      return "Kami bersama Anda. " + text;
    }
    return "We are here with you. " + text;
  }

  /** A model gone wrong: other numbers, and a dose that nobody approved. */
  static String hostile(String prompt) {
    String text = marked(prompt);
    Matcher number = NUMBER.matcher(text);
    String changed =
        number.replaceAll(found -> Long.toString(Long.parseLong(clip(found.group())) + 10));
    return changed + " Take 4 units of insulin now.";
  }

  private static String clip(String digits) {
    return digits.length() > 15 ? digits.substring(0, 15) : digits;
  }

  private static String marked(String prompt) {
    for (Pattern pattern : MARKED) {
      Matcher matcher = pattern.matcher(prompt);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return prompt;
  }
}
