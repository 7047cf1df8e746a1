package procare.glucose;

import java.time.Instant;
import java.util.UUID;
import procare.event.Event;

/**
 * A reading about to be stored.
 *
 * @param state situation such as {@code MORNING_FASTING}, or null
 * @param recordedAt when it was measured
 * @param source {@code MANUAL, METER, CGM, IMPORT, WHATSAPP}
 * @param rawText the words it was read from, kept always; null for REST
 * @param recordedBy the person who sent it
 * @param messageId the inbound message, or null
 * @param cause the event it came with, or null for REST
 * @param correlationId names the story
 * @param scope and {@code key}: idempotency; a null key means: the same value within two minutes is
 *     the same reading
 * @param requestHash SHA-256 of the request, to tell a repeat from a reuse of the key
 * @param actorId account that acts, or null for the hub itself
 * @param actor its name in the audit log
 */
public record NewReading(
    UUID patientId,
    Glucose glucose,
    String state,
    Instant recordedAt,
    String source,
    String note,
    String rawText,
    UUID recordedBy,
    UUID messageId,
    Event cause,
    String correlationId,
    String scope,
    String key,
    byte[] requestHash,
    UUID actorId,
    String actor) {}
