package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** From the alarm to the end of an emergency, whoever answers or does not. */
@HubTest
class LadderTest {
  private static final String EMERGENCIES = "/api/v1/emergencies/";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @Test
  void whoeverDoesNotAnswerIsFollowedByTheNext() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    Somebody doctor = folk.doctor(patient, 1);
    Somebody second = folk.doctor(patient, 2);
    Somebody operator = folk.somebody(Role.OPERATOR);
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    UUID id = store.awaitEmergency(patient, "LOW", "HANDED_OVER");
    whatsapp.awaitText(operator, "A person must act now");
    assertThat(whatsapp.textsTo(patient)).anyMatch(t -> t.contains("no new reading from you"));
    for (Somebody asked : List.of(caregiver, doctor, second)) {
      whatsapp.awaitText(asked, "Reply OK");
      assertThat(whatsapp.textsTo(asked)).hasSize(1).first().asString().contains("62 mg/dL");
    }
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select rung from emergency_step where emergency_id = ? and person_id is not null order by done_at, ordinal",
                    String.class,
                    id))
        .containsExactly("PATIENT", "CAREGIVER", "DOCTOR", "SECOND_DOCTOR");

    String token = folk.token(operator);
    assertThat(http.get("/api/v1/operations/emergencies?limit=500", token).is(200).text())
        .contains(id.toString())
        .doesNotContain("62 mg/dL");
    assertThat(http.get(EMERGENCIES + id, token).is(200).text()).doesNotContain("\"value\"");
    http.post(EMERGENCIES + id + "/acknowledge", token, "{\"note\":\"calling\"}").is(200);
    http.post(EMERGENCIES + id + "/resolve", token, "{\"note\":\"reached by phone, well\"}")
        .is(200);
    whatsapp.awaitText(caregiver, "was closed by");
    http.post(EMERGENCIES + id + "/acknowledge", token, "{}").isProblem(409, "emergency-resolved");
  }

  @Test
  void anOkOnWhatsAppStopsTheLadderAndAGoodReadingEndsIt() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    Somebody doctor = folk.doctor(patient, 1);
    whatsapp.write(patient, "48");
    whatsapp.awaitText(patient, "We are informing " + caregiver.name());
    whatsapp.awaitText(caregiver, "has a LOW sugar: 48 mg/dL");
    whatsapp.write(caregiver, "OK");
    UUID id = store.awaitEmergency(patient, "LOW", "ACKNOWLEDGED");
    whatsapp.awaitText(patient, caregiver.name() + " has seen your alert");
    whatsapp.awaitText(caregiver, "You have taken over the alert for " + patient.name());
    whatsapp.write(patient, "110");
    store.awaitEmergency(patient, "LOW", "RESOLVED");
    whatsapp.awaitText(patient, "back in the safer range");
    whatsapp.awaitText(caregiver, patient.name() + " is safe again: 110 mg/dL");
    assertThat(whatsapp.textsTo(doctor)).isEmpty();
    assertThat(store.count("emergency_step where emergency_id = ? and state = 'WAITING'", id))
        .isZero();
    whatsapp.write(caregiver, "OK");
    whatsapp.awaitText(caregiver, "No alert is waiting");
  }

  @Test
  void anAcknowledgementByRestWithoutOutcomeIsNotTheEnd() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    Somebody doctor = folk.doctor(patient, 1);
    whatsapp.write(patient, "312");
    whatsapp.awaitText(patient, "is VERY HIGH");
    UUID id = store.awaitEmergency(patient, "HIGH", "OPEN");
    String token = folk.token(caregiver);
    JsonNode open = http.get("/api/v1/emergencies?state=OPEN", token).is(200).json();
    assertThat(open.at("/items/0/id").asText()).isEqualTo(id.toString());
    String acknowledge = EMERGENCIES + id + "/acknowledge";
    String key = UUID.randomUUID().toString();
    http.post(acknowledge, folk.token(patient), "{}").isProblem(403, "forbidden");
    http.post(acknowledge, folk.token(folk.somebody(Role.DOCTOR)), "{}")
        .isProblem(403, "forbidden");
    http.post(acknowledge, token, "{\"note\":7}").isProblem(400, "validation");
    for (int i = 0; i < 2; i++) {
      Http.Answer answer = http.post(acknowledge, token, "{}", "Idempotency-Key", key).is(200);
      assertThat(answer.text("/state")).isEqualTo("ACKNOWLEDGED");
    }
    assertThat(
            store.count("emergency_fact where emergency_id = ? and kind = 'ACKNOWLEDGEMENT'", id))
        .isEqualTo(1);
    whatsapp.awaitText(patient, "has seen your alert");
    whatsapp.awaitText(doctor, "Reply OK to take over");
    http.post(EMERGENCIES + id + "/resolve", token, "{}").isProblem(400, "validation");
    Http.Answer over =
        http.post(EMERGENCIES + id + "/resolve", token, "{\"note\":\"in hospital\"}").is(200);
    assertThat(over.text("/state")).isEqualTo("RESOLVED");
    whatsapp.awaitText(doctor, "was closed by " + caregiver.name());
    http.get(EMERGENCIES + UUID.randomUUID(), token).isProblem(404, "not-found");
  }

  @Test
  void furtherReadingsJoinTheEmergency() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    whatsapp.write(patient, "66");
    UUID id = store.awaitEmergency(patient, "LOW", "OPEN");
    whatsapp.write(patient, "61");
    store.awaitCount(2, "emergency_fact where emergency_id = ? and kind = 'READING'", id);
    whatsapp.awaitText(patient, "61 mg/dL is LOW");
    whatsapp.awaitText(patient, "61 mg/dL is still LOW");
    whatsapp.awaitText(caregiver, "is not yet safe: 61 mg/dL");
    whatsapp.write(patient, "I feel better now");
    whatsapp.awaitText(patient, "Feeling better is not enough");
    assertThat(store.count("emergency where patient_id = ?", patient.id())).isEqualTo(1);
    whatsapp.write(patient, "95");
    store.awaitEmergency(patient, "LOW", "RESOLVED");
  }

  @Test
  void aRedFlagAlarmsAtOnceAndNoReadingEndsIt() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    whatsapp.write(patient, "chest pain since morning");
    whatsapp.awaitText(patient, "heart or a stroke");
    whatsapp.awaitText(caregiver, "chest pain since morning");
    whatsapp.write(patient, "sugar 110");
    whatsapp.awaitText(patient, "Noted: 110");
    assertThat(
            store.count(
                "emergency where patient_id = ? and kind = 'RED_FLAG' and state = 'RESOLVED'",
                patient.id()))
        .isZero();
  }

  @Test
  void anUnclearValueIsAskedAbout() {
    Somebody mmol = folk.patient("en", null, false);
    Somebody mgdl = folk.patient("en", null, false);
    for (Somebody patient : List.of(mmol, mgdl)) {
      whatsapp.write(patient, "30");
      assertThat(whatsapp.awaitText(patient, "without a unit")).doesNotContain("15 g");
      store.awaitEmergency(patient, "UNCLEAR", "HANDED_OVER");
    }
    whatsapp.write(mmol, "mmol");
    whatsapp.awaitText(mmol, "30 mmol/L is VERY HIGH");
    store.awaitEmergency(mmol, "HIGH", "OPEN");
    whatsapp.write(mgdl, "mg/dl");
    whatsapp.awaitText(mgdl, "30 mg/dL is VERY LOW");
    store.awaitEmergency(mgdl, "UNCLEAR", "RESOLVED");
    Somebody harmless = folk.patient("en", null, false);
    whatsapp.write(harmless, "110");
    whatsapp.awaitText(harmless, "Which unit does your meter show");
    whatsapp.write(harmless, "mg/dl");
    whatsapp.awaitText(harmless, "We keep mg/dL");
    whatsapp.write(harmless, "64");
    whatsapp.awaitText(harmless, "64 mg/dL is LOW");
  }
}
