package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import procare.Ids;
import procare.Json;
import procare.OwnDatabase;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.patient.CareAccess;
import procare.security.Caller;
import procare.security.Role;

class EmergencyApiTest {
  private final Ward ward = new Ward(1, 2);
  private final JdbcClient client = JdbcClient.create(OwnDatabase.of("emergency"));
  private final Audit audit = new Audit(ward.jdbc);
  private final EmergencyApi api =
      new EmergencyApi(
          ward.emergencies,
          new EmergencyViews(client, ward.steps, ward.facts),
          ward.acknowledgements,
          ward.people,
          new CareAccess(client, audit, new JdbcTransactionManager(OwnDatabase.of("emergency"))),
          audit,
          ward.clock);
  private final HandedOverApi queue = new HandedOverApi(client, audit);

  @ParameterizedTest
  @CsvSource({
    "c1, CAREGIVER, get, 200",
    "d1, DOCTOR, get, 200",
    "p, PATIENT, get, 200",
    "stranger, DOCTOR, get, 403",
    "c1, DOCTOR, acknowledge, 403",
    "stranger, OPERATOR, get, 403",
    "stranger, ADMIN, get, 403",
    "c1, CAREGIVER, acknowledge, 200",
    "d2, DOCTOR, acknowledge, 200",
    "p, PATIENT, acknowledge, 403",
    "stranger, CAREGIVER, acknowledge, 403",
    "stranger, OPERATOR, acknowledge, 403",
    "d1, DOCTOR, resolve, 200",
    "p, PATIENT, resolve, 403",
    "stranger, OPERATOR, resolve, 403",
  })
  void whoMay(String who, Role role, String operation, int status) {
    ward.deliver(ward.reading(45));
    assertThat(status(operation, request(who, role, ward.only().id(), "on my way")))
        .isEqualTo(status);
    assertThat(audited(operation.equals("get") ? "read" : operation))
        .isEqualTo(status == 200 ? 1 : 0);
  }

