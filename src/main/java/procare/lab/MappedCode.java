package procare.lab;

import java.math.BigDecimal;

/**
 * A test in the hub's words.
 *
 * @param loinc LOINC code, never null
 * @param display its name, or null to keep the laboratory's
 * @param ucum the unit in UCUM, or null when it has none or the unit is unknown
 * @param factor by which the value as sent is multiplied to be in {@code ucum}; 1 for the same unit
 */
public record MappedCode(String loinc, String display, String ucum, BigDecimal factor) {
  public MappedCode {
    factor = factor == null ? BigDecimal.ONE : factor;
  }

  /** In a unit that needs no conversion. */
  public MappedCode(String loinc, String display, String ucum) {
    this(loinc, display, ucum, BigDecimal.ONE);
  }
}
