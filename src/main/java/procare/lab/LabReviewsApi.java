package procare.lab;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Json;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;

/**
 * What waits for a person: whose report it is, whether a result in doubt holds, which codes are to
 * be mapped. Operators see the person that a laboratory means, never values.
 */
@Component("labReviewsApi")
@Transactional
public class LabReviewsApi {
  private static final String TYPE = "lab_review";
  private final JdbcClient jdbc;
  private final LabReviews reviews;
  private final PatientIdentifiers identifiers;
  private final LabIntake intake;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;
  private final String list = Sql.of("lab/list-reviews");
  private final String unmapped = Sql.of("lab/list-unmapped");

  LabReviewsApi(
      JdbcClient jdbc,
      LabReviews reviews,
      PatientIdentifiers identifiers,
      LabIntake intake,
      Audit audit,
      Outbox outbox,
      Clock clock) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.identifiers = identifiers;
    this.intake = intake;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** {@code listLabReviews}: those that wait longest first. */
  public ApiAnswer list(ApiRequest request) {
    int limit = request.param("limit").map(Integer::parseInt).orElse(50);
    List<Map<String, Object>> rows =
        new ArrayList<>(
            jdbc.sql(list)
                .param("kind", request.param("kind").orElse(null))
                .param("state", request.param("state").orElse("OPEN"))
                .param("after", place(request))
                .param("limit", limit + 1)
                .query(LabReviewsApi::view)
                .list());
    boolean more = rows.size() > limit;
    List<Map<String, Object>> items = more ? rows.subList(0, limit) : rows;
    for (Map<String, Object> item : items) {
      audit.record(
          request, "read", (UUID) item.get("patientId"), TYPE, item.get("id").toString(), null);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", items);
    body.put("next", more ? items.get(limit - 1).get("id").toString() : null);
    return ApiAnswer.ok(body);
  }

  /**
   * {@code assignLabReview}: a person says whose a report is. The laboratory's number is this
   * patient's from then on, unless it is another's already; the report is stored, and its critical
   * values alarm. Said again it changes nothing.
   *
   * @throws ApiProblem 400 for no patient; 404; 409 {@code review-decided} when it went to another
   *     patient or was closed; 409 {@code lab-other-patient} when the order's results so far are
   *     another patient's; 422 {@code no-report} for a result in doubt, which is nobody else's
   */
  public ApiAnswer assign(ApiRequest request) {
    UUID patientId = UUID.fromString(request.body().path("patientId").asText());
    boolean there =
        jdbc.sql("select exists (select 1 from patient where id = ?)")
            .param(patientId)
            .query(Boolean.class)
            .single();
    if (!there) {
      throw ApiProblem.field("patientId", "is no patient", "send the id of a patient of this hub");
    }
    UUID patient = identifiers.today(patientId);
    LabReviews.Row row = row(request);
    if ("DONE".equals(row.state())) {
      if (row.report() == null && patient.equals(row.patientId())) {
        return shown(row.id());
      }
      throw ApiProblem.conflict("review-decided", "somebody has decided on this already");
    }
    if (row.report() == null) {
      throw ApiProblem.of(422, "no-report", "this is a result in doubt; close it instead");
    }
    LabReport report = LabJson.report(row.report());
    for (LabIdentifier each : PatientIdentifiers.usable(report.person())) {
      identifiers.remember(row.partner(), each, patient, request.caller().personId());
    }
    identifiers.confirm(row.partner(), report.person(), patient);
    reviews.close(row.id(), patient, request.caller().personId(), note(request));
    LabIntake.Taken taken = intake.store(report, patient);
    if (taken.reportId() == null) {
      throw ApiProblem.conflict(
          "lab-other-patient", "this order's results so far are another patient's");
    }
    audit.record(
        request,
        "assign",
        patient,
        TYPE,
        row.id().toString(),
        Map.of("reportId", taken.reportId()));
    return shown(row.id());
  }

  /**
   * {@code closeLabReview}: a report is not kept, or a result in doubt is relied on from now on.
   *
   * @throws ApiProblem 404
   */
  public ApiAnswer close(ApiRequest request) {
    LabReviews.Row row = row(request);
    if ("OPEN".equals(row.state())) {
      reviews.close(row.id(), null, request.caller().personId(), note(request));
      if (row.versionId() != null) {
        release(row);
      }
      audit.record(request, "close", row.patientId(), TYPE, row.id().toString(), null);
    }
    return shown(row.id());
  }

  /** The patient may be told of the report now, if that was the last doubt. */
  private void release(LabReviews.Row row) {
    jdbc.sql("update lab_observation_version set review = null where id = ?")
        .param(row.versionId())
        .update();
    record About(UUID reportId, UUID observationId, String status) {}
    About about =
        jdbc.sql(
                "select o.report_id, o.id as observation_id, r.status from lab_observation_version v join lab_observation o on o.id = v.observation_id join lab_report r on r.id = o.report_id where v.id = ?")
            .param(row.versionId())
            .query(About.class)
            .single();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reportId", about.reportId());
    data.put("partner", row.partner());
    data.put("status", about.status());
    data.put("observationIds", List.of(about.observationId()));
    outbox.append(
        Event.first(
            "lab.resulted",
            clock.instant(),
            "lab:" + about.reportId(),
            "api",
            about.reportId(),
            row.patientId(),
            data));
  }

  /** {@code listLabUnmapped}: for the engineer who keeps the packs' code tables. */
  public ApiAnswer unmapped(ApiRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "items",
        jdbc.sql(unmapped)
            .param("partner", request.param("partner").orElse(null))
            .param("limit", request.param("limit").map(Integer::parseInt).orElse(50))
            .query(
                (rs, i) -> {
                  Map<String, Object> item = new LinkedHashMap<>();
                  item.put("partner", rs.getString("partner"));
                  item.put("system", rs.getString("system"));
                  item.put("code", rs.getString("code"));
                  item.put("display", rs.getString("display"));
                  item.put("unit", rs.getString("unit"));
                  item.put("seen", rs.getLong("seen"));
                  item.put(
                      "firstSeen", rs.getObject("first_seen", OffsetDateTime.class).toInstant());
                  item.put("lastSeen", rs.getObject("last_seen", OffsetDateTime.class).toInstant());
                  return item;
                })
            .list());
    body.put("next", null);
    return ApiAnswer.ok(body);
  }

