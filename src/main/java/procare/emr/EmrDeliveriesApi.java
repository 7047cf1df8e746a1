package procare.emr;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** What was or is to be written to medical records, and what became of it; never its content. */
@Component("emrDeliveriesApi")
@Transactional
public class EmrDeliveriesApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final EmrDeliveries deliveries;
  private final Audit audit;
  private final Clock clock;
  private final String list = Sql.of("emr/deliveries");

  EmrDeliveriesApi(
      NamedParameterJdbcTemplate jdbc, EmrDeliveries deliveries, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code listEmrDeliveries}: newest first. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Pages.limit(request);
    String patient = request.param("patientId").orElse(null);
    UUID before = Pages.place(request);
    List<Map<String, Object>> rows =
        jdbc.query(
            list,
            new MapSqlParameterSource()
                .addValue("state", request.param("state").orElse(null), Types.VARCHAR)
                .addValue("partner", request.param("partner").orElse(null), Types.VARCHAR)
                .addValue("patient", patient, Types.VARCHAR)
                .addValue("before", before == null ? null : before.toString(), Types.VARCHAR)
                .addValue("limit", limit + 1),
            EmrDeliveriesApi::row);
    if (patient != null) {
      audit.record(request, "read", UUID.fromString(patient), "emr-delivery", null, null);
    }
    return ApiAnswer.ok(Pages.page(rows, limit, row -> (UUID) row.get("id"), row -> row));
  }

  /**
   * {@code retryEmrDelivery}: once more, from the first try on.
   *
   * @throws ApiProblem 404; 409 {@code not-stuck} when no person is waited for
   */
  public ApiAnswer retry(ApiRequest request) {
    Map<String, Object> row = stuck(request, List.of("needs-person", "failed"));
    UUID id = (UUID) row.get("id");
    jdbc.update(
        "update emr_delivery set state = 'pending', attempts = 0, next_attempt_at = :now, lease_until = :lease where id = :id",
        Map.of("id", id, "now", at(clock.instant()), "lease", at(clock.instant().plusSeconds(20))));
    Map<String, Object> cause =
        jdbc.queryForMap(
            "select event_id, correlation_id from emr_delivery where id = :id", Map.of("id", id));
    deliveries.announce(
        id,
        (UUID) row.get("patientId"),
        (UUID) cause.get("event_id"),
        (String) cause.get("correlation_id"));
    return decided(request, "retry", row);
  }

  /**
   * {@code discardEmrDelivery}: gives it up; the note is kept as its reason.
   *
   * @throws ApiProblem 404; 409 {@code not-stuck} when it was sent, is being sent or was replaced
   */
  public ApiAnswer discard(ApiRequest request) {
    Map<String, Object> row = stuck(request, List.of("needs-person", "failed", "pending"));
    String note = request.body() == null ? "" : request.body().path("note").asText("");
    jdbc.update(
        "update emr_delivery set state = 'discarded', lease_until = null, reason = concat_ws('; ', reason, nullif(:note, '')) where id = :id",
        Map.of("id", row.get("id"), "note", note));
    return decided(request, "discard", row);
  }

  private Map<String, Object> stuck(ApiRequest request, List<String> states) {
    Map<String, Object> row = find(request.pathId("id"));
    if (!states.contains(row.get("state"))) {
      throw ApiProblem.conflict(
          "not-stuck", "this is " + row.get("state") + "; only what is " + states + " can be");
    }
    return row;
  }

  private Map<String, Object> find(UUID id) {
    return jdbc
        .query(
            "select id, partner, kind, source_id, patient_id, state, attempts, status, reason, next_attempt_at, created_at, sent_at"
                + " from emr_delivery where id = :id for update",
            Map.of("id", id),
            EmrDeliveriesApi::row)
        .stream()
        .findFirst()
        .orElseThrow(() -> ApiProblem.notFound("there is no such delivery"));
  }

  private ApiAnswer decided(ApiRequest request, String action, Map<String, Object> row) {
    UUID id = (UUID) row.get("id");
    audit.record(request, action, (UUID) row.get("patientId"), "emr-delivery", id.toString(), null);
    return ApiAnswer.ok(find(id));
  }

  private static Map<String, Object> row(ResultSet rs, int number) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", rs.getObject("id", UUID.class));
    row.put("partner", rs.getString("partner"));
    row.put("kind", rs.getString("kind"));
    row.put("sourceId", rs.getString("source_id"));
    row.put("patientId", rs.getObject("patient_id", UUID.class));
    row.put("state", rs.getString("state"));
    row.put("attempts", rs.getInt("attempts"));
    row.put("status", rs.getObject("status", Integer.class));
    row.put("reason", rs.getString("reason"));
    boolean waits = rs.getString("state").equals("pending");
    row.put("nextAttemptAt", waits ? instant(rs, "next_attempt_at") : null);
    row.put("createdAt", instant(rs, "created_at"));
    row.put("sentAt", instant(rs, "sent_at"));
    row.values().removeIf(Objects::isNull);
    return row;
  }

  private static Object instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
