package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Poison on the bus ends in a row that a person can see and handle; others flow on. */
@HubTest
class DeadLettersTest {
  private static final String LETTERS = "/api/v1/operations/dead-letters";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  @Autowired RabbitTemplate rabbit;

  private void put(String queue, byte[] body) {
    rabbit.send("", queue, MessageBuilder.withBody(body).build());
  }

  private static byte[] event(UUID id, String type, Map<String, ?> data) {
    return Json.bytes(
        Json.tree(
            Map.of(
                "specversion",
                "1.0",
                "id",
                id,
                "source",
                "/procare/hub",
                "type",
                type,
                "time",
                Instant.now().toString(),
                "correlationid",
                "poison-" + id,
                "data",
                data)));
  }

  private UUID letter(String queue, String where, Object value) {
    store.awaitCount(
        1, "dead_letter where state = 'NEW' and source = ? and " + where, queue, value);
    return store
        .jdbc()
        .queryForObject(
            "select id from dead_letter where state = 'NEW' and source = ? and " + where,
            UUID.class,
            queue,
            value);
  }

  @ParameterizedTest
  @CsvSource({
    "agent.engagement-engine, patient.emergency.detected, patientId, 4",
    "agent.engagement-engine, patient.message.received,   messageId, 4",
    "agent.clinical-monitor,  clinical.glucose.check,     patientId, 1",
    "agent.clinical-monitor,  delivery.failed,            emergencyId, 1",
  })
  void aPoisonousEventIsTriedAFewTimes(String queue, String type, String field, int tries) {
    UUID id = UUID.randomUUID();
    Object value = field.equals("patientId") ? UUID.randomUUID() : "no-id";
    put(
        queue,
        event(id, type, Map.of(field, value, "personId", "no-id", "kind", "ALERT", "text", "x")));
    Somebody patient = folk.patient();
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    UUID letter = letter(queue, "event_id = ?", id);
    Map<String, Object> row =
        store.jdbc().queryForMap("select * from dead_letter where id = ?", letter);
    assertThat((int) row.get("attempts")).isEqualTo(tries);
    assertThat(row.get("type")).isEqualTo(type);
    assertThat(row.get("cause").toString()).isNotBlank();
  }

  @Test
  void anUnreadableMessageIsListedTriedAgainAndDiscarded() {
    String mark = "poison " + UUID.randomUUID();
    byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
    String queue = "agent.clinical-monitor";
    put(queue, bytes);
    UUID id = letter(queue, "body = ?", bytes);
    Somebody operator = folk.somebody(Role.OPERATOR);
    String token = folk.token(operator);
    JsonNode listed = http.get(LETTERS + "?state=NEW&source=" + queue, token).is(200).json();
    assertThat(listed.path("items")).anyMatch(l -> l.path("id").asText().equals(id.toString()));
    http.get(LETTERS + "/" + id, token).is(200);
    http.get(LETTERS + "/" + UUID.randomUUID(), token).isProblem(404, "not-found");
    http.get(LETTERS, folk.token(folk.patient())).isProblem(403, "forbidden");

    String selection = "{\"ids\":[\"" + id + "\"]";
    Http.Answer dry =
        http.post(LETTERS + "/replay", token, selection + ",\"dryRun\":true}").is(200);
    assertThat(dry.at("/count").asInt()).isEqualTo(1);
    assertThat(letter(queue, "body = ?", bytes)).isEqualTo(id);
    String key = UUID.randomUUID().toString();
    JsonNode first = replay(token, selection + "}", key);
    assertThat(replay(token, selection + "}", key)).isEqualTo(first);
    UUID again = letter(queue, "body = ?", bytes);
    assertThat(again).isNotEqualTo(id);

    String close = "{\"ids\":[\"" + again + "\"]";
    http.post(LETTERS + "/discard", token, close + "}").isProblem(400, "validation");
    http.post(LETTERS + "/discard", token, close + ",\"reason\":\"made by a test\"}").is(200);
    http.post(LETTERS + "/replay", token, "{}").isProblem(400, "validation");
    http.post(LETTERS + "/replay", token, "{\"ids\":[\"x\"]}").isProblem(400, "validation");
    assertThat(
            store
                .jdbc()
                .queryForMap(
                    "select state, handled_by, handled_note from dead_letter where id = ?", again))
        .containsEntry("state", "DISCARDED")
        .containsEntry("handled_by", operator.username())
        .containsEntry("handled_note", "made by a test");
    assertThat(
            store.count(
                "audit_entry where actor = ? and resource_type = 'dead_letter' and action in ('replay', 'discard', 'read')",
                operator.username()))
        .isEqualTo(3);
  }

  private JsonNode replay(String token, String selection, String key) {
    return http.post(LETTERS + "/replay", token, selection, "Idempotency-Key", key).is(200).json();
  }

  @Test
  void aCuredEventIsReplayedOnce() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    UUID event =
        store
            .jdbc()
            .queryForObject(
                "select id from event_log where patient_id = ? and type = 'patient.emergency.detected'",
                UUID.class,
                patient.id());
    store
        .jdbc()
        .update(
            "insert into dead_letter (id, source, event_id, type, body, cause, attempts)"
                + " select ?, 'agent.engagement-engine', id, type, convert_to(envelope::text, 'UTF8'), 'test', 4 from event_log where id = ?",
            UUID.randomUUID(),
            event);
    String token = folk.token(folk.somebody(Role.OPERATOR));
    UUID letter = letter("agent.engagement-engine", "event_id = ?", event);
    assertThat(
            http.post(LETTERS + "/replay", token, "{\"ids\":[\"" + letter + "\"]}")
                .is(200)
                .at("/replayed")
                .asInt())
        .isEqualTo(1);
    store.awaitNone("outbox");
    whatsapp.write(patient, "hello");
    whatsapp.awaitText(patient, "Hello!");
    assertThat(whatsapp.textsTo(patient).stream().filter(t -> t.contains("is LOW"))).hasSize(1);
    assertThat(store.count("dead_letter where event_id = ? and state = 'NEW'", event)).isZero();
  }
}
