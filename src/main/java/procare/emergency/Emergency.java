package procare.emergency;

import java.time.Instant;
import java.util.UUID;

/**
 * One emergency as stored.
 *
 * @param rung the highest rung of the ladder that was asked so far
 * @param correlationId the story that opened it; everything that follows is told in that story
 */
record Emergency(
    UUID id,
    UUID patientId,
    Kind kind,
    String severity,
    State state,
    Instant openedAt,
    Rung rung,
    Policy policy,
    Instant acknowledgedAt,
    UUID acknowledgedBy,
    Instant resolvedAt,
    String resolution,
    String correlationId) {

  Emergency withSeverity(String value) {
    return new Emergency(
        id,
        patientId,
        kind,
        value,
        state,
        openedAt,
        rung,
        policy,
        acknowledgedAt,
        acknowledgedBy,
        resolvedAt,
        resolution,
        correlationId);
  }
}
