package procare.lab;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Units as laboratories write them, in UCUM (unitsofmeasure.org). Only spellings that can mean one
 * thing are known; anything else stays as it came.
 */
public final class Ucum {
  private static final Map<String, String> BY_SPELLING = new HashMap<>();

  static {
    add("mg/dL", "MG/DL", "MGS/DL", "MGDL", "MG%", "MGM/DL", "MG/100ML");
    add("mmol/L", "MMOL/L", "MMOLL", "MMOL/LT", "MMOL/LITRE");
    add("umol/L", "UMOL/L", "UMOLL", "MCMOL/L");
    add("meq/L", "MEQ/L", "MEQL");
    add("%", "%", "PERCENT");
    add("mmol/mol", "MMOL/MOL", "MMOLMOL");
    add("g/dL", "G/DL", "GM/DL", "GMS/DL", "GM%", "G%", "GDL");
    add("g/L", "G/L", "GM/L");
    add("mg/L", "MG/L");
    add("ug/dL", "UG/DL", "MCG/DL");
    add("ug/L", "UG/L", "MCG/L");
    add("ng/mL", "NG/ML");
    add("ng/dL", "NG/DL");
    add("pg/mL", "PG/ML");
    add("mg/g", "MG/G", "MG/GM");
    add("mg/mmol", "MG/MMOL");
    add("mL/min", "ML/MIN", "MLMIN");
    add(
        "mL/min/{1.73_m2}",
        "ML/MIN/1.73M2",
        "ML/MIN/1.73",
        "ML/MIN/1.73SQM",
        "ML/MIN/1.73M^2",
        "ML/MIN/{1.73_M2}",
        "ML/MIN/1.73M*2");
    add("U/L", "U/L");
    add("[IU]/L", "IU/L", "[IU]/L");
    add("u[IU]/mL", "UIU/ML", "U[IU]/ML", "MCIU/ML");
    add("m[IU]/L", "MIU/L", "M[IU]/L");
    add("nmol/L", "NMOL/L");
    add("pmol/L", "PMOL/L");
    add("mm/h", "MM/HR", "MM/H");
    add("fL", "FL");
    add("pg", "PG");
  }

  private Ucum() {}

  /** Empty for null and for what is not known. */
  public static Optional<String> of(String unit) {
    return unit == null ? Optional.empty() : Optional.ofNullable(BY_SPELLING.get(spelling(unit)));
  }

  private static String spelling(String unit) {
    return unit.replace('\u00b5', 'u')
        .replace('\u03bc', 'u')
        .replace('\u00b2', '2')
        .replaceAll("\\s+", "")
        .toUpperCase(Locale.ROOT);
  }

  private static void add(String ucum, String... spellings) {
    for (String each : spellings) {
      BY_SPELLING.put(each, ucum);
    }
  }
}
