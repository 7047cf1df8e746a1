package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.emr.EmrTests.mr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import procare.Ids;
import procare.Json;
import procare.TestDatabase;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.emr.PersonUpdate.Event;
import procare.patient.CareAccess;
import procare.security.Caller;
import procare.security.Role;

/** Decisions that only a person takes: merges, phones, strangers. */
class MergesApiTest {
  private final EmrTests hub = new EmrTests();
  private final MergesApi api =
      new MergesApi(
          hub.named,
          hub.reviews,
          hub.merges,
          new CareAccess(JdbcClient.create(hub.jdbc), hub.audit, TestDatabase.transactions()),
          hub.audit);
  private final ReviewsApi reviewsApi =
      new ReviewsApi(hub.named, hub.reviews, hub.demographics, hub.merges, hub.audit, hub.clock());
  private final UUID operator = Ids.next();
  private UUID survivor;
  private UUID retired;
  private String review;

  @BeforeEach
  void twoWithHistory() {
    survivor = hub.patient();
    retired = hub.patient();
    hub.identifiers.link(hub.partner, mr("S"), survivor);
    hub.identifiers.link(hub.partner, mr("R"), retired);
    hub.reading(survivor, "120", "mg/dL");
    hub.reading(retired, "130", "mg/dL");
    hub.demographics.accept(update(Event.A40, "S", null, List.of(mr("R"))));
    review =
        hub.jdbc
            .queryForObject(
                "select id from emr_review where partner = ? and kind = 'MERGE'",
                UUID.class,
                hub.partner)
            .toString();
  }

  private PersonUpdate update(Event event, String id, String phone, List<PersonIdentifier> merged) {
    return new PersonUpdate(
        hub.partner,
        event,
        List.of(mr(id)),
        List.of(new PersonName("Verma", "Asha")),
        null,
        "F",
        phone,
        merged,
        EmrTests.BEGAN.plusSeconds(event == Event.A40 ? 0 : 60),
        "M-" + event);
  }

  private ApiRequest by(UUID person, Role role, String id, Map<String, String> body) {
    JsonNode json = body == null ? null : Json.tree(body);
    return new ApiRequest(
        "op",
        new Caller(Ids.next(), person, "u", Set.of(role), null),
        "req",
        null,
        Map.of("id", id),
        Map.of("limit", "500"),
        json);
  }

  @Test
  void whoDecidesSeesBothWithoutClinicalValues() {
    JsonNode page = Json.tree(api.list(by(operator, Role.OPERATOR, "", null)).body());
    JsonNode shown = null;
    for (JsonNode item : page.path("items")) {
      shown = item.path("id").asText().equals(review) ? item : shown;
    }
    assertThat(shown.at("/survivor/patientId").asText()).isEqualTo(survivor.toString());
    assertThat(shown.at("/retired/patientId").asText()).isEqualTo(retired.toString());
    assertThat(shown.at("/retired/readings").asInt()).isEqualTo(1);
    assertThat(shown.at("/retired/identifiers/0/value").asText()).isEqualTo("R");
    assertThat(shown.toString()).doesNotContain("130");
    assertThat(hub.count("audit_entry where patient_id = ? and resource_type = 'merge'", retired))
        .isEqualTo(1);
  }

