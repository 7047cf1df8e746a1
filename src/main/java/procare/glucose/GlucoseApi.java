package procare.glucose;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiProblem.FieldError;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.patient.CareAccess;
import procare.security.Role;

/** REST operations on glucose readings. */
@Component("glucoseApi")
public class GlucoseApi {
  private static final int DEFAULT_LIMIT = 50;
  private final GlucoseReadings readings;
  private final CareAccess access;
  private final Audit audit;
  private final Clock clock;

  public GlucoseApi(GlucoseReadings readings, CareAccess access, Audit audit, Clock clock) {
    this.readings = readings;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * @param reading as stored
   * @param emergency whether the patient gets a rescue text
   * @param severity class of the value, in the unit entered
   */
  public record Recorded(StoredReading reading, boolean emergency, Severity severity) {}

  /** {@code POST /glucose-readings}: 201 with the reading, for a repeat the first one. */
  public ApiAnswer create(ApiRequest request) {
    JsonNode body = request.body();
    UUID patientId = patient(request, body.path("patientId").asText(null));
    access.mayChange(request, patientId);
    Instant now = clock.instant();
    Instant recordedAt =
        body.hasNonNull("recordedAt")
            ? OffsetDateTime.parse(body.get("recordedAt").asText()).toInstant()
            : now;
    BigDecimal value = body.get("value").decimalValue();
    GlucoseUnit unit = GlucoseUnit.of(body.get("unit").asText());
    List<FieldError> wrong = Plausibility.check(value, unit, recordedAt, now);
    if (!wrong.isEmpty()) {
      throw ApiProblem.fields(wrong);
    }
    try {
      StoredReading stored =
          readings
              .record(
                  new NewReading(
                      patientId,
                      new Glucose(value, unit, null),
                      body.path("state").asText(null),
                      recordedAt,
                      body.path("source").asText("MANUAL"),
                      body.path("note").asText(null),
                      null,
                      request.caller().personId(),
                      null,
                      null,
                      request.requestId(),
                      request.operation() + ":" + request.caller().personId(),
                      request.idempotencyKey(),
                      hash(body),
                      request.caller().userId(),
                      request.caller().username()))
              .reading();
      return ApiAnswer.created(
          new Recorded(stored, stored.emergency(), stored.severity()),
          "/api/v1/glucose-readings/" + stored.id());
    } catch (GlucoseReadings.IdempotencyKeyReused e) {
      throw ApiProblem.of(
          422,
          "idempotency-key-reused",
          "This Idempotency-Key was used for another request; send a new key with a new reading");
    }
  }

  /** {@code GET /glucose-readings}: a page, newest first. */
  @Transactional
  public ApiAnswer list(ApiRequest request) {
    UUID patientId = patient(request, request.param("patientId").orElse(null));
    access.mayRead(request, patientId);
    Instant from = time(request, "from");
    Instant to = time(request, "to");
    int limit = request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    audit.record(request, "read", patientId, "glucose_reading", null, null);
    return ApiAnswer.ok(
        Map.of(
            "items",
            readings.list(patientId, from, to, limit, offset),
            "total",
            readings.count(patientId, from, to),
            "limit",
            limit,
            "offset",
            offset));
  }

  /**
   * {@code GET /glucose-readings/{id}}: 404 alike for a reading that is not there and one of
   * somebody else.
   */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    StoredReading reading = readings.find(request.pathId("id")).orElseThrow(GlucoseApi::none);
    try {
      access.mayRead(request, reading.patientId());
    } catch (ApiProblem refused) {
      throw refused.status() == 403 ? none() : refused;
    }
    audit.record(
        request, "read", reading.patientId(), "glucose_reading", reading.id().toString(), null);
    return ApiAnswer.ok(reading);
  }

  private static ApiProblem none() {
    return ApiProblem.notFound("There is no such reading, or it is not yours to see");
  }

  private static UUID patient(ApiRequest request, String given) {
    if (given != null && !given.isBlank()) {
      return UUID.fromString(given);
    }
    if (request.caller().is(Role.PATIENT)) {
      return request.caller().personId();
    }
    throw ApiProblem.field(
        "patientId", "is missing", "say whose reading it is: only a patient may leave it out");
  }

  private static Instant time(ApiRequest request, String name) {
    return request
        .param(name)
        .map(OffsetDateTime::parse)
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }

  private static byte[] hash(JsonNode body) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(body.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
