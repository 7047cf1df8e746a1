package procare.partner.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.lab.LabValue;

/** Values and flags that a partner writes as text. What is no plain number stays words. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("(<=|>=|<|>|≤|≥)?\\s*([+-]?\\d{1,12}(?:[.,]\\d{1,9})?)");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?\\d{1,3},\\d{3}");

  private Values() {}

  /**
   * @param text as sent
   * @param unit as sent, or null
   */
  static LabValue of(String text, String unit) {
    if (text == null || text.isBlank()) {
      return new LabValue.Absent();
    }
    Matcher number = NUMBER.matcher(text.strip());
    // 1,234 is a thousand and more, or one and a bit: a person has to read it.
    if (!number.matches() || THOUSANDS.matcher(number.group(2)).matches()) {
      return new LabValue.Text(text.strip());
    }
    return new LabValue.Quantity(
        comparator(number.group(1)),
        new BigDecimal(number.group(2).replace(',', '.')),
        unit == null || unit.isBlank() ? null : unit.strip());
  }

  private static String comparator(String sign) {
    if (sign == null) {
      return null;
    }
    return switch (sign) {
      case "≤" -> "<=";
      case "≥" -> ">=";
      default -> sign;
    };
  }

  /** Flags separated by blanks, commas or {@code ~}. */
  static List<String> flags(String text) {
    List<String> flags = new ArrayList<>(1);
    if (text != null) {
      for (String flag : text.strip().split("[\\s,~]+")) {
        if (!flag.isEmpty()) {
          flags.add(flag);
        }
      }
    }
    return flags;
  }
}
