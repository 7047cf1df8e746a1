package procare.patient;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;
import procare.security.Role;

/** REST operations on patients. */
@Component("patientApi")
public class PatientApi {
  private static final int DEFAULT_LIMIT = 50;
  private final Patients patients;
  private final CareAccess access;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;

  public PatientApi(Patients patients, CareAccess access, Audit audit, Outbox outbox, Clock clock) {
    this.patients = patients;
    this.access = access;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** {@code GET /patients}: the patients the caller may see, by name. */
  @Transactional
  public ApiAnswer list(ApiRequest request) {
    int limit = request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    List<Patient> page = patients.visibleTo(request.caller(), limit, offset);
    page.forEach(
        patient ->
            audit.record(request, "read", patient.id(), "patient", patient.id().toString(), null));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page);
    body.put("total", patients.countVisibleTo(request.caller()));
    body.put("limit", limit);
    body.put("offset", offset);
    return ApiAnswer.ok(body);
  }

  /** {@code GET /patients/{id}}; 403 when it is not the caller's to see. */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    UUID id = request.pathId("id");
    access.mayRead(request, id);
    audit.record(request, "read", id, "patient", id.toString(), null);
    return ApiAnswer.ok(patients.find(id).orElseThrow(PatientApi::unknown));
  }

  /**
   * {@code PATCH /patients/{id}}: fields left out stay. Only a doctor decides on {@code
   * glucoseOnly}, only the patient consents to {@code aiRewording}.
   */
  @Transactional
  public ApiAnswer update(ApiRequest request) {
    UUID id = request.pathId("id");
    access.mayChange(request, id);
    JsonNode change = request.body();
    if (change.has("glucoseOnly") && !request.caller().is(Role.DOCTOR)) {
      throw ApiProblem.forbidden("only a doctor of this patient may change glucoseOnly");
    }
    if (change.has("aiRewording") && !request.caller().personId().equals(id)) {
      throw ApiProblem.forbidden("only the patient may consent to aiRewording");
    }
    if (change.has("zone")) {
      Zones.require("zone", change.get("zone").asText());
    }
    patients.change(id, change);
    List<String> fields = new ArrayList<>();
    change.fieldNames().forEachRemaining(fields::add);
    audit.record(request, "change", id, "patient", id.toString(), Map.of("fields", fields));
    if (change.has("zone")) {
      outbox.append(
          Event.first(
              "patient.zone.changed",
              clock.instant(),
              request.requestId(),
              "api",
              id,
              id,
              Map.of()));
    }
    return ApiAnswer.ok(patients.find(id).orElseThrow(PatientApi::unknown));
  }

  private static ApiProblem unknown() {
    return ApiProblem.forbidden(
        "there is no such patient, or it is not one whose data you may read");
  }
}
