package procare.ai;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form in which texts are compared: NFKC, ASCII digits, lower case, no apostrophes. */
final class Plain {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");
  private static final Pattern FIGURE =
      Pattern.compile("\\d+(?:[.,]\\d+)*|mg/dl|mmol/l|(?<![\\p{L}\\p{M}])(?:mg|mmol)");

  private Plain() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> c != '\'' && c != 0x2019 && c != 0x2018)
        .forEach(
            c -> {
              if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append((char) ('0' + Character.digit(c, 10)));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  static List<String> words(String plain) {
    return WORD.matcher(plain).results().map(m -> m.group()).toList();
  }

  /** Numbers and glucose units in order: swapping two of them changes the meaning too. */
  static List<String> figures(String plain) {
    return FIGURE.matcher(plain).results().map(m -> m.group()).toList();
  }
}
