package procare.conversation;

import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.Severity;

/**
 * One glucose value read from a message.
 *
 * @param glucose value as written; the unit is the one written, else the confirmed meter's, else
 *     null
 * @param state FASTING, BEFORE_MEAL, AFTER_MEAL, BEDTIME, NIGHT or RANDOM; null when not said
 * @param when whether it is of now
 * @param unclear ask back before it is stored as certain: no unit, or the words leave doubt
 */
public record GlucoseFact(Glucose glucose, String state, When when, boolean unclear) {
  /** See {@link GlucoseRules#severity}: defined without a unit too. */
  public Severity severity() {
    return GlucoseRules.severity(glucose);
  }
}
