package procare.reminder;

/** What became of one time of one plan; see the comments on {@code reminder_occurrence}. */
public enum OccurrenceState {
  /** Handed to delivery; until {@code sendUntil} the delivery's own row says how far it is. */
  DUE,
  /** Left the hub in time. */
  SENT,
  /** Withheld on purpose: opt-out, cap, quiet hours. */
  SUPPRESSED,
  /** Missed by the system (outage, no number, gateway down), never counted against the patient. */
  EXPIRED,
  /** Taken back before it was sent, by a changed plan or an operator. */
  CANCELLED,
  TAKEN,
  NOT_TAKEN,
  SNOOZED,
  /** A dose without any answer until {@code confirmUntil}. */
  MISSED,
  /** Anything else without answer until then. */
  UNANSWERED
}
