package procare.lab;

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
import procare.patient.CareAccess;
import procare.security.Role;

/**
 * Results over REST, for patients themselves and the caregivers and doctors linked to them; not for
 * volunteers. Every look is audited.
 */
@Component("labResultsApi")
@Transactional
public class LabResultsApi {
  private final JdbcClient jdbc;
  private final LabArchive archive;
  private final FhirOfReports fhir;
  private final CareAccess access;
  private final Audit audit;
  private final String list = Sql.of("lab/list-results");
  private final String count = Sql.of("lab/count-results");

  LabResultsApi(
      JdbcClient jdbc, LabArchive archive, FhirOfReports fhir, CareAccess access, Audit audit) {
    this.jdbc = jdbc;
    this.archive = archive;
    this.fhir = fhir;
    this.access = access;
    this.audit = audit;
  }

  private record Row(UUID reportId, Version version) {}

  /** {@code listLabResults}: what holds now of each test, newest first. */
  public ApiAnswer list(ApiRequest request) {
    UUID patientId = request.pathId("id");
    // Who may change: volunteers may look at much, but not at laboratory results.
    access.mayChange(request, patientId);
    int limit = request.param("limit").map(Integer::parseInt).orElse(50);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    String loinc = request.param("loinc").orElse(null);
    boolean doctor = request.caller().is(Role.DOCTOR);
    List<Map<String, Object>> items =
        jdbc
            .sql(list)
            .param("patient", patientId)
            .param("loinc", loinc)
            .param("limit", limit)
            .param("offset", offset)
            .query(
                (rs, row) ->
                    new Row(
                        rs.getObject("report_id", UUID.class), ObservationStore.version(rs, row)))
            .list()
            .stream()
            .map(
                row -> {
                  Map<String, Object> view = ResultViews.result(row.version(), doctor);
                  view.put("reportId", row.reportId());
                  return view;
                })
            .toList();
    long total =
        jdbc.sql(count)
            .param("patient", patientId)
            .param("loinc", loinc)
            .query(Long.class)
            .single();
    audit.record(request, "read", patientId, "lab_result", null, null);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", items);
    body.put("total", total);
    body.put("limit", limit);
    body.put("offset", offset);
    return ApiAnswer.ok(body);
  }

  /**
   * {@code getLabReport}: as JSON, or as a FHIR R4 Bundle for who accepts {@code
   * application/fhir+json}.
   *
   * @throws ApiProblem 404 alike for a report that is not there and one of somebody else
   */
  public ApiAnswer report(ApiRequest request, LabCall call) {
    StoredReport report = archive.find(request.pathId("id")).orElseThrow(LabResultsApi::none);
    try {
      access.mayChange(request, report.patientId());
    } catch (ApiProblem refused) {
      throw refused.status() == 403 ? none() : refused;
    }
    audit.record(request, "read", report.patientId(), "lab_report", report.id().toString(), null);
    boolean doctor = request.caller().is(Role.DOCTOR);
    if (!call.wantsFhir()) {
      return ApiAnswer.ok(ResultViews.report(report, doctor));
    }
    return new ApiAnswer(
        200,
        fhir.bundle(doctor ? report : report.withoutDoubtful()),
        Map.of("Content-Type", "application/fhir+json"));
  }

  private static ApiProblem none() {
    return ApiProblem.notFound("there is no such report, or it is not yours to see");
  }
}
