package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;
import procare.Patience;
import procare.Times;
import procare.delivery.Outcomes;
import procare.spine.Folk.Somebody;

/** Three WhatsApp gateways and SMS beside each other, with failover as it is by default. */
@HubTest
@Tag("alone")
@TestPropertySource(
    properties = {
      "procare.data-dir=" + GatewaysTest.DATA,
      "procare.whatsapp.failover=evolution,gowa,cloudapi",
      "procare.sms.enabled=true"
    })
class GatewaysTest {
  static final String DATA = "target/gateways-data";

  static {
    try {
      FileSystemUtils.deleteRecursively(Path.of(DATA));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final List<String> TWINS = List.of("evolution", "gowa", "cloudapi", "sms");
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;
  @Autowired Outcomes outcomes;

  @BeforeEach
  @AfterEach
  void heal() {
    for (String twin : TWINS) {
      partners.fail(twin, "{\"mode\":\"ok\"}");
      http.call("DELETE", "/twins/" + twin + "/log", null, null).is(204);
    }
  }

  private void prefer(Somebody somebody, String gateway) {
    store
        .jdbc()
        .update("update person set whatsapp_gateway = ? where id = ?", gateway, somebody.id());
  }

  private void wroteTo(String gateway, Somebody somebody, Instant at) {
    store
        .jdbc()
        .update(
            "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, person_id, sender, raw, sent_at, received_at, correlation_id)"
                + " values (?, ?, 'procare', ?, 'message', 'HANDLED', ?, ?, '', ?, ?, 'c')",
            UUID.randomUUID(),
            gateway,
            UUID.randomUUID().toString(),
            somebody.id(),
            somebody.phone(),
            Times.at(at),
            Times.at(at));
  }

  /** Bodies that a twin was sent for this number, oldest first. */
  private List<JsonNode> askedFor(String twin, Somebody somebody) {
    List<JsonNode> bodies = new ArrayList<>();
    for (JsonNode body : partners.asked(twin)) {
      if (body.toString().contains(somebody.phone())) {
        bodies.add(body);
      }
    }
    return bodies;
  }

  private void awaitAsked(String twin, Somebody somebody) {
    await(twin).atMost(Patience.LONG).until(() -> !askedFor(twin, somebody).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"gowa, /message", "cloudapi, /text/body", "evolution, /text"})
  void aPersonIsWrittenToThroughTheGatewayOfTheirChoice(String gateway, String text) {
    Somebody patient = folk.patient();
    prefer(patient, gateway);
    wroteTo("cloudapi", patient, Instant.now().minusSeconds(60));
    whatsapp.write(patient, "sugar 142");
    awaitAsked(gateway, patient);
    assertThat(askedFor(gateway, patient).get(0).at(text).asText()).contains("142 mg/dL");
    Map<String, Object> row =
        store.awaitDelivery(patient, "reading.logged", "sent", "delivered", "read");
    assertThat(row.get("gateway")).isEqualTo(gateway);
    assertThat(row.get("provider_message_id").toString())
        .startsWith(gateway.equals("cloudapi") ? "wamid." : "3EB0");
  }

  @Test
  void outsideItsWindowMetaGetsATemplate() {
    Somebody patient = folk.patient("hi", "mg/dL", false);
    prefer(patient, "cloudapi");
    wroteTo("cloudapi", patient, Instant.now().minus(Duration.ofHours(25)));
    whatsapp.write(patient, "62");
    awaitAsked("cloudapi", patient);
    JsonNode template = askedFor("cloudapi", patient).get(0).path("template");
    assertThat(template.path("name").asText()).isEqualTo("emergency_low_level1");
    assertThat(template.at("/language/code").asText()).isEqualTo("hi");
    assertThat(template.at("/components/0/parameters/0/text").asText()).isEqualTo("62 mg/dL");
  }

  @Test
  void whatMetaRefusesLaterForItsWindowGoesAsATemplate() {
    Somebody patient = folk.patient();
    prefer(patient, "cloudapi");
    wroteTo("cloudapi", patient, Instant.now().minusSeconds(60));
    whatsapp.write(patient, "62");
    awaitAsked("cloudapi", patient);
    Map<String, Object> row = store.awaitDelivery(patient, "emergency.low", "sent");
    String id = row.get("provider_message_id").toString();
    outcomes.receipt("cloudapi", id, "failed", Instant.now(), 131047);
    outcomes.receipt("cloudapi", id, "failed", Instant.now(), 131047);
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                askedFor("cloudapi", patient).stream().filter(b -> b.has("template")).count() == 1);
    assertThat(store.awaitDelivery(patient, "emergency.low", "sent").get("as_template"))
        .isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({"down, 503", "error, 500", "error, 401"})
  void anUrgentMessageGoesOnToTheNextGatewayAtOnce(String mode, int status) {
    Somebody patient = folk.patient();
    partners.fail("evolution", "{\"mode\":\"%s\",\"status\":%d}".formatted(mode, status));
    whatsapp.write(patient, "62");
    awaitAsked("gowa", patient);
    Map<String, Object> row =
        store.awaitDelivery(patient, "emergency.low", "sent", "delivered", "read");
    assertThat(row.get("gateway")).isEqualTo("gowa");
    assertThat(
            store
                .jdbc()
                .queryForList(
                    "select gateway from delivery_attempt where delivery_id = ? order by attempt",
                    String.class,
                    row.get("id")))
        .startsWith("evolution")
        .endsWith("gowa");
    assertThat(askedFor("gowa", patient)).hasSize(1);
  }

  @Test
  void anOrdinaryAnswerWaitsForItsOwnGateway() {
    Somebody patient = folk.patient();
    partners.fail("evolution", "{\"mode\":\"error\",\"status\":503}");
    whatsapp.write(patient, "sugar 142");
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                store.deliveries(patient).stream()
                    .anyMatch(d -> String.valueOf(d.get("reason")).contains("503")));
    partners.fail("evolution", "{\"mode\":\"ok\"}");
    Map<String, Object> row =
        store.awaitDelivery(patient, "reading.logged", "sent", "delivered", "read");
    assertThat(row.get("gateway")).isEqualTo("evolution");
    assertThat(askedFor("gowa", patient)).isEmpty();
  }

  @Test
  void withEveryGatewayDownTheRescueTextGoesBySms() {
    Somebody patient = folk.patient();
    for (String twin : List.of("evolution", "gowa", "cloudapi")) {
      partners.fail(twin, "{\"mode\":\"error\",\"status\":401}");
    }
    whatsapp.write(patient, "62");
    String words = "ProCare: your sugar 62 mg/dL is LOW.";
    await().atMost(Patience.LONG).until(() -> !smsBeginning(words, patient).isEmpty());
    JsonNode sms = smsBeginning(words, patient).get(0);
    assertThat(sms.path("text").asText()).contains("call 112");
    assertThat(sms.path("templateId").asText()).isEqualTo("1107000000000000001");
    assertThat(sms.path("sender").asText()).isEqualTo("PROCAR");
    Map<String, Object> row = store.awaitDelivery(patient, "emergency.low", "sent");
    assertThat(row.get("channel")).isEqualTo("sms");
    assertThat(smsBeginning(words, patient)).hasSize(1);
  }

  private List<JsonNode> smsBeginning(String words, Somebody patient) {
    return askedFor("sms", patient).stream()
        .filter(body -> body.path("text").asText().startsWith(words))
        .toList();
  }

  @Test
  void remindersInTheTableLeaveAtTheirNumbersRateWithoutAnEvent() {
    // One each: several for one person would become a digest.
    List<Somebody> patients = IntStream.range(0, 60).mapToObj(n -> folk.patient()).toList();
    for (Somebody patient : patients) {
      store
          .jdbc()
          .update(
              "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body, approved_body, state, next_attempt_at, send_until, correlation_id, created_at, buttons)"
                  + " values (gen_random_uuid(), gen_random_uuid()::text, ?, ?, 'evolution', ?, 'REMINDER', false, 't', 'en', 'take it', 'b', 'pending', now(), now() + interval '1 hour', 'c', now(), '[{\"id\":\"y\",\"title\":\"Yes\"}]')",
              patient.id(),
              patient.id(),
              patient.phone());
    }
    await()
        .atMost(Patience.LONG)
        .untilAsserted(
            () -> assertThat(patients).allSatisfy(p -> assertThat(whatsapp.textsTo(p)).hasSize(1)));
    assertThat(patients)
        .allSatisfy(p -> assertThat(whatsapp.textsTo(p).get(0)).contains("\n1. Yes\n"));
    List<Instant> at = new ArrayList<>();
    http.get("/twins/evolution/log", null)
        .json()
        .forEach(e -> at.add(Instant.parse(e.path("at").asText())));
    assertThat(Duration.between(at.get(0), at.get(at.size() - 1)))
        .isGreaterThan(Duration.ofMillis(650));
    assertThat(partners.breaker("evolution")).isEqualTo(State.CLOSED);
  }
}
