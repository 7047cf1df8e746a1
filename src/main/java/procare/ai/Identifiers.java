package procare.ai;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes from a text what tells who somebody is, before a language model sees it. */
public final class Identifiers {
  /** Shorter names are left: they are words of ordinary sentences too. */
  private static final int SHORTEST_NAME = 3;

  private static final Pattern ADDRESS =
      Pattern.compile("\\S+@\\S+|https?://\\S+|www\\.\\S+", Pattern.CASE_INSENSITIVE);

  /** Seven digits or more, however they are grouped: a phone, an account, an Aadhaar number. */
  private static final Pattern NUMBER = Pattern.compile("\\+?\\p{Nd}(?:[\\s().-]*\\p{Nd}){6,}");

  private Identifiers() {}

  /**
   * @param names of the person and everybody linked to them
   */
  public static String strip(String text, List<String> names) {
    String stripped = ADDRESS.matcher(text).replaceAll("[address]");
    stripped = NUMBER.matcher(stripped).replaceAll("[number]");
    for (String name : names) {
      for (String part : name.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
        if (part.length() >= SHORTEST_NAME) {
          stripped =
              Pattern.compile(
                      "(?<![\\p{L}\\p{M}\\p{Nd}])"
                          + Pattern.quote(part)
                          + "(?![\\p{L}\\p{M}\\p{Nd}])",
                      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                  .matcher(stripped)
                  .replaceAll("[name]");
        }
      }
    }
    return stripped;
  }
}
