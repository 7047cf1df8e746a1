package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** A language model may reword; whatever it does, the approved text or a safe one arrives. */
@HubTest
class RewordingTest {
  private static final String APPROVED = "Noted: 142 mg/dL. Thank you.";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;

  @Test
  void aGoodRewordingIsUsedAndTheModelLearnsNothingOfThePerson() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "sugar 142");
    assertThat(whatsapp.awaitText(patient, "142 mg/dL"))
        .isEqualTo("We are here with you. " + APPROVED);
    assertThat(partners.asked("openrouter"))
        .hasSize(1)
        .first()
        .asString()
        .contains(APPROVED)
        .doesNotContain(patient.phone(), patient.name(), patient.id().toString());
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    assertThat(partners.asked("openrouter")).as("an emergency is never shown to it").hasSize(1);
  }

  @Test
  void withoutConsentNoModelIsAsked() {
    Somebody patient = folk.patient();
    http.call(
            "PATCH",
            "/api/v1/patients/" + patient.id(),
            folk.token(patient),
            "{\"aiRewording\":false}".getBytes())
        .is(200);
    whatsapp.write(patient, "sugar 142");
    assertThat(whatsapp.awaitText(patient, "142 mg/dL")).isEqualTo(APPROVED);
    assertThat(partners.asked("openrouter")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mode':'hostile'}                | REFUSED",
        "{'mode':'empty'}                  | UNAVAILABLE",
        "{'mode':'error200'}               | UNAVAILABLE",
        "{'mode':'choice-error'}           | UNAVAILABLE",
        "{'mode':'filtered'}               | UNAVAILABLE",
        "{'mode':'garbage'}                | UNAVAILABLE",
        "{'mode':'down'}                   | UNAVAILABLE",
        "{'mode':'error','status':401}     | UNAVAILABLE",
        "{'mode':'error','status':402}     | UNAVAILABLE",
        "{'mode':'error','status':429}     | UNAVAILABLE",
        "{'mode':'error','status':502}     | UNAVAILABLE",
        "{'mode':'slow','delayMs':10000}   | UNAVAILABLE",
      })
  void aBadAnswerLeavesTheApprovedText(String fault, String verdict) {
    Somebody patient = folk.patient();
    partners.fail("openrouter", fault.replace('\'', '"'));
    whatsapp.write(patient, "sugar 142");
    assertThat(whatsapp.awaitText(patient, "142 mg/dL")).isEqualTo(APPROVED);
    Map<String, Object> row =
        store.awaitDelivery(patient, "reading.logged", "sent", "delivered", "read");
    assertThat(row.get("reword")).isEqualTo(verdict);
  }

  @Test
  void aHangingModelDelaysNobodyInDanger() {
    partners.fail("openrouter", "{\"mode\":\"slow\",\"delayMs\":10000}");
    List<Somebody> chatting = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      chatting.add(folk.patient());
    }
    Somebody low = folk.patient();
    chatting.forEach(patient -> whatsapp.write(patient, "sugar 142"));
    whatsapp.write(low, "62");
    whatsapp.awaitText(low, "is LOW");
    assertThat(chatting)
        .as("who wrote before still waits for the model when the rescue text has left")
        .noneMatch(patient -> whatsapp.textsTo(patient).contains(APPROVED));
    chatting.forEach(patient -> assertThat(whatsapp.awaitText(patient, "142")).isEqualTo(APPROVED));
    partners.awaitBreaker("openrouter", State.OPEN);
  }

  @Test
  void itsBreakerOpensAndIsSeen() {
    partners.fail("openrouter", "{\"mode\":\"down\"}");
    long events =
        store.count("event_log where type = 'hub.breaker.changed' and subject = 'openrouter'");
    for (int i = 0; i < 6; i++) {
      Somebody patient = folk.patient();
      whatsapp.write(patient, "sugar 142");
      assertThat(whatsapp.awaitText(patient, "142")).isEqualTo(APPROVED);
    }
    partners.awaitBreaker("openrouter", State.OPEN);
    store.awaitCount(1, "breaker_state where partner = 'openrouter' and state = 'OPEN'");
    assertThat(
            store.count("event_log where type = 'hub.breaker.changed' and subject = 'openrouter'"))
        .isGreaterThan(events);
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    assertThat(http.get("/api/v1/operations/partners", operator).is(200).json().findPath("items"))
        .anyMatch(
            p ->
                p.path("partner").asText().equals("openrouter")
                    && p.path("state").asText().equals("OPEN"));
    assertThat(http.get("/actuator/prometheus", null).is(200).text().lines())
        .anyMatch(
            line ->
                line.matches(
                    "resilience4j_circuitbreaker_state\\{.*openrouter.*state=\"open\".*} 1.0"));
    http.get("/actuator/health/readiness", null).is(200);
    int asked = partners.asked("openrouter").size();
    Somebody patient = folk.patient();
    whatsapp.write(patient, "sugar 142");
    assertThat(whatsapp.awaitText(patient, "142")).isEqualTo(APPROVED);
    assertThat(partners.asked("openrouter")).hasSize(asked);
  }
}
