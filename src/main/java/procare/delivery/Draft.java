package procare.delivery;

import java.time.Instant;
import java.util.UUID;
import procare.event.Event;

/**
 * A message that shall reach a person.
 *
 * @param cause the event that asks for it
 * @param dedupeKey the same key never makes a second message; names the reason, e.g. {@code
 *     emergency:<id>:patient}
 * @param personId who; null for an unknown sender, then {@code address} is needed
 * @param address where; null to use the person's verified contact point
 * @param patientId whose matter
 * @param emergencyId the emergency it belongs to, or null
 * @param template key in the message book
 * @param body approved text, rendered
 * @param reword whether a language model may reword it first; never for urgent kinds
 * @param notBefore earliest time to send, or null for now
 */
public record Draft(
    Event cause,
    String dedupeKey,
    UUID personId,
    String address,
    UUID patientId,
    UUID emergencyId,
    Kind kind,
    String template,
    String language,
    String body,
    boolean reword,
    Instant notBefore) {

  /** Why a message is sent; decides lane, retries and staleness. */
  public enum Kind {
    /** Rescue text to a patient in danger. */
    EMERGENCY(true),
    /** To a caregiver, doctor or operator about somebody in danger. */
    ALERT(true),
    /** Later words in the same emergency. */
    FOLLOW_UP(true),
    /** Answer to something the person wrote. */
    REPLY(false),
    REMINDER(false),
    NOTICE(false);

    private final boolean urgent;

    Kind(boolean urgent) {
      this.urgent = urgent;
    }

    /**
     * Urgent kinds have a lane of their own, no attempt limit, and are repeated when their outcome
     * is unknown.
     */
    public boolean urgent() {
      return urgent;
    }
  }
}
