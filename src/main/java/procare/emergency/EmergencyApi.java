package procare.emergency;

import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.patient.CareAccess;
import procare.security.Role;

/**
 * The operations on emergencies of {@code openapi/hub.yaml}. Caregivers and doctors act for their
 * patients; operators act on what reached their queue and see no values; patients read their own.
 */
@Component("emergencyApi")
@Transactional
public class EmergencyApi {
  private static final String TYPE = "emergency";
  private final EmergencyStore emergencies;
  private final EmergencyViews views;
  private final Acknowledgements acknowledgements;
  private final People people;
  private final CareAccess access;
  private final Audit audit;
  private final Clock clock;

  EmergencyApi(
      EmergencyStore emergencies,
      EmergencyViews views,
      Acknowledgements acknowledgements,
      People people,
      CareAccess access,
      Audit audit,
      Clock clock) {
    this.emergencies = emergencies;
    this.views = views;
    this.acknowledgements = acknowledgements;
    this.people = people;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code listEmergencies}: those of the patients that the caller may see, newest first. */
  public ApiAnswer list(ApiRequest request) {
    State state = request.param("state").map(EmergencyApi::state).orElse(null);
    UUID patientId = request.param("patientId").map(EmergencyApi::uuid).orElse(null);
    int limit = number(request, "limit", 50, 1, 500);
    int offset = number(request, "offset", 0, 0, Integer.MAX_VALUE);
    if (patientId != null) {
      access.mayRead(request, patientId);
    }
    EmergencyViews.Page page = views.list(request.caller(), state, patientId, limit, offset);
    page.items().stream()
        .map(Emergency::patientId)
        .distinct()
        .forEach(id -> audit.record(request, "read", id, TYPE, null, null));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", page.items().stream().map(views::summary).toList());
    body.put("total", page.total());
    body.put("limit", limit);
    body.put("offset", offset);
    return ApiAnswer.ok(body);
  }

  /** {@code getEmergency}: with its steps and facts; operators see no values. */
  public ApiAnswer get(ApiRequest request) {
    Emergency emergency = existing(emergencies.find(request.pathId("id")));
    if (actsAsOperator(request, emergency)) {
      return answer(request, "read", emergency, true);
    }
    access.mayRead(request, emergency.patientId());
    return answer(request, "read", emergency, false);
  }

  /**
   * {@code acknowledgeEmergency}: the ladder waits for the outcome. Again: the same answer.
   *
   * @throws ApiProblem 409 {@code emergency-resolved} when nobody is needed any more
   */
  public ApiAnswer acknowledge(ApiRequest request) {
    Emergency emergency = existing(emergencies.lock(request.pathId("id")));
    String role = role(request, emergency);
    if (emergency.state() == State.RESOLVED) {
      throw ApiProblem.conflict(
          "emergency-resolved", "this emergency is over since " + emergency.resolvedAt());
    }
    acknowledgements.acknowledge(
        story(), emergency, request.caller().personId(), role, "REST", note(request));
    return answer(request, "acknowledge", again(emergency), isOperator(role));
  }

  /** {@code resolveEmergency}: a person says how it ended. One that is over stays as it ended. */
  public ApiAnswer resolve(ApiRequest request) {
    Emergency emergency = existing(emergencies.lock(request.pathId("id")));
    String role = role(request, emergency);
    String note = note(request);
    if (note == null || note.length() < 3) {
      throw ApiProblem.field("note", "is missing", "say in a few words how it ended");
    }
    if (emergency.state() != State.RESOLVED) {
      acknowledgements.close(story(), emergency, request.caller().personId(), note);
    }
    return answer(request, "resolve", again(emergency), isOperator(role));
  }

  private ApiAnswer answer(
      ApiRequest request, String action, Emergency emergency, boolean asOperator) {
    audit.record(request, action, emergency.patientId(), TYPE, emergency.id().toString(), null);
    return ApiAnswer.ok(asOperator ? views.withoutValues(emergency) : views.full(emergency));
  }

  /** As whom the caller may act on it: never the patient alone, whose judgement may be impaired. */
  private String role(ApiRequest request, Emergency emergency) {
    Optional<String> relation = relation(request, emergency);
    if (relation.isPresent()) {
      return relation.get();
    }
    if (actsAsOperator(request, emergency)) {
      return Role.OPERATOR.name();
    }
    access.mayRead(request, emergency.patientId());
    throw ApiProblem.forbidden(
        "caregivers and doctors of this patient do this; operators once it is in their queue");
  }

  private boolean actsAsOperator(ApiRequest request, Emergency emergency) {
    return request.caller().is(Role.OPERATOR)
        && emergency.rung() == Rung.OPERATIONS
        && !emergency.patientId().equals(request.caller().personId())
        && relation(request, emergency).isEmpty();
  }

  /** The link to the patient counts only together with the role in the caller's account. */
  private Optional<String> relation(ApiRequest request, Emergency emergency) {
    return people.relations(emergency.patientId(), request.caller().personId()).stream()
        .filter(relation -> request.caller().is(Role.valueOf(relation)))
        .findFirst();
  }

  private static boolean isOperator(String role) {
    return Role.OPERATOR.name().equals(role);
  }

  private Story story() {
    return Story.byApi(Times.now(clock));
  }

  private Emergency again(Emergency emergency) {
    return emergencies.find(emergency.id()).orElseThrow();
  }

  private static Emergency existing(Optional<Emergency> found) {
    return found.orElseThrow(() -> ApiProblem.notFound("there is no such emergency"));
  }

  private static String note(ApiRequest request) {
    return request.body() != null && request.body().hasNonNull("note")
        ? request.body().get("note").asText().strip()
        : null;
  }

  private static State state(String value) {
    return Arrays.stream(State.values())
        .filter(s -> s.name().equals(value))
        .findFirst()
        .orElseThrow(
            () -> ApiProblem.field("state", "is unknown", "one of " + List.of(State.values())));
  }

  private static UUID uuid(String value) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field("patientId", "is no UUID", "send the id of a patient");
    }
  }

  static int number(ApiRequest request, String name, int otherwise, int min, int max) {
    try {
      int value = request.param(name).map(Integer::parseInt).orElse(otherwise);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below like any other number that does not fit.
    }
    throw ApiProblem.field(name, "does not fit", "a whole number from " + min + " to " + max);
  }
}
