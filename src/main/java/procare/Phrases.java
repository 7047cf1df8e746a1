package procare;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words of a message in the form in which lists of words are kept. */
public final class Phrases {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");

  private Phrases() {}

  /** Lower case, NFKC, letters and digits only; digits of every script as ASCII. */
  public static List<String> words(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    WORD.matcher(plain).results().forEach(found -> words.add(digits(found.group())));
    return words;
  }

  /** What is left when a phrase is taken from the beginning or the end; null when it is neither. */
  public static List<String> without(List<String> words, List<String> phrase) {
    int rest = words.size() - phrase.size();
    if (rest >= 0 && words.subList(0, phrase.size()).equals(phrase)) {
      return words.subList(phrase.size(), words.size());
    }
    if (rest >= 0 && words.subList(rest, words.size()).equals(phrase)) {
      return words.subList(0, rest);
    }
    return null;
  }

  private static String digits(String word) {
    StringBuilder out = new StringBuilder();
    word.codePoints()
        .forEach(
            c -> {
              if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                out.append((char) ('0' + Character.digit(c, 10)));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
