package procare.delivery;

import java.time.Instant;
import java.util.List;
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
 * @param buttons at most 3 quick replies
 * @param mediaUrl https link of an image whose caption the body is, or null
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
    Instant notBefore,
    List<Button> buttons,
    String mediaUrl) {

  public Draft {
    buttons = buttons == null ? List.of() : List.copyOf(buttons);
    if (buttons.size() > Button.MOST) {
      throw new IllegalArgumentException("WhatsApp shows at most " + Button.MOST + " buttons");
    }
  }

  /** Words alone. */
  public Draft(
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
    this(
        cause,
        dedupeKey,
        personId,
        address,
        patientId,
        emergencyId,
        kind,
        template,
        language,
        body,
        reword,
        notBefore,
        List.of(),
        null);
  }

  public Draft with(List<Button> quickReplies) {
    return copy(quickReplies, mediaUrl);
  }

  public Draft withImage(String url) {
    return copy(buttons, url);
  }

  private Draft copy(List<Button> quickReplies, String url) {
    return new Draft(
        cause,
        dedupeKey,
        personId,
        address,
        patientId,
        emergencyId,
        kind,
        template,
        language,
        body,
        reword,
        notBefore,
        quickReplies,
        url);
  }

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

    /** Goes at once and is only counted; everything else waits for a slot of its number's rate. */
    public boolean immediate() {
      return urgent || this == REPLY;
    }
  }
}
