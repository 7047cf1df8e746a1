package procare.glucose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * The two units in which people and meters state glucose. A value is kept and classified in the
 * unit it was entered in; conversions are for display beside the original only.
 */
public enum GlucoseUnit {
  /** Milligrams per decilitre. Shown by meters as whole numbers, about 20 to 600. */
  MG_DL("mg/dL", "10", "1500"),
  /** Millimoles per litre. Shown by meters with one decimal, about 1.1 to 33.3. */
  MMOL_L("mmol/L", "0.6", "83");

  /** mg/dL in one mmol/L of glucose (molar mass 180.182 g/mol). */
  public static final BigDecimal MG_DL_PER_MMOL_L = new BigDecimal("18.0182");

  private final String code;
  private final BigDecimal lowest;
  private final BigDecimal highest;

  GlucoseUnit(String code, String lowest, String highest) {
    this.code = code;
    this.lowest = new BigDecimal(lowest);
    this.highest = new BigDecimal(highest);
  }

  /** As stored, sent and shown: {@code mg/dL} or {@code mmol/L}; also the UCUM code. */
  public String code() {
    return code;
  }

  /** Lowest value that is kept (10 mg/dL, 0.6 mmol/L); below it the entry is a mistake. */
  public BigDecimal lowest() {
    return lowest;
  }

  /** Highest value that is kept (1,500 mg/dL, 83 mmol/L). */
  public BigDecimal highest() {
    return highest;
  }

  /** Whether a person can have this value in this unit. */
  public boolean plausible(BigDecimal value) {
    return value.compareTo(lowest) >= 0 && value.compareTo(highest) <= 0;
  }

  public GlucoseUnit other() {
    return this == MG_DL ? MMOL_L : MG_DL;
  }

  /**
   * The same concentration in the other unit, rounded as meters show it (whole mg/dL, one decimal
   * of mmol/L). Never classify the result: 3.9 mmol/L becomes 70 mg/dL.
   */
  public BigDecimal toOther(BigDecimal value) {
    return this == MG_DL
        ? value.divide(MG_DL_PER_MMOL_L, 1, RoundingMode.HALF_UP)
        : value.multiply(MG_DL_PER_MMOL_L).setScale(0, RoundingMode.HALF_UP);
  }

  /**
   * @param code {@code mg/dL} or {@code mmol/L}, in any case
   * @throws IllegalArgumentException for anything else, null and {@code unclear} included
   */
  public static GlucoseUnit of(String code) {
    return find(code)
        .orElseThrow(() -> new IllegalArgumentException("no glucose unit: mg/dL or mmol/L"));
  }

  /** Empty for null, {@code unclear} and everything unknown. */
  public static Optional<GlucoseUnit> find(String code) {
    if (code == null) {
      return Optional.empty();
    }
    return switch (code.strip().toLowerCase(Locale.ROOT)) {
      case "mg/dl" -> Optional.of(MG_DL);
      case "mmol/l" -> Optional.of(MMOL_L);
      default -> Optional.empty();
    };
  }
}
