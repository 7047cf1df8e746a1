package procare.glucose;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import procare.api.ApiProblem.FieldError;

/** Tells mistakes of entry from readings that a person can have, before anything is stored. */
public final class Plausibility {
  /** How far a phone's clock may run ahead. */
  public static final Duration AHEAD = Duration.ofMinutes(5);

  /**
   * Older readings get "how are you now?" in place of rescue words: the moment to act is over, and
   * sugar taken now for a low of yesterday does harm.
   */
  public static final Duration FRESH = Duration.ofMinutes(60);

  /**
   * Older dates are nearly always a meter whose clock was never set (2000, 1970), and nothing in
   * the hub looks further back.
   */
  public static final Period OLDEST = Period.ofYears(2);

  /** The store keeps two; more would be rounded, and rounding moves values over borders. */
  private static final int MAX_DECIMALS = 2;

  private Plausibility() {}

  /**
   * @param value as entered
   * @param unit as entered
   * @param recordedAt when it was measured; null means now
   * @return what is wrong, each with its remedy; empty when the reading can be stored
   */
  public static List<FieldError> check(
      BigDecimal value, GlucoseUnit unit, Instant recordedAt, Instant now) {
    List<FieldError> problems = new ArrayList<>();
    if (!unit.plausible(value)) {
      problems.add(outOfRange(value, unit));
    } else if (value.stripTrailingZeros().scale() > MAX_DECIMALS) {
      problems.add(
          new FieldError(
              "value",
              "has more than " + MAX_DECIMALS + " decimals",
              "send it as the meter shows it, such as 62 or 7.2"));
    }
    if (recordedAt != null && recordedAt.isAfter(now.plus(AHEAD))) {
      problems.add(
          new FieldError(
              "recordedAt",
              "lies in the future",
              "send the time of measurement with its offset, or leave it out for now"));
    }
    if (recordedAt != null && recordedAt.isBefore(oldest(now))) {
      problems.add(
          new FieldError(
              "recordedAt",
              "lies more than two years back",
              "check the date and the clock of the meter"));
    }
    return problems;
  }

  /** Whether a reading is too old for rescue words. */
  public static boolean backdated(Instant recordedAt, Instant now) {
    return recordedAt != null && recordedAt.isBefore(now.minus(FRESH));
  }

  private static FieldError outOfRange(BigDecimal value, GlucoseUnit unit) {
    String range = unit.lowest() + " to " + unit.highest() + " " + unit.code();
    String remedy =
        unit.other().plausible(value)
            ? "if the meter shows " + unit.other().code() + ", send that unit; else measure again"
            : "send the number that the meter shows";
    return new FieldError("value", "is outside " + range, remedy);
  }

  private static Instant oldest(Instant now) {
    return now.atOffset(ZoneOffset.UTC).minus(OLDEST).toInstant();
  }
}
