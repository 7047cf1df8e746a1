package procare.reminder;

import java.time.Duration;
import java.util.UUID;
import procare.event.Event;

/**
 * An answer to a reminder of a dose.
 *
 * @param snooze how long LATER asks to wait, or null
 * @param gateway where it came from; names, with {@code quoted}, the message that it answers
 * @param quoted the gateway's id of that message, or null
 */
public record DoseAnswer(
    Event cause,
    UUID patientId,
    UUID messageId,
    DoseWord word,
    Duration snooze,
    Source source,
    String gateway,
    String quoted) {
  /** How it was given. */
  public enum Source {
    TEXT,
    BUTTON,
    REACTION
  }
}
