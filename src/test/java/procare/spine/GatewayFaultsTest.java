package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** An ill WhatsApp gateway costs nobody a message, and nobody gets one twice without need. */
@HubTest
class GatewayFaultsTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mode':'error','status':503} | failed with 503",
        "{'mode':'error','status':400} | connection to WhatsApp is disturbed",
        "{'mode':'error','status':429,'retryAfter':2} | too many requests",
        "{'mode':'down','status':503}  | no answer",
      })
  void waitsWithAReasonAndDeliversOnce(String fault, String reason) {
    Somebody patient = folk.patient();
    partners.fail("evolution", fault.replace('\'', '"'));
    whatsapp.write(patient, "62");
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                store.deliveries(patient).stream()
                    .anyMatch(
                        d ->
                            "pending".equals(d.get("state"))
                                && String.valueOf(d.get("reason")).contains(reason)));
    assertThat(onThePhone(patient)).isEmpty();
    partners.fail("evolution", "{\"mode\":\"ok\"}");
    Map<String, Object> sent =
        store.awaitDelivery(patient, "emergency.low", "sent", "delivered", "read");
    assertThat((int) sent.get("attempts")).isGreaterThan(1);
    assertThat(onThePhone(patient).stream().filter(t -> t.contains("is LOW"))).hasSize(1);
    store.awaitDelivery(patient, "emergency.low", "read");
  }

  /** What the gateway took and the phone shows. */
  private List<String> onThePhone(Somebody somebody) {
    List<String> texts = new ArrayList<>();
    for (JsonNode bubble :
        http.get("/twins/evolution/chat?number=" + somebody.phone(), null).is(200).json()) {
      if (bubble.path("fromHub").asBoolean()) {
        texts.add(bubble.path("text").asText());
      }
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({
    "slow, 62, true",
    "garbage, 62, true",
    "slow, sugar 142, false",
    "garbage, sugar 142, false"
  })
  void anUnknownOutcomeIsRepeatedOnlyForPeopleInDanger(String mode, String text, boolean repeated) {
    Somebody patient = folk.patient();
    partners.fail(
        "evolution",
        "{\"mode\":\"%s\",\"delayMs\":%d}".formatted(mode, mode.equals("slow") ? 4_000 : 0));
    whatsapp.write(patient, text);
    String template = repeated ? "emergency.low" : "reading.logged";
    if (repeated) {
      store.awaitCount(1, "delivery where person_id = ? and ambiguous", patient.id());
      partners.fail("evolution", "{\"mode\":\"ok\"}");
    }
    Map<String, Object> row =
        repeated
            ? store.awaitDelivery(patient, template, "sent", "delivered", "read")
            : store.awaitDelivery(patient, template, "failed");
    assertThat(row.get("ambiguous")).isEqualTo(true);
    assertThat((int) row.get("attempts")).isBetween(repeated ? 2 : 1, repeated ? 3 : 1);
    if (!repeated) {
      assertThat(row.get("reason").toString()).contains("not repeated");
    }
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    assertThat(
            http.get(
                    "/api/v1/operations/deliveries?ambiguous=true&patientId=" + patient.id(),
                    operator)
                .is(200)
                .at("/items")
                .size())
        .isEqualTo(1);
  }

  @Test
  void itsBreakerOpensHealsAndEveryMessageArrivesOnce() {
    partners.fail("evolution", "{\"mode\":\"error\",\"status\":500}");
    List<Somebody> patients = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Somebody patient = folk.patient();
      whatsapp.write(patient, i % 2 == 0 ? "62" : "hello");
      patients.add(patient);
    }
    partners.awaitBreaker("evolution", State.OPEN);
    Somebody late = folk.patient();
    whatsapp.write(late, "62");
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                store.deliveries(late).stream()
                        .anyMatch(
                            d ->
                                "circuit breaker is open".equals(d.get("reason"))
                                    && (int) d.get("attempts") == 0)
                    || !onThePhone(late).isEmpty());
    http.get("/actuator/health/liveness", null).is(200);
    http.get("/actuator/health/readiness", null).is(200);
    partners.fail("evolution", "{\"mode\":\"ok\"}");
    patients.add(late);
    for (Somebody patient : patients) {
      String text = patients.indexOf(patient) % 2 == 0 ? "is LOW" : "Hello!";
      whatsapp.awaitText(patient, text);
      await()
          .atMost(Patience.LONG)
          .until(() -> onThePhone(patient).stream().anyMatch(t -> t.contains(text)));
      assertThat(onThePhone(patient).stream().filter(t -> t.contains(text))).hasSize(1);
    }
    partners.awaitBreaker("evolution", State.CLOSED);
  }

  @Test
  void whoIsNotOnWhatsAppIsFollowedByTheNextAtOnce() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    Somebody caregiver = folk.caregiver(patient);
    store.jdbc().update("delete from contact_point where person_id = ?", caregiver.id());
    whatsapp.write(patient, "48");
    whatsapp.awaitText(doctor, "Reply OK to take over");
    assertThat(
            store.count(
                "emergency_step s join emergency e on e.id = s.emergency_id where e.patient_id = ? and s.outcome = 'CHANNEL_FAILED'",
                patient.id()))
        .isEqualTo(1);
  }
}
