package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.operations.OperationsContext.JDBC;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.Ids;
import procare.Json;
import procare.api.ApiProblem;
import procare.event.Event;

class WhyTest {
  private static final String PHONE = "915550007001";
  private final WhyApi api = OperationsContext.bean(WhyApi.class);
  private UUID patient;
  private UUID reading;
  private UUID message;
  private UUID emergency;
  private UUID delivery;
  private Event event;
  private String story;

  /** One emergency from the WhatsApp message to the try that failed, in every table. */
  @BeforeEach
  void story() {
    OperationsContext.empty();
    JDBC.update("delete from contact_point where value = ?", PHONE);
    patient = Ids.next();
    reading = Ids.next();
    message = Ids.next();
    emergency = Ids.next();
    delivery = Ids.next();
    JDBC.update("insert into person (id, display_name) values (?, 'P')", patient);
    JDBC.update("insert into patient (id) values (?)", patient);
    JDBC.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', ?, now())",
        Ids.next(),
        patient,
        PHONE);
    event =
        OperationsContext.publish(
            "patient.emergency.detected",
            emergency,
            patient,
            Map.of(
                "emergencyId",
                emergency,
                "kind",
                "LOW",
                "reading",
                Map.of("id", reading, "value", 62.4)));
    story = event.correlationId();
    Event logged =
        event.next(
            "patient.glucose.logged",
            event.time(),
            "hub",
            reading,
            patient,
            Map.of("readingId", reading, "messageId", message, "value", 62.4));
    OperationsContext.bean(procare.event.Outbox.class).append(logged);
    JDBC.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, person_id, sender, text,"
            + " raw, correlation_id) values (?, 'evolution', 'procare', 'WA-IN-1', 'messages.upsert', 'HANDLED', ?, ?,"
            + " 'sugar 62.4 secretword', '\\x01', ?)",
        message,
        patient,
        PHONE,
        story);
    JDBC.update(
        "insert into glucose_reading (id, patient_id, value, unit, severity, emergency, recorded_at, source, correlation_id)"
            + " values (?, ?, 62.4, 'mg/dL', 'LEVEL_1', true, now(), 'WHATSAPP', ?)",
        reading,
        patient,
        story);
    JDBC.update(
        "insert into emergency (id, patient_id, kind, severity, state, opened_at, rung, policy, correlation_id)"
            + " values (?, ?, 'LOW', 'LEVEL_1', 'OPEN', now(), 'PATIENT', '{}', ?)",
        emergency,
        patient,
        story);
    JDBC.update(
        "insert into emergency_step (id, emergency_id, ordinal, rung, due_at, state) values (?, ?, 1, 'RECHECK', now() + interval '15 min', 'WAITING')",
        Ids.next(),
        emergency);
    JDBC.update(
        "insert into emergency_fact (id, emergency_id, at, kind, detail) values (?, ?, now(), 'NOTE', 'secretword')",
        Ids.next(),
        emergency);
    JDBC.update(
        "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body,"
            + " approved_body, state, reason, attempts, next_attempt_at, provider_message_id, correlation_id)"
            + " values (?, ?, ?, ?, 'evolution', ?, 'EMERGENCY', true, 'emergency-low', 'en', 'secretword', 'secretword',"
            + " 'pending', 'HTTP 503', 1, now() + interval '10 s', 'WA-OUT-1', ?)",
        delivery,
        delivery.toString(),
        patient,
        patient,
        PHONE,
        story);
    JDBC.update(
        "insert into delivery_attempt (delivery_id, attempt, outcome, status, detail, took_ms) values (?, 1, 'TRANSIENT', 503, 'down', 12)",
        delivery);
    JDBC.update(
        "insert into delivery_receipt (gateway, provider_message_id, state, at) values ('evolution', 'WA-OUT-1', 'sent', now())");
    JDBC.update(
        "insert into inbox (consumer, event_id) values ('engagement-engine', ?), ('clinical-monitor', ?)",
        event.id(),
        event.id());
    JDBC.update(
        "insert into audit_entry (actor, action, patient_id, resource_type, resource_id, request_id) values ('patient@demo', 'create', ?, 'glucose_reading', ?, ?)",
        patient,
        reading.toString(),
        story);
  }

  static Stream<String> keys() {
    return Stream.of(
        "event",
        "correlation id",
        "delivery",
        "patient",
        "phone",
        "phone as people write it",
        "provider message id out",
        "provider message id in",
        "emergency",
        "reading",
        "inbound message",
        "dead letter");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyTellsTheWholeStoryWithoutItsWordsAndValues(String kind) {
    UUID letter = OperationsContext.kill(event, "agent.doctor-bridge");
    String key =
        switch (kind) {
          case "event" -> event.id().toString();
          case "correlation id" -> story;
          case "delivery" -> delivery.toString();
          case "patient" -> patient.toString();
          case "phone" -> PHONE;
          case "phone as people write it" -> "+91 55500 07001";
          case "provider message id out" -> "WA-OUT-1";
          case "provider message id in" -> "WA-IN-1";
          case "emergency" -> emergency.toString();
          case "reading" -> reading.toString();
          case "inbound message" -> message.toString();
          default -> letter.toString();
        };
    JsonNode answer = why(key);
    assertThat(answer.get("matched").asText())
        .isEqualTo(kind.replaceAll("( out| in| as people write it)$", ""));
    assertThat(answer.get("correlationIds").get(0).asText()).isEqualTo(story);
    List<String> whats = answer.get("steps").findValuesAsText("what");
    assertThat(whats)
        .contains(
            "message-received",
            "reading-stored",
            "event",
            "event-handled",
            "emergency-opened",
            "emergency-fact",
            "delivery-made",
            "delivery-attempt",
            "delivery-receipt",
            "dead-letter-stored",
            "audit");
    List<String> times = answer.get("steps").findValuesAsText("at");
    assertThat(times.stream().map(java.time.Instant::parse)).isSorted();
    assertThat(answer.get("summary").asText())
        .startsWith("It is a dead letter of agent.doctor-bridge");
    assertThat(answer.get("open").findValuesAsText("what"))
        .contains("dead-letter", "event", "emergency-step", "delivery");
    assertThat(answer.toString()).contains("…7001").doesNotContain("secretword", "62.4", PHONE);
    assertThat(
            JDBC.queryForObject(
                "select count(*) from audit_entry where patient_id = ? and resource_type = 'story' and action = 'read'",
                Long.class,
                patient))
        .isEqualTo(1);
  }

  @Test
  void aWaitingMessageSaysWhyAndWhenItGoesNext() {
    JDBC.update("delete from outbox");
    JDBC.update(
        "update emergency set state = 'RESOLVED', resolution = 'RECOVERED', resolved_at = now()");
    JDBC.update("update emergency_step set state = 'CANCELLED', done_at = now()");
    assertThat(why(story).get("summary").asText())
        .startsWith("The EMERGENCY message is pending after 1 tries (HTTP 503); next try at ");
    JDBC.update("update delivery set state = 'read', reason = null, read_at = now()");
    JsonNode done = why(story);
    assertThat(done.get("summary").asText())
        .isEqualTo("Nothing is pending; the last message (EMERGENCY) is read.");
    assertThat(done.get("open")).isEmpty();
  }

  @Test
  void aLetterThatIsNoEventIsItsOwnStory() {
    UUID letter =
        OperationsContext.bean(DeadLetters.class)
            .store(
                DeadLetter.of("agent.x", new byte[] {1}, Map.of(), new IllegalStateException(), 1));
    assertThat(why(letter.toString()).get("steps")).hasSize(1);
  }

  @Test
  void aStrangersNumberFindsWhatItSent() {
    JDBC.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, sender, raw, correlation_id)"
            + " values (?, 'evolution', 'procare', 'WA-IN-2', 'messages.upsert', 'UNRESOLVED', '919999900009', '\\x01', 'c-2')",
        Ids.next());
    assertThat(why("919999900009").get("summary").asText())
        .contains("The message that came in is UNRESOLVED");
  }

  @Test
  void aPatientWithoutAnyStoryIsNoError() {
    UUID quiet = Ids.next();
    JDBC.update("insert into person (id, display_name) values (?, 'Q')", quiet);
    assertThat(why(quiet.toString()).get("summary").asText())
        .isEqualTo("Nothing has happened here yet.");
  }

  @Test
  void latestFiftyStoriesOfAPatient() {
    for (int i = 0; i < 60; i++) {
      OperationsContext.publish("patient.glucose.logged", Ids.next(), patient, Map.of());
    }
    assertThat(why(patient.toString()).get("correlationIds")).hasSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01980000-0000-7000-8000-00000000dead",
        "no such thing",
        "+91 11111 11111",
        "1",
        "'; drop table event_log; --",
        "\0",
        "%",
        "12345678901234567890123456789"
      })
  void unknownKeysAreNotFoundAndSayWhatMayBeAsked(String key) {
    assertThatThrownBy(() -> why(key))
        .isInstanceOfSatisfying(ApiProblem.class, p -> assertThat(p.status()).isIn(400, 404))
        .hasMessageMatching("(?s).*(phone number|key:).*");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129})
  void keysOfNoUseAreRefused(int length) {
    assertThatThrownBy(() -> why("x".repeat(length)))
        .isInstanceOfSatisfying(
            ApiProblem.class, p -> assertThat(p.errors().get(0).field()).isEqualTo("key"));
  }

  private JsonNode why(String key) {
    return Json.tree(
        Objects.requireNonNull(api.why(OperationsContext.query(Map.of("key", key))).body()));
  }
}
