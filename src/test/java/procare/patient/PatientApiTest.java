package procare.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Ids;
import procare.Json;
import procare.TestDatabase;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.security.Caller;
import procare.security.Role;
import procare.security.SecurityTestApp;

@SpringBootTest(
    classes = SecurityTestApp.class,
    properties = {
      "procare.security.jwt-secret=test-0123456789-abcdefghijklmnopqrstuvwxyz",
      "spring.config.location=optional:classpath:/none.yml"
    })
class PatientApiTest {
  @Autowired PatientApi api;
  @Autowired CareAccess access;
  @Autowired People people;
  private final JdbcTemplate jdbc = TestDatabase.jdbc();
  private UUID patient;
  private UUID linked;

  @BeforeEach
  void people() {
    patient = person("Asha");
    jdbc.update("insert into patient (id) values (?)", patient);
    linked = person("Helper");
    for (String relation : new String[] {"CAREGIVER", "DOCTOR", "VOLUNTEER"}) {
      jdbc.update(
          "insert into care_link (patient_id, person_id, relation, rank) values (?, ?, ?, 2)",
          patient,
          linked,
          relation);
    }
  }

  private UUID person(String name) {
    UUID id = Ids.next();
    jdbc.update("insert into person (id, display_name) values (?, ?)", id, name);
    return id;
  }

  private static Caller caller(UUID person, Role role) {
    return new Caller(Ids.next(), person, "u@test", Set.of(role), Ids.next());
  }

  private static ApiRequest request(String operation, Caller caller, UUID id, String body)
      throws Exception {
    return new ApiRequest(
        operation,
        caller,
        "r-" + Ids.next(),
        null,
        id == null ? Map.of() : Map.of("id", id.toString()),
        Map.of(),
        body == null ? null : Json.parse(body.getBytes()));
  }

  private static void forbidden(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.status()).isEqualTo(403));
  }

  @ParameterizedTest
  @CsvSource({
    "self,PATIENT,true,true",
    "self,DOCTOR,false,false",
    "linked,CAREGIVER,true,true",
    "linked,DOCTOR,true,true",
    "linked,VOLUNTEER,true,false",
    "linked,PATIENT,false,false",
    "linked,OPERATOR,false,false",
    "linked,ADMIN,false,false",
    "linked,PARTNER,false,false",
    "other,PATIENT,false,false",
    "other,CAREGIVER,false,false",
    "other,DOCTOR,false,false",
    "other,VOLUNTEER,false,false",
    "other,OPERATOR,false,false",
    "other,ADMIN,false,false",
  })
  void opensAPatientsDataToTheRightPeople(String who, Role role, boolean mayRead, boolean mayChange)
      throws Exception {
    UUID person = who.equals("self") ? patient : who.equals("linked") ? linked : person("Stranger");
    Caller caller = caller(person, role);
    ApiRequest read = request("getPatient", caller, patient, null);
    ApiRequest change = request("updatePatient", caller, patient, "{\"language\":\"hi\"}");
    if (mayRead) {
      assertThat(((Patient) api.get(read).body()).displayName()).isEqualTo("Asha");
      assertThat(audited(read, "read")).isEqualTo(1);
    } else {
      forbidden(() -> api.get(read));
      assertThat(audited(read, "audit.access.denied")).isEqualTo(1);
      assertThat(audited(read, "read")).isZero();
    }
    if (mayChange) {
      assertThat(((Patient) api.update(change).body()).language()).isEqualTo("hi");
      assertThat(audited(change, "change")).isEqualTo(1);
    } else {
      forbidden(() -> api.update(change));
      assertThat(audited(change, "audit.access.denied")).isEqualTo(1);
    }
    assertThat(access.canRead(caller, patient)).isEqualTo(mayRead);
    JsonNode page = Json.tree(api.list(request("listPatients", caller, null, null)).body());
    assertThat(page.path("total").asInt()).isEqualTo(mayRead ? 1 : 0);
    assertThat(page.path("items")).hasSize(mayRead ? 1 : 0);
  }

  @Test
  void answersUnknownAndForeignPatientsAlike() throws Exception {
    Caller doctor = caller(person("Doctor"), Role.DOCTOR);
    ApiRequest foreign = request("getPatient", doctor, patient, null);
    ApiRequest unknown = request("getPatient", doctor, Ids.next(), null);
    String[] words = new String[2];
    assertThatThrownBy(() -> api.get(foreign)).satisfies(e -> words[0] = e.getMessage());
    assertThatThrownBy(() -> api.get(unknown)).satisfies(e -> words[1] = e.getMessage());
    assertThat(words[0]).isEqualTo(words[1]);
  }

  @Test
  void leavesClinicalChoicesToTheDoctorAndConsentToThePatient() throws Exception {
    Caller self = caller(patient, Role.PATIENT);
    Caller doctor = caller(linked, Role.DOCTOR);
    forbidden(() -> api.update(request("updatePatient", self, patient, "{\"glucoseOnly\":true}")));
    forbidden(
        () -> api.update(request("updatePatient", doctor, patient, "{\"aiRewording\":true}")));
    Patient changed =
        (Patient)
            api.update(
                    request(
                        "updatePatient",
                        doctor,
                        patient,
                        "{\"glucoseOnly\":true,\"meterUnit\":\"mmol/L\",\"zone\":\"Asia/Jakarta\"}"))
                .body();
    assertThat(changed.glucoseOnly()).isTrue();
    assertThat(changed.meterUnit()).isEqualTo("mmol/L");
    assertThat(changed.zone()).isEqualTo("Asia/Jakarta");
    assertThat(
            ((Patient)
                    api.update(request("updatePatient", self, patient, "{\"aiRewording\":true}"))
                        .body())
                .aiRewording())
        .isTrue();
    assertThatThrownBy(
            () -> api.update(request("updatePatient", self, patient, "{\"zone\":\"IST\"}")))
        .hasMessageContaining("Asia/Kolkata");
  }

  @Test
  void knowsWhoIsBehindANumber() {
    UUID carer = person("Carer");
    contact(carer, "phone", "911111", true);
    contact(patient, "phone", "911111", true);
    contact(carer, "phone", "911112", false);
    people.learnLid(carer, "77@lid");
    people.learnLid(carer, "77@lid");
    assertThat(people.byVerifiedPhone("911111")).contains(patient);
    assertThat(people.byVerifiedPhone("911112")).isEmpty();
    assertThat(people.byLid("77@lid")).contains(carer);
    UUID first = person("First");
    jdbc.update(
        "insert into care_link (patient_id, person_id, relation, rank) values (?, ?, 'DOCTOR', 1)",
        patient,
        first);
    assertThat(people.doctors(patient)).containsExactly(first, linked);
    assertThat(people.caregivers(patient)).containsExactly(linked);
  }

  private void contact(UUID person, String system, String value, boolean verified) {
    jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, ?, ?, case when ? then now() end)",
        Ids.next(),
        person,
        system,
        value,
        verified);
  }

  private int audited(ApiRequest request, String action) {
    return jdbc.queryForObject(
        "select count(*) from audit_entry where request_id = ? and action = ? and patient_id = ?",
        Integer.class,
        request.requestId(),
        action,
        patient);
  }
}
