package procare.lab;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.security.Role;

/** Critical values and their signatures. Doctors see and sign those of the patients they treat. */
@Component("labCriticalApi")
@Transactional
public class LabCriticalApi {
  private static final String TYPE = "lab_critical";
  private final JdbcClient jdbc;
  private final Criticals criticals;
  private final Audit audit;
  private final Clock clock;
  private final String list = Sql.of("lab/list-criticals");
  private final String find = Sql.of("lab/find-critical");

  LabCriticalApi(JdbcClient jdbc, Criticals criticals, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.criticals = criticals;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * {@code listLabCriticals}: those that are due to be signed first.
   *
   * @throws ApiProblem 403 for anybody but doctors
   */
  public ApiAnswer list(ApiRequest request) {
    doctor(request);
    int limit = request.param("limit").map(Integer::parseInt).orElse(50);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    List<Map<String, Object>> items =
        jdbc.sql(list)
            .param("doctor", request.caller().personId())
            .param("state", request.param("state").orElse("OPEN"))
            .param("limit", limit + 1)
            .param("offset", offset)
            .query(LabCriticalApi::view)
            .list();
    List<Map<String, Object>> page = items.subList(0, Math.min(limit, items.size()));
    page.forEach(
        item ->
            audit.record(
                request,
                "read",
                (UUID) item.get("patientId"),
                TYPE,
                item.get("id").toString(),
                null));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page);
    body.put("next", items.size() > limit ? String.valueOf(offset + limit) : null);
    return ApiAnswer.ok(body);
  }

  /**
   * {@code signLabCritical}: ends the escalation. Signed again by the same doctor it stays as it
   * was signed first.
   *
   * @throws ApiProblem 403 for anybody but doctors; 404 alike for one that is not there and one of
   *     another doctor's patient; 409 {@code lab-critical-withdrawn} when the laboratory took it
   *     back, {@code lab-critical-signed} when another doctor signed it
   */
  public ApiAnswer sign(ApiRequest request) {
    doctor(request);
    UUID id = request.pathId("id");
    UUID by = request.caller().personId();
    String note = request.body().path("note").asText().strip();
    if (note.length() < 3) {
      throw ApiProblem.field("note", "is too short", "say in a few words what is done");
    }
    Map<String, Object> row = found(id, by);
    switch ((String) row.get("state")) {
      case "WITHDRAWN" ->
          throw ApiProblem.conflict(
              "lab-critical-withdrawn", "the laboratory changed or took back this value");
      case "SIGNED" -> {
        if (!by.equals(row.get("signedBy"))) {
          throw ApiProblem.conflict("lab-critical-signed", "another doctor signed this value");
        }
      }
      default -> {
        jdbc.sql(
                "update lab_critical set state = 'SIGNED', signed_at = ?, signed_by = ?, note = ? where id = ?")
            .params(at(clock.instant()), by, note, id)
            .update();
        UUID patientId = (UUID) row.get("patientId");
        criticals.closed(id, patientId, "SIGNED", by, "api");
        audit.record(request, "sign", patientId, TYPE, id.toString(), null);
      }
    }
    return ApiAnswer.ok(found(id, by));
  }

  private Map<String, Object> found(UUID id, UUID doctor) {
    return jdbc.sql(find)
        .param("id", id)
        .param("doctor", doctor)
        .query(LabCriticalApi::view)
        .optional()
        .orElseThrow(
            () -> ApiProblem.notFound("there is no such critical value among your patients'"));
  }

  private static void doctor(ApiRequest request) {
    if (!request.caller().is(Role.DOCTOR)) {
      throw ApiProblem.forbidden("doctors read and sign critical values");
    }
  }

  private static Map<String, Object> view(ResultSet rs, int row) throws SQLException {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", rs.getObject("id", UUID.class));
    view.put("patientId", rs.getObject("patient_id", UUID.class));
    view.put("patient", rs.getString("display_name"));
    view.put("reportId", rs.getObject("report_id", UUID.class));
    view.put("test", rs.getString("display"));
    view.put("text", LabNews.words(LabJson.value(rs.getString("value")), rs.getString("status")));
    view.put("rule", rs.getString("rule"));
    view.put("state", rs.getString("state"));
    view.put("openedAt", time(rs, "opened_at"));
    view.put("signBy", time(rs, "sign_by"));
    view.put("signedAt", time(rs, "signed_at"));
    view.put("signedBy", rs.getObject("signed_by", UUID.class));
    view.put("note", rs.getString("note"));
    view.put("correctedAt", time(rs, "corrected_at"));
    view.values().removeIf(value -> value == null);
    return view;
  }

  private static Instant time(ResultSet rs, String column) throws SQLException {
    return ReportStore.instant(rs.getObject(column, OffsetDateTime.class));
  }
}
