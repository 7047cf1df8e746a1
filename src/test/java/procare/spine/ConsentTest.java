package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Ids;
import procare.Patience;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** STOP, START, limits and quiet hours, as people meet them. */
@HubTest
class ConsentTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  /** A message nobody asked for, put there in a set, as planned ones are. */
  private UUID put(Somebody to, String template, String words) {
    UUID id = Ids.next();
    store
        .jdbc()
        .update(
            "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language,"
                + " body, approved_body, state, next_attempt_at, send_until, correlation_id)"
                + " values (?, ?, ?, ?, 'evolution', ?, 'REMINDER', false, ?, 'en', ?, ?, 'pending', now(), now() + interval '12 hours', ?)",
            id,
            id.toString(),
            to.id(),
            to.id(),
            to.phone(),
            template,
            words,
            words,
            id.toString());
    return id;
  }

  private void awaitState(UUID id, String... states) {
    await(id + " in " + String.join(" or ", states))
        .atMost(Patience.LONG)
        .until(
            () ->
                java.util.List.of(states)
                    .contains(
                        store
                            .jdbc()
                            .queryForObject(
                                "select state from delivery where id = ?", String.class, id)));
  }

  private Map<String, Object> row(UUID id) {
    return store.jdbc().queryForMap("select * from delivery where id = ?", id);
  }

  @Test
  void stopEndsEverythingUnaskedButAnswersAndRescueAndStartRestores() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "STOP");
    assertThat(whatsapp.awaitText(patient, "You will get no more messages"))
        .contains("STOP MEDICATION", "START");
    UUID stopped = put(patient, "reminder.medication", "Take it");
    awaitState(stopped, "suppressed");
    assertThat(row(stopped).get("reason")).isEqualTo("opted out");
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    assertThat(
            http.get(
                    "/api/v1/operations/deliveries?state=suppressed&patientId=" + patient.id(),
                    operator)
                .is(200)
                .text())
        .contains("opted out");
    whatsapp.write(patient, "sugar 45");
    whatsapp.awaitText(patient, "VERY LOW");
    whatsapp.write(patient, "sugar 142");
    whatsapp.awaitText(patient, "142 mg/dL");
    whatsapp.write(patient, "START");
    whatsapp.awaitText(patient, "Welcome back");
    awaitState(put(patient, "reminder.medication", "Take it again"), "sent", "delivered", "read");
    assertThat(whatsapp.textsTo(patient)).contains("Take it again").doesNotContain("Take it");
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select state || ' ' || wording || ' ' || source from consent_log where person_id = ? order by id",
                    String.class,
                    patient.id()))
        .containsExactly("OUT STOP whatsapp", "IN START whatsapp");
    store.awaitCount(
        2, "event_log where type = 'consent.changed' and patient_id = ?", patient.id());
  }

  @Test
  void stopOfOneKindLeavesTheOthers() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "stop ads");
    whatsapp.awaitText(patient, "ads and tips");
    awaitState(put(patient, "nudge.walk", "Walk!"), "suppressed");
    awaitState(put(patient, "reminder.lab", "Lab!"), "sent", "delivered", "read");
    whatsapp.write(patient, "can I stop metformin?");
    whatsapp.awaitText(patient, "A person of our team answers");
    assertThat(store.count("consent where person_id = ? and category = 'all'", patient.id()))
        .isZero();
    whatsapp.write(patient, "STOP");
    whatsapp.awaitText(patient, "You will get no more messages that");
    whatsapp.write(patient, "START");
    whatsapp.awaitText(patient, "Still switched off: ads and tips");
    whatsapp.write(patient, "start ads");
    whatsapp.awaitText(patient, "You will get messages of this kind again");
    awaitState(put(patient, "nudge.walk", "Walk again!"), "sent", "delivered", "read");
  }

  @Test
  void aCaregiversStopEndsTheirNewsAndThePatientIsAskedForAnother() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    whatsapp.write(caregiver, "STOP");
    whatsapp.awaitText(caregiver, "no more news");
    whatsapp.awaitText(patient, caregiver.name() + " does not want to get news");
    whatsapp.write(patient, "sugar 40");
    whatsapp.awaitText(caregiver, patient.name() + " has a LOW sugar");
  }

  @Test
  void fiveADayAndNoMore() {
    Somebody patient = folk.patient();
    for (int i = 0; i < 5; i++) {
      awaitState(put(patient, "nudge.walk", "Walk " + i), "sent", "delivered", "read");
    }
    UUID sixth = put(patient, "nudge.walk", "Walk 6");
    awaitState(sixth, "suppressed");
    assertThat(row(sixth).get("reason")).isEqualTo("limit of 5 messages a day reached");
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
  }

  @Test
  void whatIsDueTogetherIsOneMessage() {
    Somebody patient = folk.patient();
    store
        .jdbc()
        .execute(
            "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body,"
                + " approved_body, state, next_attempt_at, send_until, correlation_id)"
                + " select gen_random_uuid(), 'd' || n || '%s', '%s', '%s', 'evolution', '%s', 'REMINDER', false, 'reminder.medication',"
                    .formatted(patient.id(), patient.id(), patient.id(), patient.phone())
                + " 'en', 'Medicine ' || n, 'x', 'pending', now(), now() + interval '1 hour', 'd' || n from generate_series(1, 7) n");
    assertThat(whatsapp.awaitText(patient, "Medicine 1")).contains("Medicine 2", "Medicine 7");
    store.awaitCount(
        7,
        "delivery where person_id = ? and state in ('sent', 'delivered', 'read')"
            + " and provider_message_id is not null",
        patient.id());
    assertThat(whatsapp.textsTo(patient)).hasSize(1);
  }

  @Test
  void ownQuietHoursHoldBackWhatCanWait() {
    Somebody patient = folk.patient();
    LocalTime now = Clock.systemUTC().instant().atZone(ZoneId.of("Asia/Kolkata")).toLocalTime();
    String hours =
        "{\"wording\":\"agreed by phone\",\"quietHours\":{\"from\":\"%02d:%02d\",\"to\":\"%02d:%02d\"}}"
            .formatted(
                now.minusHours(2).getHour(),
                now.getMinute(),
                now.plusHours(2).getHour(),
                now.getMinute());
    http.call(
            "PUT",
            "/api/v1/patients/" + patient.id() + "/consents",
            folk.token(patient),
            hours.getBytes())
        .is(200);
    UUID nudge = put(patient, "nudge.walk", "Walk");
    awaitState(nudge, "expired");
    UUID visit = put(patient, "reminder.appointment", "Visit");
    await()
        .atMost(Patience.LONG)
        .until(() -> String.valueOf(row(visit).get("reason")).startsWith("quiet hours until"));
    assertThat(row(visit).get("state")).isEqualTo("pending");
    awaitState(put(patient, "reminder.medication", "Take"), "sent", "delivered", "read");
  }

  @Test
  void overRestThePatientAndTheirDoctorSeeAndChange() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    String path = "/api/v1/patients/" + patient.id() + "/consents";
    String out =
        "{\"wording\":\"told me at the visit\",\"consents\":[{\"category\":\"education\",\"state\":\"OUT\"}]}";
    http.call("PUT", path, folk.token(doctor), out.getBytes()).is(200);
    assertThat(http.get(path, folk.token(patient)).is(200).json().path("items"))
        .anyMatch(
            item ->
                item.path("category").asText().equals("education")
                    && item.path("state").asText().equals("OUT")
                    && item.path("wording").asText().equals("told me at the visit"));
    awaitState(put(patient, "reminder.education", "Read this"), "suppressed");
    http.get(path, folk.token(folk.patient())).isProblem(403, "forbidden");
    http.get(path, folk.token(folk.somebody(Role.OPERATOR))).isProblem(403, "forbidden");
    String ai =
        "{\"wording\":\"sure\",\"consents\":[{\"category\":\"ai-reading\",\"state\":\"IN\"}]}";
    http.call("PUT", path, folk.token(doctor), ai.getBytes()).isProblem(403, "forbidden");
    String rewording =
        "{\"wording\":\"no machine\",\"consents\":[{\"category\":\"ai-rewording\",\"state\":\"OUT\"}]}";
    http.call("PUT", path, folk.token(patient), rewording.getBytes()).is(200);
    assertThat(
            http.get("/api/v1/patients/" + patient.id(), folk.token(patient))
                .at("/aiRewording")
                .asBoolean())
        .isFalse();
    http.call(
            "PATCH",
            "/api/v1/patients/" + patient.id(),
            folk.token(patient),
            "{\"aiRewording\":true}".getBytes())
        .is(200);
    assertThat(store.count("consent_log where person_id = ?", patient.id())).isEqualTo(3);
    assertThat(
            store.count(
                "audit_entry where patient_id = ? and resource_type = 'consent' and action = 'change'",
                patient.id()))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}",
        "{'wording':'yes'}",
        "{'wording':'   ','consents':[{'category':'lab','state':'OUT'}]}",
        "{'consents':[{'category':'lab','state':'OUT'}]}",
        "{'wording':'yes','consents':[]}",
        "{'wording':'yes','consents':[{'category':'spam','state':'OUT'}]}",
        "{'wording':'yes','consents':[{'category':'lab','state':'MAYBE'}]}",
        "{'wording':'yes','consents':[{'category':'lab','state':'IN'},{'category':'lab','state':'OUT'}]}",
        "{'wording':'yes','quietHours':{'from':'25:00','to':'07:00'}}",
        "{'wording':'yes','quietHours':{'from':'21:00'}}",
        "{'wording':'yes','quietHours':{'from':'21:00','to':'07:00'},'more':1}",
      })
  void badConsentsAreRefused(String body) {
    Somebody patient = folk.patient();
    http.call(
            "PUT",
            "/api/v1/patients/" + patient.id() + "/consents",
            folk.token(patient),
            body.replace('\'', '"').getBytes())
        .isProblem(400, "validation");
    assertThat(store.count("consent_log where person_id = ?", patient.id())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"language hindi", "हिंदी"})
  void theLanguageIsChosenByAMessage(String text) {
    Somebody patient = folk.patient();
    whatsapp.write(patient, text);
    whatsapp.awaitText(patient, "हिंदी में लिखेंगे");
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "कम है");
  }
}
