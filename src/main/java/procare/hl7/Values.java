package procare.hl7;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.lab.LabCode;
import procare.lab.LabValue;

/**
 * What OBX-5 says. A number field that holds no plain number is read only where there is one
 * reading of it ({@code <15}, {@code 8,4}); otherwise its words are kept ({@code None}, {@code
 * 1,042}).
 */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(<=|>=|<|>)?\\s*([+-]?(?:\\d+(?:[.,]\\d*)?|\\.\\d+|[\\d.,]+))(?:\\s+([^\\d\\s.,].*)|(%))?");

  private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");

  /** A comma before other than three digits, or behind a zero, separates no thousands. */
  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[+-]?(\\d+,(\\d{1,2}|\\d{4,})|0,\\d+)");

  private static final Pattern ENGLISH = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+\\.\\d+");
  private static final Pattern CONTINENTAL = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+,\\d+");
  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_MEASUREMENT = 200;

  private Values() {}

  /**
   * @param type OBX-2, or null
   * @param field one repetition of OBX-5
   * @param unit OBX-6, or null
   */
  static LabValue of(String type, Field field, String unit) {
    if (field.isEmpty() || field.whole() == null) {
      return new LabValue.Absent();
    }
    return switch (type == null ? "" : type.toUpperCase(Locale.ROOT)) {
      case "NM" -> number(field.whole(), unit);
      case "SN" -> structured(field, unit);
      case "CE", "CWE", "CNE", "CF" -> coded(field);
      // Laboratories send limits and plain numbers as text; a unit tells that it is a measurement.
      case "", "ST" -> unit == null ? text(field) : number(field.whole(), unit);
      default -> text(field);
    };
  }

  private static LabValue text(Field field) {
    return new LabValue.Text(field.whole());
  }

  private static LabValue number(String text, String unit) {
    if (text.length() > LONGEST_MEASUREMENT) {
      return new LabValue.Text(text);
    }
    Matcher m = NUMBER.matcher(text);
    BigDecimal value = m.matches() ? decimal(m.group(2)) : null;
    if (value == null) {
      return new LabValue.Text(text);
    }
    String own = m.group(3) == null ? m.group(4) : m.group(3);
    boolean agreed = own == null || unit == null || own.strip().equalsIgnoreCase(unit);
    return agreed
        ? new LabValue.Quantity(m.group(1), value, unit == null && own != null ? own.strip() : unit)
        : new LabValue.Text(text);
  }

  /** Null when it is none, or could be two. */
  static BigDecimal decimal(String text) {
    if (text == null || text.length() > LONGEST_NUMBER) {
      return null;
    }
    String plain = null;
    if (PLAIN.matcher(text).matches()) {
      plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    } else if (DECIMAL_COMMA.matcher(text).matches()) {
      plain = text.replace(',', '.');
    } else if (ENGLISH.matcher(text).matches()) {
      plain = text.replace(",", "");
    } else if (CONTINENTAL.matcher(text).matches()) {
      plain = text.replace(".", "").replace(',', '.');
    }
    return plain == null ? null : new BigDecimal(plain);
  }

  /** SN: comparator, number, separator, number (v2.5.1 chapter 2A.70). */
  private static LabValue structured(Field field, String unit) {
    String comparator = field.component(1);
    BigDecimal first = decimal(field.component(2));
    String separator = field.component(3);
    BigDecimal second = decimal(field.component(4));
    if (first != null && separator == null && second == null) {
      return switch (Objects.requireNonNullElse(comparator, "=")) {
        case "=" -> new LabValue.Quantity(null, first, unit);
        case "<", "<=", ">", ">=" -> new LabValue.Quantity(comparator, first, unit);
        default -> plain(field);
      };
    }
    if (first == null || second == null || comparator != null && !"=".equals(comparator)) {
      return plain(field);
    }
    return switch (Objects.requireNonNullElse(separator, "")) {
      case "-" -> new LabValue.Range(first, second, unit);
      case ":", "/" -> new LabValue.Ratio(first, second);
      default -> plain(field);
    };
  }

  /**
   * The parts in a row, as a reader would write them. Some senders put {@code <5} into SN whole.
   */
  private static LabValue plain(Field field) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 4; i++) {
      text.append(Objects.requireNonNullElse(field.component(i), ""));
    }
    return text.isEmpty() ? new LabValue.Text(field.whole()) : new LabValue.Text(text.toString());
  }

  private static LabValue coded(Field field) {
    LabCode code = Codes.first(field);
    return code == null ? text(field) : new LabValue.Coded(code);
  }
}
