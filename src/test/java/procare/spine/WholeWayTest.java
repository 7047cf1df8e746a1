package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.emr.Identifiers;
import procare.emr.PersonIdentifier;
import procare.spine.Folk.Somebody;

/**
 * From a doctor's order to the laboratory, its critical result, the doctor's signature, the
 * patient's phone and the hospital's record, without a network: every partner is a twin.
 */
@HubTest
class WholeWayTest {
  private static final String JSON_LAB = "city-json-lab";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  @Autowired Partners partners;
  @Autowired Identifiers identifiers;

  private Http.Answer report(String lab, String json) {
    return http.post("/twins/partners/" + lab + "/results", null, json);
  }

  private static String result(String placer, Somebody patient, String value, String more) {
    return """
    {"placer":"%s","person":{"id":"%s"},"code":"2345-7","value":"%s","unit":"mg/dL"%s}"""
        .formatted(placer, patient.id(), value, more);
  }

  @AfterEach
  void healthy() {
    http.post("/twins/partners/" + JSON_LAB + "/faults", null, "{\"mode\":\"ok\"}").is(200);
  }

  @Test
  void fromTheOrderToThePatientAndTheRecord() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    identifiers.link(
        "emr",
        new PersonIdentifier("https://procare.example/fhir/sid/mrn", "PC-" + patient.id(), "MR"),
        patient.id());
    String token = folk.token(doctor);
    Http.Answer order =
        http.post(
                "/api/v1/lab-orders",
                token,
                "{\"patientId\":\"%s\",\"partner\":\"%s\",\"tests\":[{\"code\":\"2345-7\"}]}"
                    .formatted(patient.id(), JSON_LAB),
                "Idempotency-Key",
                UUID.randomUUID().toString())
            .is(201);
    String placer = order.text("/placer");
    String state = "/api/v1/lab-orders/" + order.text("/id");
    await("the laboratory to take the order")
        .atMost(Patience.LONG)
        .untilAsserted(
            () -> assertThat(http.get(state, token).is(200).text("/state")).isEqualTo("ACCEPTED"));
    assertThat(http.get("/twins/partners/" + JSON_LAB + "/log", null).is(200).text())
        .contains(placer);

    report(JSON_LAB, result(placer, patient, "38", ",\"flag\":\"LL\"")).is(202);
    assertThat(whatsapp.awaitText(doctor, "LAB CRITICAL")).contains(patient.name(), "38 mg/dL");
    assertThat(whatsapp.awaitText(patient, "your doctor must see today")).doesNotContain("38");
    await()
        .atMost(Patience.LONG)
        .untilAsserted(
            () -> assertThat(http.get(state, token).is(200).text("/state")).isEqualTo("RESULTED"));

    JsonNode critical = http.get("/api/v1/lab-criticals", token).is(200).at("/items/0");
    http.post(
            "/api/v1/lab-criticals/" + critical.path("id").asText() + "/sign",
            token,
            "{\"note\":\"called, has eaten, feels well\"}")
        .is(200);
    store.awaitEmergency(patient, "LAB_CRITICAL", "RESOLVED");

    report(JSON_LAB, result(placer, patient, "88", ",\"status\":\"corrected\"")).is(202);
    assertThat(whatsapp.awaitText(doctor, "LAB CORRECTED")).contains("38 mg/dL", "now 88 mg/dL");
    assertThat(whatsapp.awaitText(patient, "corrected the value")).doesNotContain("88", "38");
    assertThat(
            store.count("event_log where type = 'lab.critical' and patient_id = ?", patient.id()))
        .isEqualTo(1);
    await("the report in the hospital's record")
        .atMost(Patience.LONG)
        .untilAsserted(
            () ->
                assertThat(partners.asked("emr"))
                    .anyMatch(b -> b != null && b.toString().contains("T-" + placer)));
  }

  @ParameterizedTest
  @CsvSource({"apex-hl7-lab, 200", "demo-fhir-lab, 202"})
  void everyProtocolLeadsToTheDoctor(String lab, int status) {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    Http.Answer sent = report(lab, result("NO-" + UUID.randomUUID(), patient, "36", "")).is(status);
    if (status == 200) {
      assertThat(sent.text("/ack")).contains("MSA|AA|");
    }
    assertThat(whatsapp.awaitText(doctor, "LAB CRITICAL")).contains("36 mg/dL");
  }

  @Test
  void aLaboratoryThatIsIllIsAskedAgain() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    String twin = "/twins/partners/" + JSON_LAB;
    http.post(
            twin + "/faults",
            null,
            "{\"mode\":\"error\",\"status\":429,\"retryAfter\":1,\"count\":2}")
        .is(200);
    report(JSON_LAB, result("NO-" + UUID.randomUUID(), patient, "35", "")).is(202);
    assertThat(whatsapp.awaitText(doctor, "LAB CRITICAL")).contains("35 mg/dL");
    assertThat(http.get(twin + "/faults", null).is(200).text("/mode")).isEqualTo("ok");
    assertThat(http.get(twin + "/log", null).is(200).text()).contains("/results");
  }

  @Test
  void aHospitalTellsANewPhoneNumber() {
    String theirs = "H-" + UUID.randomUUID().toString().substring(0, 8);
    Somebody patient = folk.patient();
    Http.Answer sent =
        http.post(
                "/twins/partners/old-town-hl7-emr/adt",
                null,
                """
                {"trigger":"A08","person":{"id":"%s","theirs":"%s","family":"Verma","phone":"+915550100198"}}"""
                    .formatted(patient.id(), theirs))
            .is(200);
    assertThat(sent.text("/ack")).containsPattern("MSA\\|[AC]A\\|");
    String controlId = sent.text("/sent").split("\\|")[9];
    store.awaitCount(1, "hl7_message where control_id = ? and state <> 'received'", controlId);
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-lab, results, 404",
    "north-fhir-emr, results, 400",
    "city-json-lab, adt, 400",
    "old-town-hl7-emr, adt, 400",
    "city-json-lab, results, 400",
  })
  void whatMakesNoSenseIsRefused(String partner, String what, int status) {
    http.post("/twins/partners/" + partner + "/" + what, null, "{\"trigger\":\"Z99\"}").is(status);
    http.call("GET", "/twins/partners/city-json-lab/results", null, null).is(401);
  }
}
