package procare.reminder;

import java.util.UUID;

/**
 * What an answer did to one dose.
 *
 * @param what title of the plan
 * @param slot local time of the dose, HH:mm
 * @param minutes until the next reminder, with LATER
 * @param retracted whether caregivers were to be told that it was missed and it was taken after all
 * @param refillDays whole days that the stock lasts when it is time to say so, else null
 */
public record DoseOutcome(
    UUID occurrenceId,
    String what,
    String slot,
    Result result,
    long minutes,
    boolean retracted,
    Integer refillDays) {
  /** What became of it. */
  public enum Result {
    TAKEN,
    NOT_TAKEN,
    LATER,
    /** Said before; nothing changed. */
    ALREADY,
    /** No further reminder: three were given, or the time to confirm ends before. */
    NO_MORE_REMINDERS
  }
}
