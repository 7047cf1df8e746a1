package procare.hl7;

import java.util.Locale;
import java.util.Map;

/**
 * HL7 v2 result states as FHIR codes, by the maps of HL7/v2-to-fhir ({@code
 * table-hl70085-to-observation-status}, {@code table-hl70123-queries-to-diagnostic-report-status}).
 * What those leave unmapped gets the nearest state that is not final; what is missing or unheard of
 * is {@code unknown}, and a person looks.
 */
final class Statuses {
  private static final Map<String, String> OBSERVATION =
      Map.ofEntries(
          Map.entry("A", "amended"),
          Map.entry("C", "corrected"),
          Map.entry("D", "entered-in-error"),
          Map.entry("F", "final"),
          Map.entry("P", "preliminary"),
          Map.entry("W", "entered-in-error"),
          Map.entry("X", "cancelled"),
          // Unmapped there: pending, ordered, not verified, partial.
          Map.entry("I", "registered"),
          Map.entry("O", "registered"),
          Map.entry("R", "preliminary"),
          Map.entry("S", "preliminary"));

  private static final Map<String, String> REPORT =
      Map.ofEntries(
          Map.entry("O", "registered"),
          Map.entry("I", "registered"),
          Map.entry("S", "registered"),
          Map.entry("P", "preliminary"),
          Map.entry("C", "corrected"),
          Map.entry("R", "partial"),
          Map.entry("F", "final"),
          Map.entry("X", "cancelled"),
          // Unmapped there: some, but not all, results available.
          Map.entry("A", "partial"));

  private Statuses() {}

  /**
   * @param code OBX-11, or null
   */
  static String observation(String code) {
    return of(OBSERVATION, code);
  }

  /**
   * @param code OBR-25, or null
   */
  static String report(String code) {
    return of(REPORT, code);
  }

  private static String of(Map<String, String> map, String code) {
    return code == null ? "unknown" : map.getOrDefault(code.toUpperCase(Locale.ROOT), "unknown");
  }
}
