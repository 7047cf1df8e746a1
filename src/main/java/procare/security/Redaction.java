package procare.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of log lines what no log may hold: tokens, keys, passwords, phone numbers and the words
 * of messages. It looks at the shape of a value and at the name before it, because a library may
 * log anything.
 */
public final class Redaction {
  /** What stands in place of a hidden value. */
  public static final String HIDDEN = "[hidden]";

  private static final int MAX_LENGTH = 20_000;

  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)(\"?(?:authorization|proxy-authorization|cookie|set-cookie|api[-_]?key|x-webhook-secret|[a-z-]{0,20}password"
              + "|passwd|client[-_]?secret|jwt[-_]?secret|webhook[-_]?(?:jwt[-_]?)?secret|access[-_]?token|refresh[-_]?token"
              + "|id[-_]?token)\"?\\s?[:=]\\s?)(?:(?:bearer|basic)\\s)?(?:\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,;&}\\])\"]++)");

  private static final Pattern SHAPED_SECRET =
      Pattern.compile(
          "(?i)\\b(?:bearer|basic)\\s[A-Za-z0-9._~+/=-]{8,}+|\\beyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9._-]++|\\bsk-[A-Za-z0-9_-]{8,}+|\\bVERIFY\\s\\d{6}\\b");

  /** Fields that carry the words of a message, in any partner's JSON. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(?i)(\"(?:text|body|conversation|caption|content|message|note|rawText|raw_text|displayName|pushName)\"\\s?:\\s?)\"(?:[^\"\\\\]|\\\\.)*+\"?");

  /** Ids hold long runs of digits too and must stay readable. */
  private static final Pattern PHONE =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|\\+\\d(?:[ ()-]{0,2}\\d){7,14}"
              + "|(?<![\\w.])\\d{10,15}(?![\\w.]\\d|\\d)"
              + "|(?<!\\w)\\d{6,20}(?=(?::\\d+)?@(?:s\\.whatsapp\\.net|lid|c\\.us))");

  private Redaction() {}

  /** The text without secrets, numbers and words; null stays null. */
  public static String text(String text) {
    if (text == null || text.isEmpty()) {
      return text;
    }
    String safe = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "… (cut)";
    safe = NAMED_SECRET.matcher(safe).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    safe = SHAPED_SECRET.matcher(safe).replaceAll(Matcher.quoteReplacement(HIDDEN));
    safe = WORDS.matcher(safe).replaceAll("$1\"" + Matcher.quoteReplacement(HIDDEN) + "\"");
    return PHONE
        .matcher(safe)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group().indexOf('-') == 8 ? found.group() : phone(found.group())));
  }

  /** Keeps the last four digits, enough to recognise a number that one already knows. */
  public static String phone(String number) {
    if (number == null) {
      return null;
    }
    String digits = number.replaceAll("\\D", "");
    return digits.length() < 8 ? HIDDEN : "…" + digits.substring(digits.length() - 4);
  }
}
