package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Figures over HTTP: who sees them, what they say, what is refused. */
@HubTest
class AdherenceTest {
  private static final String COHORT = "/api/v1/operations/adherence/cohort";
  private static final LocalDate MONDAY = LocalDate.of(2021, 3, 1);
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;

  @Test
  void aPatientSeesDaysAndWeeksOfTheirOwn() {
    Somebody patient = folk.patient();
    day(patient, MONDAY, "MEDICATION", 3, 1, 0, 2, 1, 1, 0);
    day(patient, MONDAY.plusDays(6), "MEDICATION", 1, 1, 0, 1, 0, 0, 0);
    day(patient, MONDAY.plusDays(7), "MEDICATION", 1, 0, 0, 0, 0, 1, 0);
    day(patient, MONDAY.plusDays(1), "LAB", 1, 0, 0, 0, 1, 0, 0);
    String token = folk.token(patient);
    String path = "/api/v1/patients/" + patient.id() + "/adherence?from=2021-03-01&to=2021-03-09";
    Http.Answer days = http.get(path, token).is(200);
    assertThat(days.text("/patientId")).isEqualTo(patient.id().toString());
    assertThat(days.text("/period/end")).isEqualTo("2021-03-09");
    assertThat(days.text("/group/0/kind")).isEqualTo("LAB");
    assertThat(days.at("/group/0/confirmed").asDouble(1)).isZero();
    assertThat(days.at("/group/1/stratum").size()).isEqualTo(3);
    assertThat(days.at("/group/1/stratum/0/confirmed").asDouble()).isEqualTo(0.5);
    assertThat(days.at("/group/1/stratum/0/answered").asDouble()).isEqualTo(0.6667);
    assertThat(days.at("/group/1/stratum/2/confirmed").isNull())
        .as("only missed by the system: not 0, not 100")
        .isTrue();
    Http.Answer weeks = http.get(path + "&by=week", token).is(200);
    assertThat(weeks.at("/group/1/stratum").size()).isEqualTo(2);
    assertThat(weeks.text("/group/1/stratum/0/period/end")).isEqualTo("2021-03-07");
    assertThat(weeks.text("/group/1/stratum/1/period/end")).isEqualTo("2021-03-09");
    assertThat(weeks.at("/group/1/stratum/0/counts/due").asInt()).isEqualTo(4);
    assertThat(weeks.at("/group/1/confirmed")).isEqualTo(days.at("/group/1/confirmed"));
    assertThat(weeks.at("/group/1/confirmed").asDouble()).isEqualTo(0.6667);
    assertThat(weeks.text("/dataAbsentReason/0/element")).isEqualTo("pdc");
    assertThat(weeks.at("/group/1").has("pdc")).isFalse();
    Http.Answer today = http.get("/api/v1/patients/" + patient.id() + "/adherence", token).is(200);
    assertThat(today.at("/group").size()).isZero();
    assertThat(LocalDate.parse(today.text("/period/start")))
        .isEqualTo(LocalDate.parse(today.text("/period/end")).minusDays(6));
    assertThat(
            store.count(
                "audit_entry where patient_id = ? and resource_type = 'adherence' and action = 'read'",
                patient.id()))
        .isEqualTo(3);
  }

