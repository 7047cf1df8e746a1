package procare.operations;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets and personal data out of what operators see. Works on what a value looks like as
 * well as on its name, because a partner may put a token or a number anywhere.
 */
final class Redaction {
  static final String HIDDEN = "[hidden]";
  private static final int MAX_HEADERS = 60;
  private static final int MAX_HEADER_VALUE = 500;

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(authorization|cookie|secret|token|password|passwd|signature|hmac|api-?_?key|apikey|credential).*");
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}|\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9._-]+|\\bsk-[A-Za-z0-9_-]{8,}");

  /** Ids and times hold long runs of digits too and must stay readable. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?<!\\d)\\+?\\d(?:[ -]?\\d){7,14}(?!\\d)");

  private Redaction() {}

  /** Keeps the last four digits, enough to recognise a number that one already knows. */
  static String phone(String number) {
    if (number == null) {
      return null;
    }
    String digits = number.replaceAll("\\D", "");
    return digits.length() < 8 ? HIDDEN : "…" + digits.substring(digits.length() - 4);
  }

  /** The text without tokens and with every number that may be a phone masked; null stays null. */
  static String text(String text) {
    if (text == null) {
      return null;
    }
    String safe = SECRET_VALUE.matcher(storable(text)).replaceAll(HIDDEN);
    return LONG_NUMBER
        .matcher(safe)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    isId(found.group()) ? found.group() : phone(found.group())));
  }

  /** Header values as short strings, secrets hidden by name and by shape. */
  static Map<String, String> headers(Map<String, ?> headers) {
    Map<String, String> safe = new LinkedHashMap<>();
    if (headers == null) {
      return safe;
    }
    headers.entrySet().stream()
        .filter(h -> h.getKey() != null && h.getValue() != null)
        .sorted(Map.Entry.comparingByKey())
        .limit(MAX_HEADERS)
        .forEach(
            h ->
                safe.put(
                    storable(h.getKey()),
                    SECRET_NAME.matcher(h.getKey()).matches()
                        ? HIDDEN
                        : text(cut(printed(h.getValue()), MAX_HEADER_VALUE))));
    return safe;
  }

  /** PostgreSQL stores no NUL, and a lone surrogate is no text. */
  static String storable(String text) {
    return text == null
        ? null
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace("\0", "");
  }

  static String cut(String text, int max) {
    return text == null || text.length() <= max ? text : text.substring(0, max) + "…";
  }

  private static String printed(Object value) {
    return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
  }

  private static boolean isId(String found) {
    return found.length() == 36 && found.indexOf('-') == 8;
  }
}
