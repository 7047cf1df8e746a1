package procare.partner.analyte;

import java.math.BigDecimal;

/** Numbers from {@code least} to {@code most}, both in it. */
public record Span(BigDecimal least, BigDecimal most) {
  /** Null for an empty text, else {@code least..most}. */
  static Span of(String text) {
    if (text.isEmpty()) {
      return null;
    }
    int dots = text.indexOf("..");
    return new Span(
        new BigDecimal(text.substring(0, dots)), new BigDecimal(text.substring(dots + 2)));
  }

  public boolean holds(BigDecimal value) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  @Override
  public String toString() {
    return least.toPlainString() + " to " + most.toPlainString();
  }
}
