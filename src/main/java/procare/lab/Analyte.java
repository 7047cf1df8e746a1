package procare.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the hub judges by limits of its own, with the LOINC codes that mean it in blood (contracts
 * §7) and what one of each unit is in the unit of the limits.
 */
public enum Analyte {
  /** In mg/dL; 18.0182 g/mol ÷ 10 as contracts §7 fixes it. */
  GLUCOSE(
      "mg/dL",
      Set.of("2339-0", "2345-7", "1558-6", "41653-7", "41604-0", "1547-9", "1521-4", "1557-8"),
      Set.of("15074-8", "14749-6", "14771-0", "14743-9"),
      Map.of("mg/dL", "1", "mmol/L", "18.0182", "g/L", "100", "mg/L", "0.1", "g/dL", "1000"),
      "GLUCOSE|SUGAR|\\bFBS\\b|\\bRBS\\b|\\bPPBS\\b|\\bGLU\\b"),
  /** In mmol/L. */
  POTASSIUM(
      "mmol/L",
      Set.of(),
      Set.of("2823-3", "6298-4", "32713-0"),
      Map.of("mmol/L", "1", "meq/L", "1"),
      "POTASSIUM|\\bK\\+?$"),
  /** In mg/dL; 88.42 µmol/L are 1 mg/dL. */
  CREATININE(
      "mg/dL",
      Set.of("2160-0", "38483-4"),
      Set.of("14682-9", "77140-2"),
      Map.of("mg/dL", "1", "mg/L", "0.1", "umol/L", "0.01130966", "mmol/L", "11.30966"),
      "CREATININE|\\bCREAT\\b");

  /** Not in blood, or something worked out from it. */
  private static final Pattern OTHER =
      Pattern.compile(
          "URIN|CLEARANCE|RATIO|FLUID|CSF|ALBUMIN|KINASE|GFR|HBA1C|GLYCO|AVERAGE|ESTIMATED|PROTEIN|MEAN");

  private static final Set<String> MASS = Set.of("mg/dL", "g/L", "mg/L", "g/dL", "ug/dL", "ug/L");
  private static final Set<String> MOLES = Set.of("mmol/L", "umol/L", "nmol/L", "meq/L");

  private static final BigDecimal HIGHEST = new BigDecimal(1500);

  private final String unit;
  private final Set<String> mass;
  private final Set<String> moles;
  private final Map<String, String> factors;
  private final Pattern words;

  Analyte(
      String unit, Set<String> mass, Set<String> moles, Map<String, String> factors, String words) {
    this.unit = unit;
    this.mass = mass;
    this.moles = moles;
    this.factors = factors;
    this.words = Pattern.compile(words);
  }

  /** The UCUM unit of this analyte's limits. */
  public String unit() {
    return unit;
  }

  /** By LOINC; by the laboratory's words only when none of its codes is known. */
  public static Optional<Analyte> of(String loinc, List<LabCode> codes) {
    if (loinc != null) {
      return Arrays.stream(values())
          .filter(a -> a.mass.contains(loinc) || a.moles.contains(loinc))
          .findFirst();
    }
    return Arrays.stream(values()).filter(a -> codes.stream().anyMatch(a::named)).findFirst();
  }

  private boolean named(LabCode code) {
    String text =
        ((code.code() == null ? "" : code.code())
                + " "
                + (code.display() == null ? "" : code.display()))
            .toUpperCase(Locale.ROOT)
            .strip();
    return words.matcher(text).find() && !OTHER.matcher(text).find();
  }

  /** The unit that a LOINC code stands for, or null when it is none of this analyte's. */
  String unitOf(String loinc) {
    if (mass.contains(loinc)) {
      return "mg/dL";
    }
    return moles.contains(loinc) ? (this == CREATININE ? "umol/L" : "mmol/L") : null;
  }

  /** A value in the unit of the limits; empty when the unit cannot be converted. */
  Optional<BigDecimal> inOwnUnit(BigDecimal value, String ucum) {
    return Optional.ofNullable(ucum)
        .map(factors::get)
        .map(f -> value.multiply(new BigDecimal(f), MathContext.DECIMAL64));
  }

  /**
   * Whether a living person can have this value; glucose 10 to 1,500 mg/dL (domain.md §1, input
   * checks). Only ever used to choose between units.
   */
  boolean possible(BigDecimal value, String ucum) {
    return inOwnUnit(value, ucum)
        .map(v -> this != GLUCOSE || v.compareTo(BigDecimal.TEN) >= 0 && v.compareTo(HIGHEST) <= 0)
        .orElse(false);
  }

  /**
   * Whether a LOINC code speaks of mass where the unit speaks of moles or the other way round:
   * 14743-9 is mmol/L, 41653-7 is mg/dL (contracts trap 18).
   */
  static boolean contradicts(String loinc, String ucum) {
    if (loinc == null || ucum == null) {
      return false;
    }
    for (Analyte each : values()) {
      if (each.mass.contains(loinc) && MOLES.contains(ucum)
          || each.moles.contains(loinc) && MASS.contains(ucum)) {
        return true;
      }
    }
    return "4548-4".equals(loinc) && "mmol/mol".equals(ucum)
        || "59261-8".equals(loinc) && "%".equals(ucum);
  }
}
