package procare.glucose;

import static procare.glucose.GlucoseUnit.MG_DL;
import static procare.glucose.GlucoseUnit.MMOL_L;

import java.math.BigDecimal;

/**
 * Decides how severe a value is and which unit a bare number has. Sources: ADA levels of
 * hypoglycaemia (level 1 below 70 mg/dL = 3.9 mmol/L, level 2 below 54 mg/dL = 3.0 mmol/L); the
 * hub's own alert limit of 300 mg/dL; ISO 15197 meters, which show 20 to 600 mg/dL or 1.1 to 33.3
 * mmol/L and LO or HI beyond. Needs a physician's sign-off before use with patients.
 *
 * <p>Every value is classified in the unit entered, exactly at the borders: 69.9 mg/dL is low, 70
 * is not; 3.9 mmol/L is not low although rounded conversions disagree about it.
 */
public final class GlucoseRules {
  /** Below this a number without unit may be a severe low in mg/dL or a high in mmol/L. */
  public static final BigDecimal UNCLEAR_BELOW = BigDecimal.valueOf(40);

  private static final BigDecimal LEVEL_1_MG_DL = BigDecimal.valueOf(70);
  private static final BigDecimal LEVEL_2_MG_DL = BigDecimal.valueOf(54);
  private static final BigDecimal HIGH_MG_DL = BigDecimal.valueOf(300);
  private static final BigDecimal LEVEL_1_MMOL_L = new BigDecimal("3.9");
  private static final BigDecimal LEVEL_2_MMOL_L = new BigDecimal("3.0");
  private static final BigDecimal LOWEST_SHOWN_MG_DL = BigDecimal.valueOf(20);
  private static final BigDecimal HIGHEST_SHOWN_MMOL_L = new BigDecimal("33.3");

  private GlucoseRules() {}

  /**
   * How severe a value is. A bare number of 40 and more is judged as mg/dL, the lowest reading it
   * can have (no home meter shows 40 mmol/L), so that a low is answered before the unit is known; a
   * bare number below 40 is {@link Severity#UNCLEAR}. The unit itself is never derived from this.
   */
  public static Severity severity(Glucose glucose) {
    if (glucose.comparator() != null) {
      return severityOfBound(glucose);
    }
    if (glucose.unit() == null && glucose.value().compareTo(UNCLEAR_BELOW) < 0) {
      return Severity.UNCLEAR;
    }
    return severityOf(glucose.value(), glucose.unit());
  }

  private static Severity severityOf(BigDecimal value, GlucoseUnit unit) {
    boolean molar = unit == MMOL_L;
    if (value.compareTo(molar ? LEVEL_2_MMOL_L : LEVEL_2_MG_DL) < 0) {
      return Severity.LEVEL_2;
    }
    if (value.compareTo(molar ? LEVEL_1_MMOL_L : LEVEL_1_MG_DL) < 0) {
      return Severity.LEVEL_1;
    }
    return above300(value, molar) ? Severity.HIGH : Severity.NORMAL;
  }

  /**
   * 300 mg/dL are 16.6498… mmol/L. The product is compared unrounded: 16.7 (300.9 mg/dL) is high
   * and 16.6 (299.1 mg/dL) is not. Rounding the limit up to the customary "above 16.7" would leave
   * out 16.7 itself, a value above 300 mg/dL.
   */
  private static boolean above300(BigDecimal value, boolean molar) {
    BigDecimal inMgDl = molar ? value.multiply(GlucoseUnit.MG_DL_PER_MMOL_L) : value;
    return inMgDl.compareTo(HIGH_MG_DL) > 0;
  }

  /** "Below x" may be anything below, "above x" anything above: the worst of it counts. */
  private static Severity severityOfBound(Glucose glucose) {
    Severity atBound = severityOf(glucose.value(), glucose.unit());
    if (glucose.comparator() == Comparator.LESS) {
      BigDecimal level1 = glucose.unit() == MMOL_L ? LEVEL_1_MMOL_L : LEVEL_1_MG_DL;
      return glucose.value().compareTo(level1) <= 0 ? Severity.LEVEL_2 : Severity.UNCLEAR;
    }
    boolean high =
        atBound == Severity.HIGH
            || glucose.unit() != MMOL_L && glucose.value().compareTo(HIGH_MG_DL) == 0;
    return high ? Severity.HIGH : Severity.UNCLEAR;
  }

  /**
   * Gives a number without unit the unit of the patient's confirmed meter, if that meter can show
   * it; otherwise leaves the unit open, and the patient is asked.
   *
   * <ul>
   *   <li>meter in mg/dL: numbers of 40 and more; below, people with a second meter or a new one
   *       write mmol/L, and 25 would be a coma or a high
   *   <li>meter in mmol/L: up to 33.3, but of the whole numbers only those below 20, which no meter
   *       shows in mg/dL; 25 may be either
   * </ul>
   *
   * @param meter the confirmed unit, or null
   */
  public static Glucose withMeter(Glucose bare, GlucoseUnit meter) {
    if (bare.unit() != null || meter == null) {
      return bare;
    }
    BigDecimal value = bare.value();
    boolean shown =
        meter == MG_DL
            ? value.compareTo(UNCLEAR_BELOW) >= 0
            : value.compareTo(LOWEST_SHOWN_MG_DL) < 0
                || value.scale() > 0 && value.compareTo(HIGHEST_SHOWN_MMOL_L) <= 0;
    return shown && meter.plausible(value) ? bare.in(meter) : bare;
  }

  /**
   * Whether the unit given is likely a slip although the value is kept: no home meter shows more
   * than 33.3 mmol/L or less than 20 mg/dL. Such a reading is flagged and asked about, not refused.
   */
  public static boolean unitDoubtful(Glucose glucose) {
    if (glucose.unit() == null || glucose.comparator() != null) {
      return glucose.unit() == null;
    }
    return glucose.unit() == MMOL_L
        ? glucose.value().compareTo(HIGHEST_SHOWN_MMOL_L) > 0
        : glucose.value().compareTo(LOWEST_SHOWN_MG_DL) < 0;
  }
}