  @Test
  void onlyThoseWhoMaySeeIt() {
    Somebody patient = folk.patient();
    Somebody volunteer = folk.somebody(Role.VOLUNTEER);
    store
        .jdbc()
        .update(
            "insert into care_link values (?, ?, 'VOLUNTEER', 1)", patient.id(), volunteer.id());
    record Case(Somebody who, int ofPatient, int ofAll) {}
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(patient, 200, 403));
    cases.add(new Case(folk.patient(), 403, 403));
    cases.add(new Case(folk.caregiver(patient), 200, 403));
    cases.add(new Case(folk.doctor(patient, 1), 200, 403));
    cases.add(new Case(folk.doctor(folk.patient(), 1), 403, 403));
    cases.add(new Case(volunteer, 200, 403));
    cases.add(new Case(folk.somebody(Role.VOLUNTEER), 403, 403));
    cases.add(new Case(folk.somebody(Role.OPERATOR), 403, 200));
    cases.add(new Case(folk.somebody(Role.ADMIN), 403, 200));
    cases.add(new Case(folk.somebody(Role.PARTNER), 403, 403));
    String path = "/api/v1/patients/" + patient.id() + "/adherence";
    for (Case c : cases) {
      String token = folk.token(c.who());
      assertThat(http.get(path, token).status()).as(c.who().username()).isEqualTo(c.ofPatient());
      assertThat(http.get(COHORT, token).status()).as(c.who().username()).isEqualTo(c.ofAll());
    }
    http.get(path, null).is(401);
    http.get(COHORT, null).is(401);
  }

  @Test
  void allTogetherAndNobodyNamed() {
    String insert =
        "insert into adherence_cohort_day values (?::date, ?, 10, 30, 12, 3, 15, 5, 6, 4, 1, 2, 1, 3, 1, 3)"
            + " on conflict do nothing";
    store.jdbc().update(insert, "2020-06-01", "MEDICATION");
    store.jdbc().update(insert, "2020-06-02", "MEDICATION");
    store.jdbc().update(insert, "2020-06-02", "LAB");
    String token = folk.token(folk.somebody(Role.OPERATOR));
    String span = COHORT + "?from=2020-06-01&to=2020-06-07&by=week";
    Http.Answer all = http.get(span, token).is(200);
    assertThat(all.at("/group").size()).isEqualTo(2);
    Http.Answer doses = http.get(span + "&kind=MEDICATION", token).is(200);
    assertThat(doses.at("/group").size()).isEqualTo(1);
    assertThat(doses.at("/group/0/confirmed").asDouble()).isEqualTo(0.6);
    assertThat(doses.at("/group/0/answered").asDouble()).isEqualTo(0.5);
    assertThat(doses.at("/group/0/stratum/0/counts/due").asInt()).isEqualTo(60);
    assertThat(doses.at("/group/0/distribution/patientDays").asInt()).isEqualTo(20);
    assertThat(doses.at("/group/0/distribution/full").asInt()).isEqualTo(6);
    assertThat(doses.text()).doesNotContain("patientId");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-03-02&to=2026-03-01, from",
    "from=2025-01-01&to=2026-02-05, from",
    "from=2026-02-30,               from",
    "from=yesterday,                from",
    "to=2026-3-1,                   to",
    "to=2026-03-01T00:00:00Z,       to",
    "by=month,                      by",
    "by=DAY,                        by",
  })
  void whatNoCalendarHasIsRefused(String query, String field) {
    Somebody patient = folk.patient();
    Http.Answer answer =
        http.get("/api/v1/patients/" + patient.id() + "/adherence?" + query, folk.token(patient))
            .isProblem(400, "validation");
    assertThat(answer.at("/errors").findValuesAsText("field")).contains(field);
    assertThat(answer.text("/errors/0/remedy")).isNotBlank();
    Http.Answer cohort =
        http.get(COHORT + "?" + query, folk.token(folk.somebody(Role.OPERATOR)))
            .isProblem(400, "validation");
    assertThat(cohort.at("/errors").findValuesAsText("field")).contains(field);
  }

  @Test
  void fourHundredDaysAreGivenAndAnUnknownKindIsNot() {
    String token = folk.token(folk.somebody(Role.OPERATOR));
    http.get(COHORT + "?from=2025-01-01&to=2026-02-04", token).is(200);
    Http.Answer answer = http.get(COHORT + "?kind=PILL", token).isProblem(400, "validation");
    assertThat(answer.text("/errors/0/field")).isEqualTo("kind");
  }

  private void day(
      Somebody patient,
      LocalDate date,
      String kind,
      int due,
      int taken,
      int no,
      int answered,
      int missed,
      int system,
      int cancelled) {
    store
        .jdbc()
        .update(
            "insert into adherence_day values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            patient.id(),
            date,
            kind,
            due,
            taken,
            no,
            answered,
            missed,
            system,
            cancelled);
  }
}