  @Test
  void approvedTheyAreOneForEver() {
    UUID login = Ids.next();
    hub.jdbc.update(
        "insert into app_user (id, person_id, username, password_hash, roles) values (?, ?, ?, 'x', array['PATIENT'])",
        login,
        retired,
        "u" + login);
    api.approve(by(operator, Role.OPERATOR, review, Map.of("note", "same passport")));
    api.approve(by(operator, Role.OPERATOR, review, null));
    assertThat(hub.merges.today(retired)).isEqualTo(survivor);
    assertThat(hub.count("glucose_reading where patient_id = ?", survivor)).isEqualTo(2);
    assertThat(hub.identifiers.patientOf(hub.partner, mr("R"))).contains(survivor);
    assertThat(hub.count("app_user where id = ? and person_id = ?", login, survivor)).isEqualTo(1);
    assertThat(hub.count("event_log where type = 'patient.merged' and patient_id = ?", survivor))
        .isEqualTo(1);
    assertThat(hub.count("audit_entry where action = 'approve' and patient_id = ?", retired))
        .isEqualTo(1);
    assertThatThrownBy(() -> api.reject(by(operator, Role.OPERATOR, review, null)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("decided otherwise");
  }

  @Test
  void rejectedTheyStayTwoAndTheSameMessageAsksNoMore() {
    api.reject(by(operator, Role.OPERATOR, review, null));
    hub.demographics.accept(update(Event.A40, "S", null, List.of(mr("R"))));
    assertThat(hub.identifiers.patientOf(hub.partner, mr("R"))).contains(retired);
    assertThat(
            hub.count(
                "emr_review where partner = ? and kind = 'MERGE' and state = 'OPEN'", hub.partner))
        .isZero();
  }

  @Test
  void aRunningEmergencyIsNotMovedUnderItsLadder() {
    hub.jdbc.update(
        "insert into emergency (id, patient_id, kind, severity, state, opened_at, rung, policy, correlation_id)"
            + " values (?, ?, 'LOW', 'LEVEL_1', 'OPEN', now(), 'PATIENT', '{}', 'c')",
        Ids.next(),
        retired);
    assertThatThrownBy(() -> api.approve(by(operator, Role.OPERATOR, review, null)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("open emergency");
    assertThat(hub.merges.today(retired)).isEqualTo(retired);
  }

  @Test
  void aDoctorDecidesOnlyOnPatientsThatAreBothTheirs() {
    UUID doctor = Ids.next();
    hub.jdbc.update("insert into person (id, display_name) values (?, 'D')", doctor);
    String link = "insert into care_link (patient_id, person_id, relation) values (?, ?, 'DOCTOR')";
    hub.jdbc.update(link, survivor, doctor);
    assertThatThrownBy(() -> api.approve(by(doctor, Role.DOCTOR, review, null)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("both yours");
    assertThat(Json.tree(api.list(by(doctor, Role.DOCTOR, "", null)).body()).at("/items"))
        .isEmpty();
    hub.jdbc.update(link, retired, doctor);
    api.approve(by(doctor, Role.DOCTOR, review, null));
    assertThat(hub.merges.today(retired)).isEqualTo(survivor);
  }

  @Test
  void aPhoneIsKeptButStillToBeProved() {
    hub.demographics.accept(update(Event.A08, "S", "+91 98765 00009", List.of()));
    String phone = open("PHONE");
    JsonNode shown = Json.tree(reviewsApi.approve(by(operator, Role.OPERATOR, phone, null)).body());
    assertThat(shown.path("phone").asText()).isEqualTo("***0009");
    assertThat(
            hub.count(
                "contact_point where person_id = ? and value = '919876500009' and verified_at is null",
                survivor))
        .isEqualTo(1);
  }

  @Test
  void aStrangerBecomesSomebodyWithEverythingThatCame() {
    hub.demographics.accept(update(Event.A08, "NEW", null, List.of()));
    hub.demographics.accept(update(Event.A01, "NEW", null, List.of()));
    String stranger = open("UNMATCHED");
    assertThatThrownBy(() -> reviewsApi.approve(by(operator, Role.OPERATOR, stranger, null)))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("patientId");
    reviewsApi.approve(
        by(operator, Role.OPERATOR, stranger, Map.of("patientId", survivor.toString())));
    assertThat(hub.identifiers.patientOf(hub.partner, mr("NEW"))).contains(survivor);
    assertThat(hub.count("emr_visit where patient_id = ?", survivor)).isEqualTo(1);
    assertThat(
            hub.count(
                "emr_review where partner = ? and kind = 'UNMATCHED' and state = 'OPEN'",
                hub.partner))
        .isZero();
  }

  private String open(String kind) {
    return hub.jdbc
        .queryForList(
            "select id from emr_review where partner = ? and kind = ? and state = 'OPEN'",
            UUID.class,
            hub.partner,
            kind)
        .get(0)
        .toString();
  }
}
