package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** Laboratory orders from a doctor's REST call to the laboratory and back. */
@HubTest
class LabOrdersTest {
  private static final String PATH = "/api/v1/lab-orders";
  private static final Duration PATIENCE = Patience.LONG;
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Partners partners;
  private Somebody patient;
  private String doctor;

  @BeforeEach
  void people() {
    patient = folk.patient();
    doctor = folk.token(folk.doctor(patient, 1));
  }

  @AfterEach
  void heal() {
    partners.fail("lab", "{\"mode\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twin-lab", "twin-lab-json", "twin-lab-fhir"})
  void anOrderReachesTheLaboratoryOnceAndIsAccepted(String partner) {
    String key = UUID.randomUUID().toString();
    Http.Answer first = order(partner, key).is(201);
    assertThat(order(partner, key).is(201).text("/id")).isEqualTo(first.text("/id"));
    JsonNode order = awaitState(first, "ACCEPTED");
    assertThat(order.path("status").asText()).isEqualTo("active");
    assertThat(atLab(order).path("times").asInt()).isEqualTo(1);
    Somebody caregiver = folk.caregiver(patient);
    http.get(PATH + "/" + first.text("/id"), folk.token(caregiver)).is(200);
    assertThat(http.get(PATH, folk.token(patient)).is(200).at("/items/0/placer").asText())
        .isEqualTo(first.text("/placer"));
    http.get(PATH + "/" + first.text("/id"), folk.token(folk.patient()))
        .isProblem(404, "not-found");
    http.post(PATH, folk.token(caregiver), body(partner)).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twin-lab", "twin-lab-json", "twin-lab-fhir"})
  void aCancellationIsDoneWhenTheLaboratorySaysSo(String partner) {
    Http.Answer placed = order(partner, null).is(201);
    awaitState(placed, "ACCEPTED");
    http.post(PATH + "/" + placed.text("/id") + "/cancel", doctor, "").is(200);
    JsonNode order = awaitState(placed, "CANCELLED");
    assertThat(order.path("status").asText()).isEqualTo("revoked");
    assertThat(atLab(order).path("state").asText()).isEqualTo("CANCELLED");
    http.post(PATH + "/" + placed.text("/id") + "/cancel", doctor, "").is(200);
  }

  @Test
  void aLaboratoryThatTakesTheOrderAndHangsUpGetsItOnce() {
    partners.fail("lab", "{\"mode\":\"close\",\"count\":1}");
    Http.Answer placed = order("twin-lab", null).is(201);
    JsonNode order = awaitState(placed, "ACCEPTED");
    assertThat(atLab(order).path("times").asInt()).isEqualTo(2);
    assertThat(order.at("/deliveries/0/uncertain").asBoolean()).isTrue();
  }

  @Test
  void overHttpAnUncertainOrderIsLookedUpBeforeItIsRepeated() {
    partners.fail("lab", "{\"mode\":\"garbage\",\"count\":1}");
    JsonNode absent = awaitState(order("twin-lab-json", null).is(201), "ACCEPTED");
    assertThat(atLab(absent).path("times").asInt()).isEqualTo(1);
    assertThat(absent.at("/deliveries/0/attempts").asInt()).isEqualTo(2);
  }

  @Test
  void aPersonDecidesOnAConflict() {
    partners.fail("lab", "{\"mode\":\"error\",\"status\":409,\"count\":1}");
    JsonNode order = awaitState(order("twin-lab-json", null).is(201), "FAILED");
    assertThat(order.path("attention").asText()).contains("409");
    assertThat(order.at("/deliveries/0/state").asText()).isEqualTo("needs-person");
    String seen = PATH + "/" + order.path("id").asText() + "/acknowledge";
    assertThat(http.post(seen, doctor, "").is(200).at("/attention").isNull()).isTrue();
  }

  @Test
  void resultsFindTheirOrder() {
    JsonNode order = awaitState(order("twin-lab", null).is(201), "ACCEPTED");
    Http.Answer sent =
        http.post(
            "/twins/lab/results",
            null,
            "{\"placer\":\"%s\",\"value\":\"8.4\",\"unit\":\"%%\"}"
                .formatted(order.path("placer").asText()));
    assertThat(sent.is(200).text("/answer")).isEqualTo("AA");
    JsonNode done = awaitState(order.path("id").asText(), "RESULTED");
    assertThat(done.path("status").asText()).isEqualTo("completed");
    http.post(PATH + "/" + done.path("id").asText() + "/cancel", doctor, "")
        .isProblem(409, "too-late");
  }

  @Test
  void takesAServiceRequestAndRefusesWhatIsWrong() {
    String request =
        "{\"resourceType\":\"ServiceRequest\",\"status\":\"active\",\"intent\":\"order\","
            + "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"4548-4\"}]},"
            + "\"subject\":{\"reference\":\"Patient/%s\"},"
            + "\"performer\":[{\"reference\":\"Organization/twin-lab\"}],"
            + "\"note\":[{\"text\":\"fasting\"}]}";
    http.post(PATH, doctor, request.formatted(patient.id())).is(201);
    http.post(PATH, doctor, request.formatted(folk.patient().id())).isProblem(403, "forbidden");
    http.post(PATH, doctor, body("nobody")).isProblem(422, "unknown-laboratory");
    http.post(PATH, doctor, body("twin-lab").replace("4548-4", "4548-5"))
        .isProblem(400, "validation");
  }

  private Http.Answer order(String partner, String key) {
    return key == null
        ? http.post(PATH, doctor, body(partner))
        : http.post(PATH, doctor, body(partner), "Idempotency-Key", key);
  }

  private String body(String partner) {
    return "{\"patientId\":\"%s\",\"partner\":\"%s\",\"tests\":[{\"code\":\"4548-4\",\"display\":\"HbA1c\"}],\"note\":\"fasting\"}"
        .formatted(patient.id(), partner);
  }

  private JsonNode awaitState(Http.Answer placed, String state) {
    return awaitState(placed.text("/id"), state);
  }

  private JsonNode awaitState(String id, String state) {
    await(state)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(http.get(PATH + "/" + id, doctor).is(200).text("/state"))
                    .isEqualTo(state));
    return http.get(PATH + "/" + id, doctor).json();
  }

  private JsonNode atLab(JsonNode order) {
    for (JsonNode each : http.get("/twins/lab/orders", null).is(200).at("/items")) {
      if (each.path("placer").asText().equals(order.path("placer").asText())) {
        return each;
      }
    }
    throw new AssertionError("the laboratory has no such order");
  }
}
