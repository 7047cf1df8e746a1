package procare.partner.pack;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code codes.csv} (RFC 4180 without line breaks in fields): local code, local text, local
 * unit, LOINC, its words, UCUM unit, and the factor between the units where it is not 1.
 */
final class CodesCsv {
  static final List<String> COLUMNS =
      List.of("code", "text", "unit", "loinc", "display", "ucum", "factor");

  private static final Pattern LOINC = Pattern.compile("[0-9]{1,7}-[0-9]");

  /** UCUM's case-sensitive units of a laboratory have no blanks and only these signs. */
  private static final Pattern UCUM = Pattern.compile("[A-Za-z0-9%/.*'\\[\\]{}_()+^-]{0,40}");

  private final Problems problems;
  private final List<CodeMap.Line> lines = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private CodesCsv(Problems problems) {
    this.problems = problems;
  }

  static CodeMap read(String text, Problems problems) {
    CodesCsv csv = new CodesCsv(problems);
    csv.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return new CodeMap(csv.lines);
  }

  private void read(String text) {
    String[] rows = text.split("\\r?\\n", -1);
    List<String> header = fields(rows[0], 1);
    if (!new HashSet<>(COLUMNS).containsAll(header)
        || !header.containsAll(Set.of("code", "unit", "loinc", "ucum"))) {
      problems.add(1, "has other columns", "write the header " + String.join(",", COLUMNS));
      return;
    }
    for (int i = 1; i < rows.length; i++) {
      if (!rows[i].isBlank() && !rows[i].startsWith("#")) {
        row(header, rows[i], i + 1);
      }
    }
    if (lines.isEmpty()) {
      problems.add(1, "maps no code", "add a line for each code that the partner sends");
    }
  }

  private void row(List<String> header, String row, int number) {
    List<String> fields = fields(row, number);
    if (fields.size() != header.size()) {
      problems.add(
          number,
          "has " + fields.size() + " fields where the header has " + header.size(),
          "quote fields with commas: \"a, b\"");
      return;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(header.get(i), fields.get(i).strip());
    }
    String code = values.get("code");
    String loinc = values.get("loinc");
    if (code.isEmpty()) {
      problems.add(number, "has no code", "write the partner's code in the first column");
    } else if (!LOINC.matcher(loinc).matches() || !checkDigit(loinc)) {
      problems.add(
          number,
          loinc + " is no LOINC (digits, a hyphen, the right check digit)",
          "look it up at loinc.org; leave the line out when the code has none");
    } else if (!UCUM.matcher(values.get("ucum")).matches()) {
      problems.add(number, "has no UCUM unit", "write UCUM such as mg/dL or mmol/L");
    } else {
      line(values, number);
    }
  }

  private void line(Map<String, String> values, int number) {
    BigDecimal factor = factor(values.getOrDefault("factor", ""));
    if (factor == null) {
      problems.add(number, "has a factor that is no number above 0", "for example 18.0182");
      return;
    }
    String key = CodeMap.key(values.get("code"), values.get("unit"));
    Integer before = seen.putIfAbsent(key, number);
    if (before != null) {
      problems.add(
          number, "maps a code and unit again (line " + before + ")", "keep one of the two lines");
      return;
    }
    lines.add(
        new CodeMap.Line(
            values.get("code"),
            values.getOrDefault("text", ""),
            values.get("unit"),
            values.get("loinc"),
            values.getOrDefault("display", ""),
            values.get("ucum"),
            factor));
  }

  private static BigDecimal factor(String text) {
    try {
      BigDecimal factor = text.isEmpty() ? BigDecimal.ONE : new BigDecimal(text);
      return factor.signum() > 0 && factor.precision() < 30 ? factor : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** LOINC Users' Guide, appendix on the check digit (Mod 10, Luhn). */
  static boolean checkDigit(String loinc) {
    int sum = 0;
    boolean twice = true;
    for (int i = loinc.indexOf('-') - 1; i >= 0; i--) {
      int digit = loinc.charAt(i) - '0';
      digit = twice ? digit * 2 : digit;
      sum += digit > 9 ? digit - 9 : digit;
      twice = !twice;
    }
    return (10 - sum % 10) % 10 == loinc.charAt(loinc.length() - 1) - '0';
  }

  private List<String> fields(String row, int number) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '"' && quoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    if (quoted) {
      problems.add(number, "has a quote that does not end", "close it with \"");
    }
    return fields;
  }
}
