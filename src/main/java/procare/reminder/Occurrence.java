package procare.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;

/**
 * One time of one plan.
 *
 * @param id also the id of the delivery that tells the patient
 * @param answeredAt null without answer
 */
public record Occurrence(
    UUID id,
    UUID planId,
    UUID patientId,
    Kind kind,
    int planVersion,
    LocalDate localDate,
    LocalTime slot,
    Instant dueAt,
    Instant sendUntil,
    Instant confirmUntil,
    OccurrenceState state,
    String reason,
    Instant answeredAt,
    String answerSource,
    int snoozes,
    Instant snoozedUntil) {}
