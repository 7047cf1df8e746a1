package procare.partner.pack;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A partner's codes and units in LOINC and UCUM, from {@code codes.csv}. What is not in it is not
 * guessed: an unmapped result is kept and shown to a person.
 */
public final class CodeMap {
  public static final CodeMap EMPTY = new CodeMap(List.of());

  /**
   * One line of codes.csv.
   *
   * @param code local code
   * @param text local words, or empty
   * @param unit local unit as the partner spells it; empty when results of this code have none
   * @param loinc e.g. {@code 4548-4}
   * @param display LOINC's words, or empty
   * @param ucum unit of the mapped value; empty for results without unit
   * @param factor by which the value is multiplied to have {@code ucum}; 1 when the line has none
   */
  public record Line(
      String code,
      String text,
      String unit,
      String loinc,
      String display,
      String ucum,
      BigDecimal factor) {}

  /** What a local code means. */
  public record Mapped(String loinc, String display, String ucum, BigDecimal factor) {}

  private final List<Line> lines;
  private final Map<String, Mapped> byKey = new TreeMap<>();

  CodeMap(List<Line> lines) {
    this.lines = List.copyOf(lines);
    for (Line line : lines) {
      byKey.put(
          key(line.code(), line.unit()),
          new Mapped(
              line.loinc(),
              line.display().isEmpty() ? line.text() : line.display(),
              line.ucum(),
              line.factor()));
    }
  }

  /** All lines in the order of the file. */
  public List<Line> lines() {
    return lines;
  }

  /**
   * @param code local code, or a LOINC that the partner sends with an odd unit
   * @param system where the code is from: HL7 table 0396 name or FHIR URI; LOINC itself is mapped
   *     only when the file lists it. May be null
   * @param unit as sent; null or blank when there was none
   * @return empty when code and unit together are not listed: a known code with a foreign unit is
   *     no known result
   */
  public Optional<Mapped> map(String code, String system, String unit) {
    return code == null ? Optional.empty() : Optional.ofNullable(byKey.get(key(code, unit)));
  }

  /** Whether the code is listed with any unit, which tells a foreign unit from a foreign code. */
  public boolean knows(String code) {
    return code != null && lines.stream().anyMatch(l -> l.code().equalsIgnoreCase(code.strip()));
  }

  /** The partner's code for a LOINC, for orders: the first that is listed. */
  public Optional<Line> local(String loinc) {
    return lines.stream().filter(l -> l.loinc().equals(loinc)).findFirst();
  }

  static String key(String code, String unit) {
    return code.strip().toUpperCase(Locale.ROOT)
        + "\n"
        + (unit == null ? "" : unit.strip().toUpperCase(Locale.ROOT));
  }
}
