package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Ids;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Plans of reminders by REST, from the plan to the message on WhatsApp. */
@HubTest
class RemindersTest {
  private static final String PLANS = "/api/v1/reminder-plans";
  private static final String MEDICINE =
      "{\"kind\":\"MEDICATION\",\"text\":\"Metformin 500 mg\",\"dosage\":{\"text\":\"1 tablet\"},\"timing\":{\"timeOfDay\":[\"20:00\",\"08:00\"]}}";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @Test
  void aMedicineIsPlannedChangedPausedAndEnded() {
    Somebody patient = folk.patient();
    String token = folk.token(patient);
    String key = UUID.randomUUID().toString();
    Http.Answer made = http.post(PLANS, token, MEDICINE, "Idempotency-Key", key).is(201);
    String id = made.text("/id");
    assertThat(http.post(PLANS, token, MEDICINE, "Idempotency-Key", key).is(201).text("/id"))
        .isEqualTo(id);
    assertThat(made.at("/timing/timeOfDay/0").asText()).isEqualTo("08:00");
    assertThat(made.text("/zone")).isEqualTo("Asia/Kolkata");
    assertThat(made.text("/state")).isEqualTo("ACTIVE");
    assertThat(Instant.parse(made.text("/nextDueAt")))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(12)));
    String plan = PLANS + "/" + id;
    Http.Answer changed =
        patch(
                plan,
                token,
                "{\"timing\":{\"timeOfDay\":[\"09:30\"],\"dayOfWeek\":[\"mon\",\"thu\"]},\"zone\":\"Asia/Jakarta\"}")
            .is(200);
    assertThat(changed.at("/version").asInt()).isEqualTo(2);
    assertThat(changed.at("/timing/dayOfWeek").toString()).isEqualTo("[\"mon\",\"thu\"]");
    assertThat(changed.text("/nextDueAt")).endsWith("T02:30:00Z");
    assertThat(changed.text("/dosage/text")).isEqualTo("1 tablet");
    Http.Answer paused = http.post(plan + "/pause", token, "{}").is(200);
    assertThat(paused.text("/state")).isEqualTo("PAUSED");
    assertThat(paused.text("/nextDueAt")).isNull();
    assertThat(http.post(plan + "/resume", token, "{}").is(200).text("/nextDueAt"))
        .isEqualTo(changed.text("/nextDueAt"));
    Instant until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    assertThat(
            Instant.parse(
                http.post(plan + "/pause", token, "{\"until\":\"" + until + "\"}")
                    .is(200)
                    .text("/nextDueAt")))
        .isAfterOrEqualTo(until);
    assertThat(http.post(plan + "/end", token, "{}").is(200).text("/state")).isEqualTo("ENDED");
    http.post(plan + "/resume", token, "{}").isProblem(409, "plan-ended");
    assertThat(http.get(PLANS + "?state=ENDED", token).is(200).at("/items").size()).isEqualTo(1);
    assertThat(http.get(PLANS + "?state=ACTIVE", token).is(200).at("/items").size()).isZero();
    assertThat(
            store.count("audit_entry where resource_id = ? and patient_id = ?", id, patient.id()))
        .isEqualTo(6);
  }

  @Test
  void anAppointmentReachesThePatientOnWhatsAppOnce() {
    Somebody patient = folk.patient("id", "mg/dL", false);
    String id = appointment(patient);
    String text = whatsapp.awaitText(patient, "Pengingat: Klinik mata");
    assertThat(text).contains("Balas OK");
    Map<String, Object> delivery =
        store.awaitDelivery(patient, "reminder.appointment", "sent", "delivered", "read");
    assertThat(delivery.get("dedupe_key")).isEqualTo("reminder:" + delivery.get("id"));
    Http.Answer occurrences =
        http.get(PLANS + "/" + id + "/occurrences", folk.token(patient)).is(200);
    assertThat(occurrences.at("/items").size()).isEqualTo(1);
    assertThat(occurrences.text("/items/0/id")).isEqualTo(delivery.get("id").toString());
    assertThat(store.deliveries(patient)).hasSize(1);
  }

  @Test
  void aVolunteerMaySendNowAndNothingElse() {
    Somebody patient = folk.patient();
    Somebody volunteer = folk.somebody(Role.VOLUNTEER);
    store
        .jdbc()
        .update(
            "insert into care_link values (?, ?, 'VOLUNTEER', 1)", patient.id(), volunteer.id());
    String token = folk.token(volunteer);
    String id = appointment(patient);
    store.awaitDelivery(patient, "reminder.appointment", "sent", "delivered", "read");
    http.post(PLANS + "/" + id + "/end", token, "{}").isProblem(404, "not-found");
    http.post(
            PLANS,
            token,
            MEDICINE.replace("{\"kind\"", "{\"patientId\":\"" + patient.id() + "\",\"kind\""))
        .isProblem(403, "forbidden");
    String key = UUID.randomUUID().toString();
    String path = PLANS + "/" + id + "/send-now";
    Http.Answer first = http.post(path, token, "", "Idempotency-Key", key).is(200);
    assertThat(first.at("/occurrences").size()).isEqualTo(1);
    assertThat(http.post(path, token, "", "Idempotency-Key", key).is(200).text())
        .isEqualTo(first.text());
    store.awaitCount(
        2, "delivery where person_id = ? and state in ('sent', 'delivered', 'read')", patient.id());
    String all = "/api/v1/patients/" + patient.id() + "/reminders/send-pending";
    assertThat(http.post(all, token, "").is(200).at("/occurrences").size()).isEqualTo(1);
    store.awaitCount(
        3, "delivery where person_id = ? and state in ('sent', 'delivered', 'read')", patient.id());
    assertThat(
            store.count("audit_entry where patient_id = ? and action = 'send-now'", patient.id()))
        .isEqualTo(2);
    http.post(all, folk.token(folk.somebody(Role.VOLUNTEER)), "").isProblem(403, "forbidden");
    String medicine = http.post(PLANS, folk.token(patient), MEDICINE).is(201).text("/id");
    http.post(PLANS + "/" + medicine + "/send-now", token, "").isProblem(409, "nothing-pending");
  }

  @Test
  void anOperatorSeesAndStopsWhatIsScheduled() {
    Somebody patient = folk.patient();
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    String mine = folk.token(patient);
    http.post(PLANS, mine, MEDICINE).is(201);
    String filter = "patientId=" + patient.id();
    assertThat(
            http.get("/api/v1/operations/reminders?view=upcoming&" + filter, operator)
                .is(200)
                .at("/items")
                .size())
        .isEqualTo(1);
    http.get("/api/v1/operations/reminders?" + filter, mine).isProblem(403, "forbidden");
    String stop =
        "{\"patientId\":\"%s\",\"upcoming\":true,\"to\":\"%s\",\"reason\":\"in hospital\",\"dryRun\":%s}"
            .formatted(patient.id(), Instant.now().plus(Duration.ofDays(2)), "%s");
    Http.Answer dry =
        http.post("/api/v1/operations/reminders/stop", operator, stop.formatted("true")).is(200);
    assertThat(dry.at("/upcoming").asInt()).isEqualTo(1);
    assertThat(store.count("reminder_occurrence where patient_id = ?", patient.id())).isZero();
    Http.Answer stopped =
        http.post("/api/v1/operations/reminders/stop", operator, stop.formatted("false")).is(200);
    assertThat(stopped.at("/upcoming").asInt()).isEqualTo(4);
    Http.Answer found =
        http.get("/api/v1/operations/reminders?state=CANCELLED&limit=3&" + filter, operator)
            .is(200);
    assertThat(found.at("/items").size()).isEqualTo(3);
    assertThat(found.text("/items/0/reason")).isEqualTo("stopped by an operator: in hospital");
    assertThat(
            http.get(
                    "/api/v1/operations/reminders?state=CANCELLED&"
                        + filter
                        + "&next="
                        + found.text("/next"),
                    operator)
                .is(200)
                .at("/items")
                .size())
        .isEqualTo(1);
    assertThat(Instant.parse(http.get(PLANS, mine).is(200).text("/items/0/nextDueAt")))
        .isAfter(Instant.now().plus(Duration.ofDays(2)));
    assertThat(store.deliveries(patient)).isEmpty();
    http.get("/api/v1/operations/reminders/batches", operator).is(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]}}                                     | kind",
        "{`kind`:`PILL`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]}}                       | kind",
        "{`kind`:`MEDICATION`,`timing`:{`timeOfDay`:[`08:00`]}}                            | text",
        "{`kind`:`MEDICATION`,`text`:` `,`timing`:{`timeOfDay`:[`08:00`]}}                 | text",
        "{`kind`:`MEDICATION`,`text`:`x`}                                                  | timing",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{}}                                      | timing.timeOfDay",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[]}}                        | timing.timeOfDay",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`24:00`]}}                 | timing.timeOfDay[0]",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`8:00`]}}                  | timing.timeOfDay[0]",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:60`]}}                 | timing.timeOfDay[0]",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00:30`]}}              | timing.timeOfDay[0]",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`,`08:00`]}}         | timing.timeOfDay",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`period`:0}}      | timing.period",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`period`:2.5}}    | timing.period",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`periodUnit`:`min`}} | timing.periodUnit",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`period`:2,`dayOfWeek`:[`mon`]}} | timing.period",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`dayOfWeek`:[`monday`]}} | timing.dayOfWeek[0]",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`boundsPeriod`:{`start`:`1900-01-01`}}} | timing.boundsPeriod.start",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`boundsPeriod`:{`start`:`2026-02-30`}}} | timing.boundsPeriod.start",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`boundsPeriod`:{`start`:`9999-01-01`}}} | timing.boundsPeriod.start",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`boundsPeriod`:{`end`:`2001-01-01`}}} | timing.boundsPeriod.end",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`],`boundsPeriod`:{`end`:`9999-12-31`}}} | timing.boundsPeriod.end",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`zone`:`Mars/Olympus`} | zone",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`zone`:`+05:30`}  | zone",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`event`:{`start`:`2030-01-01T00:00:00Z`}} | event",
        "{`kind`:`MEDICATION`,`text`:`x`,`event`:{`start`:`2030-01-01T00:00:00Z`}}         | event",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]}}                | timing",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2030-01-01`}}                  | event.start",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2001-01-01T00:00:00Z`}}        | event.start",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2999-01-01T00:00:00Z`}}        | event.start",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2029-01-01T00:00:00Z`,`remindBefore`:[`soon`]}} | event.remindBefore",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2029-01-01T00:00:00Z`,`remindBefore`:[`-PT2H`]}} | event.remindBefore",
        "{`kind`:`APPOINTMENT`,`text`:`x`,`event`:{`start`:`2029-01-01T00:00:00Z`,`remindBefore`:[`PT2H`,`PT120M`]}} | event.remindBefore",
        "{`kind`:`LAB`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`supply`:{`units`:1,`unitsPerDose`:1}} | supply",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`supply`:{`units`:-1,`unitsPerDose`:1}} | supply.units",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`supply`:{`units`:1,`unitsPerDose`:0}} | supply.unitsPerDose",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`every`:`minute`} | every",
        "{`kind`:`MEDICATION`,`text`:`x`,`timing`:{`timeOfDay`:[`08:00`]},`patientId`:`me`} | patientId",
      })
  void aPlanThatNoClockCanKeepIsRefused(String body, String field) {
    Somebody patient = folk.patient();
    Http.Answer answer =
        http.post(PLANS, folk.token(patient), body.replace('`', '"')).isProblem(400, "validation");
    assertThat(answer.at("/errors").findValuesAsText("field")).contains(field);
    assertThat(answer.text("/errors/0/remedy")).isNotBlank();
    assertThat(store.count("reminder_plan where patient_id = ?", patient.id())).isZero();
  }

  @Test
  void aThousandADayIsAMistakeAndCriticalIsTheDoctorsWord() {
    Somebody patient = folk.patient();
    StringBuilder times = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      times.append(i == 0 ? "" : ",").append("\"%02d:%02d\"".formatted(i / 60, i % 60));
    }
    String token = folk.token(patient);
    Http.Answer flood =
        http.post(PLANS, token, MEDICINE.replace("\"20:00\",\"08:00\"", times))
            .isProblem(400, "validation");
    assertThat(flood.text("/detail")).contains("1000 reminders a day").contains("at most 12");
    String critical = MEDICINE.replace("{\"kind\"", "{\"critical\":true,\"kind\"");
    http.post(PLANS, token, critical).isProblem(403, "forbidden");
    String doctor = folk.token(folk.doctor(patient, 1));
    String body =
        critical.replace("{\"critical\"", "{\"patientId\":\"" + patient.id() + "\",\"critical\"");
    assertThat(http.post(PLANS, doctor, body).is(201).at("/critical").asBoolean()).isTrue();
    http.get(PLANS + "/" + Ids.next(), token).isProblem(404, "not-found");
    String other = http.post(PLANS, folk.token(folk.patient()), MEDICINE).is(201).text("/id");
    http.get(PLANS + "/" + other, token).isProblem(404, "not-found");
    http.post(PLANS + "/" + other + "/pause", token, "{\"until\":\"2001-01-01T00:00:00Z\"}")
        .isProblem(400, "validation");
  }

  /** In an hour; the first reminder is moved to this moment. */
  private String appointment(Somebody patient) {
    Instant start = Instant.now().plus(Duration.ofHours(1));
    String id =
        http.post(
                PLANS,
                folk.token(patient),
                "{\"kind\":\"APPOINTMENT\",\"text\":\"Klinik mata\",\"event\":{\"start\":\""
                    + start
                    + "\",\"remindBefore\":[\"PT10M\"]}}")
            .is(201)
            .text("/id");
    store
        .jdbc()
        .update("update reminder_next set due_at = now() where plan_id = ?", UUID.fromString(id));
    return id;
  }

  private Http.Answer patch(String path, String token, String body) {
    return http.call("PATCH", path, token, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aMoveToAnotherZoneMovesWhatFollowsThePatient() {
    Somebody patient = folk.patient();
    String token = folk.token(patient);
    String follows = http.post(PLANS, token, MEDICINE).is(201).text("/id");
    String stays =
        http.post(
                PLANS, token, MEDICINE.replace("{\"kind\"", "{\"zone\":\"Asia/Kolkata\",\"kind\""))
            .is(201)
            .text("/id");
    patch("/api/v1/patients/" + patient.id(), token, "{\"zone\":\"Asia/Jakarta\"}").is(200);
    store.awaitCount(
        1,
        "reminder_plan p join reminder_timing t on t.id = p.timing_id where p.id = ? and t.zone = 'Asia/Jakarta'",
        UUID.fromString(follows));
    List<String> zones =
        List.of(follows, stays).stream()
            .map(id -> http.get(PLANS + "/" + id, token).is(200).text("/zone"))
            .toList();
    assertThat(zones).containsExactly("Asia/Jakarta", "Asia/Kolkata");
  }
}