  private LabReviews.Row row(ApiRequest request) {
    return reviews
        .lock(request.pathId("id"))
        .orElseThrow(() -> ApiProblem.notFound("there is no such review"));
  }

  private ApiAnswer shown(UUID id) {
    return ApiAnswer.ok(
        jdbc.sql("select * from lab_review where id = ?")
            .param(id)
            .query(LabReviewsApi::view)
            .single());
  }

  private static String note(ApiRequest request) {
    return request.body().path("note").asText().strip();
  }

  private static UUID place(ApiRequest request) {
    try {
      return request.param("next").map(UUID::fromString).orElse(null);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field("next", "is no place in this list", "send the next of a page");
    }
  }

  private static Map<String, Object> view(ResultSet rs, int row) throws SQLException {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", rs.getObject("id", UUID.class));
    view.put("kind", rs.getString("kind"));
    view.put("state", rs.getString("state"));
    view.put("partner", rs.getString("partner"));
    view.put("facility", rs.getString("facility"));
    view.put("messageId", rs.getString("message_id"));
    view.put("patientId", rs.getObject("patient_id", UUID.class));
    view.put("person", json(rs.getString("person")));
    view.put("detail", rs.getString("detail"));
    view.put("critical", rs.getBoolean("critical"));
    view.put("openedAt", rs.getObject("opened_at", OffsetDateTime.class).toInstant());
    view.put("closedAt", ReportStore.instant(rs.getObject("closed_at", OffsetDateTime.class)));
    view.put("note", rs.getString("note"));
    view.values().removeIf(value -> value == null);
    return view;
  }

  private static Object json(String text) throws SQLException {
    try {
      return Optional.ofNullable(text).isEmpty() ? null : Json.MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new SQLException("lab_review.person is no JSON", e);
    }
  }
}
