package procare.glucose;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One glucose value as it was entered.
 *
 * @param value the number as entered, never converted
 * @param unit null while nobody has said which unit it is
 * @param comparator null for a plain number; {@code <} and {@code >} for the meter words
 */
public record Glucose(BigDecimal value, GlucoseUnit unit, Comparator comparator) {
  /** Meter word LO: most meters show it below 20 mg/dL. */
  public static final Glucose METER_LOW =
      new Glucose(BigDecimal.valueOf(20), GlucoseUnit.MG_DL, Comparator.LESS);

  /** Meter word HI: most meters show it above 600 mg/dL. */
  public static final Glucose METER_HIGH =
      new Glucose(BigDecimal.valueOf(600), GlucoseUnit.MG_DL, Comparator.GREATER);

  public Glucose {
    Objects.requireNonNull(value, "value");
  }

  public static Glucose of(String value, GlucoseUnit unit) {
    return new Glucose(new BigDecimal(value), unit, null);
  }

  public Glucose in(GlucoseUnit chosen) {
    return new Glucose(value, chosen, comparator);
  }

  /** The unit's code, or {@code unclear}. */
  public String unitCode() {
    return unit == null ? "unclear" : unit.code();
  }
}