  @Test
  void acknowledgingTwiceIsTheSame() {
    ward.deliver(ward.reading(45));
    UUID id = ward.only().id();
    JsonNode first = ok(api::acknowledge, request("c1", Role.CAREGIVER, id, null));
    ward.at(5);
    JsonNode second = ok(api::acknowledge, request("c1", Role.CAREGIVER, id, null));
    assertThat(second).isEqualTo(first);
    assertThat(first.path("state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(ward.told()).filteredOn(l -> l.contains("acknowledged")).hasSize(1);
    ok(api::acknowledge, request("d1", Role.DOCTOR, id, null));
    assertThat(ward.only().acknowledgedBy()).isEqualTo(ward.who.get("c1"));
    assertThat(ward.told()).filteredOn(l -> l.contains("acknowledged")).hasSize(1);
  }

  @Test
  void resolvedByAPersonIsOver() {
    ward.deliver(ward.intent("RED_FLAG", "p"));
    UUID id = ward.only().id();
    JsonNode view = ok(api::resolve, request("c1", Role.CAREGIVER, id, "ambulance came, awake"));
    assertThat(view.path("resolution").asText()).isEqualTo("CLOSED_BY_PERSON");
    assertThat(view.path("facts").findValuesAsText("note")).contains("ambulance came, awake");
    assertThat(ward.told()).last().isEqualTo("0 resolved RED_FLAG CLOSED_BY_PERSON");
    ward.at(200);
    ward.runner.runAll();
    assertThat(ward.told()).last().isEqualTo("0 resolved RED_FLAG CLOSED_BY_PERSON");
    ok(api::resolve, request("d1", Role.DOCTOR, id, "again"));
    ApiProblem late =
        catchThrowableOfType(
            ApiProblem.class, () -> api.acknowledge(request("d1", Role.DOCTOR, id, null)));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("emergency-resolved");
  }

  @Test
  void operatorsSeeWhomToCallAndNoValues() {
    ward.jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', '915550000002', now())",
        Ids.next(),
        ward.who.get("c1"));
    ward.deliver(ward.reading(41));
    for (int minute : new int[] {10, 20, 30}) {
      ward.at(minute);
      ward.runner.runAll();
    }
    UUID id = ward.only().id();
    ApiRequest look = request("stranger", Role.OPERATOR, id, null);
    JsonNode item = handedOver(look, id);
    assertThat(item.path("patient").asText()).isEqualTo("p");
    assertThat(item.path("since").asText()).isEqualTo("2026-08-15T04:30:00Z");
    assertThat(item.path("call").findValuesAsText("relation"))
        .containsExactly("PATIENT", "CAREGIVER", "DOCTOR", "DOCTOR");
    assertThat(item.path("call").findValuesAsText("number")).containsExactly("+915550000002");
    assertThat(item.toString()).doesNotContain("value", "reading", "severity", "LEVEL_2");
    assertThat(audited("read")).isEqualTo(1);

    JsonNode taken = ok(api::acknowledge, request("stranger", Role.OPERATOR, id, "calling c1"));
    assertThat(taken.path("state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(taken.has("facts")).isFalse();
    assertThat(taken.has("severity")).isFalse();
    assertThat(handedOver(look, id).path("acknowledgedBy").asText()).isEqualTo("stranger");
    ward.at(60);
    ward.runner.runAll();
    assertThat(ward.only().state()).isEqualTo(State.HANDED_OVER);
    JsonNode closed = ok(api::resolve, request("stranger", Role.OPERATOR, id, "spoke to c1"));
    assertThat(closed.path("state").asText()).isEqualTo("RESOLVED");
    assertThat(handedOver(look, id).isMissingNode()).isTrue();
  }

  @Test
  void theQueueHasPages() {
    Ward other = new Ward(0, 0);
    for (Ward w : new Ward[] {ward, other}) {
      w.jdbc.update("delete from care_link where patient_id = ?", w.patient);
      w.deliver(w.reading(40));
    }
    Set<UUID> seen = new java.util.HashSet<>();
    String next = null;
    do {
      Map<String, String> query =
          next == null ? Map.of("limit", "1") : Map.of("limit", "1", "next", next);
      JsonNode page =
          Json.tree(queue.list(with(request("stranger", Role.OPERATOR, null, null), query)).body());
      assertThat(page.path("items")).hasSizeLessThanOrEqualTo(1);
      page.path("items").forEach(i -> seen.add(UUID.fromString(i.path("id").asText())));
      next = page.path("next").asText(null);
    } while (next != null);
    assertThat(seen).contains(ward.only().id(), other.only().id());
  }

  @ParameterizedTest
  @CsvSource({
    "list, state, WRONG",
    "list, limit, 0",
    "list, limit, many",
    "list, patientId, 7",
    "queue, next, nowhere"
  })
  void badQueriesAreRefused(String operation, String name, String value) {
    ApiRequest bad = with(request("stranger", Role.OPERATOR, null, null), Map.of(name, value));
    ApiProblem problem =
        catchThrowableOfType(
            ApiProblem.class,
            () -> (operation.equals("list") ? api.list(bad) : queue.list(bad)).status());
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.errors().get(0).field()).isEqualTo(name);
  }

  @Test
  void listsOnlyWhatIsMine() {
    ward.deliver(ward.reading(45));
    ward.at(1);
    ward.deliver(ward.reading(310));
    assertThat(total("c1", Map.of())).isEqualTo(2);
    assertThat(total("p", Map.of())).isEqualTo(2);
    assertThat(total("stranger", Map.of())).isZero();
    assertThat(total("c1", Map.of("state", "RESOLVED"))).isOne();
    assertThat(total("c1", Map.of("offset", "9"))).isEqualTo(2);
    assertThat(total("d1", Map.of("patientId", ward.patient.toString()))).isEqualTo(2);
    assertThat(
            catchThrowableOfType(
                    ApiProblem.class,
                    () -> total("stranger", Map.of("patientId", ward.patient.toString())))
                .status())
        .isEqualTo(403);
  }

  @Test
  void anUnknownOneIsNotFound() {
    for (String operation : new String[] {"get", "acknowledge", "resolve"}) {
      assertThat(status(operation, request("c1", Role.CAREGIVER, Ids.next(), "note")))
          .isEqualTo(404);
    }
  }

  private int total(String who, Map<String, String> query) {
    Role role = who.startsWith("d") ? Role.DOCTOR : who.equals("p") ? Role.PATIENT : Role.CAREGIVER;
    return Json.tree(api.list(with(request(who, role, null, null), query)).body())
        .path("total")
        .asInt();
  }

  private JsonNode handedOver(ApiRequest request, UUID id) {
    for (JsonNode item :
        Json.tree(queue.list(with(request, Map.of("limit", "500"))).body()).path("items")) {
      if (item.path("id").asText().equals(id.toString())) {
        return item;
      }
    }
    return Json.tree(Map.of()).path("missing");
  }

  private int status(String operation, ApiRequest request) {
    try {
      return ward.transaction
          .execute(
              s ->
                  switch (operation) {
                    case "get" -> api.get(request);
                    case "acknowledge" -> api.acknowledge(request);
                    default -> api.resolve(request);
                  })
          .status();
    } catch (ApiProblem problem) {
      return problem.status();
    }
  }

  private JsonNode ok(Function<ApiRequest, ApiAnswer> operation, ApiRequest request) {
    ApiAnswer answer = ward.transaction.execute(s -> operation.apply(request));
    assertThat(answer.status()).isEqualTo(200);
    return Json.tree(answer.body());
  }

  private int audited(String action) {
    return ward.jdbc.queryForObject(
        "select count(*) from audit_entry where patient_id = ? and action = ?",
        Integer.class,
        ward.patient,
        action);
  }

  private ApiRequest request(String who, Role role, UUID id, String note) {
    Caller caller = new Caller(Ids.next(), ward.who.get(who), who, Set.of(role), Ids.next());
    return new ApiRequest(
        "operation",
        caller,
        "request-1",
        null,
        id == null ? Map.of() : Map.of("id", id.toString()),
        Map.of(),
        note == null ? null : Json.tree(Map.of("note", note)));
  }

  private static ApiRequest with(ApiRequest r, Map<String, String> query) {
    return new ApiRequest(
        r.operation(), r.caller(), r.requestId(), null, r.path(), query, r.body());
  }
}
