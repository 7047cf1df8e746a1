package procare.partner.pack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that the environment gives: {@code ${NAME}} or {@code ${NAME:default}}. It is read when
 * it is used ({@link PackSettings}) and never kept, so a secret is in no record and no log.
 *
 * @param variable the environment variable
 * @param fallback used when the variable is not set, or null
 */
public record Setting(String variable, String fallback) {
  static final Pattern FORM = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^{}]*))?}");

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  @JsonCreator
  public static Setting of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("write ${NAME} or ${NAME:default}");
    }
    return new Setting(form.group(1), form.group(2));
  }

  /** The only variables that the pack of this name may read begin so. */
  public static String prefix(String pack) {
    return "PROCARE_PARTNER_" + pack.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
  }

  @JsonValue
  @Override
  public String toString() {
    return "${" + variable + (fallback == null ? "" : ":" + fallback) + "}";
  }
}
