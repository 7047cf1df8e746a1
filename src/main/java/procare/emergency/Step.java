package procare.emergency;

import java.time.Instant;
import java.util.UUID;

/**
 * One step of an emergency.
 *
 * @param dueAt when it is or was to be done
 * @param state {@code WAITING}, {@code DONE} or {@code CANCELLED}
 * @param personId who was asked, or null
 * @param outcome for example {@code ASKED}, {@code NOBODY}, {@code NO_ANSWER}
 */
record Step(
    UUID id,
    int ordinal,
    Rung rung,
    Instant dueAt,
    String state,
    Instant doneAt,
    UUID personId,
    String outcome) {}
