package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static procare.operations.OperationsContext.BROKER;
import static procare.operations.OperationsContext.JDBC;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Json;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.event.Event;

class ReplayTest {
  private static final String AGENT = "agent.engagement-engine";
  private final DeadLettersApi api = OperationsContext.bean(DeadLettersApi.class);

  @BeforeEach
  void empty() {
    OperationsContext.empty();
  }

  @Test
  void anEventGoesBackIntoTheOutboxWithItsLane() {
    Event urgent = publish().asUrgent();
    JDBC.update(
        "update event_log set envelope = ?::jsonb where id = ?",
        urgent.envelope().toString(),
        urgent.id());
    UUID letter = OperationsContext.kill(urgent, AGENT);

    JsonNode answer = replay(null, Map.of("ids", List.of(letter), "reason", "fixed"));

    assertThat(answer.get("replayed").asInt()).isEqualTo(1);
    assertThat(JDBC.queryForMap("select event_id, routing_key, urgent from outbox"))
        .containsEntry("event_id", urgent.id())
        .containsEntry("routing_key", "patient.message.received")
        .containsEntry("urgent", true);
    assertThat(JDBC.queryForMap("select state, handled_by, handled_note from dead_letter"))
        .containsEntry("state", "REPLAYED")
        .containsEntry("handled_by", "operator@demo")
        .containsEntry("handled_note", "fixed");
    assertThat(audited("replay")).isEqualTo(1);
  }

  @Test
  void deliveriesGoBackIntoTheirLane() {
    Event notify =
        OperationsContext.publish("notify.whatsapp", null, null, Map.of("deliveryId", "x"));
    replay(null, Map.of("ids", List.of(OperationsContext.kill(notify, "notify.whatsapp.normal"))));
    assertThat(JDBC.queryForObject("select routing_key from outbox", String.class))
        .isEqualTo("notify.whatsapp.normal");
  }

  @Test
  void twoLettersOfOneEventPublishItOnce() {
    Event event = publish();
    UUID one = OperationsContext.kill(event, AGENT);
    UUID two = OperationsContext.kill(event, "agent.clinical-monitor");
    assertThat(replay(null, Map.of("ids", List.of(one, two))).get("replayed").asInt()).isEqualTo(2);
    assertThat(outbox()).isEqualTo(1);
  }

  @Test
  void poisonThatIsNoEventGoesBackToItsQueueAsBytes() {
    byte[] body = {(byte) 0xff, 0, 1};
    UUID letter = raw(AGENT, body);
    JsonNode answer = replay(null, Map.of("ids", List.of(letter)));
    assertThat(answer.get("replayed").asInt()).isEqualTo(1);
    assertThat(BROKER.taken)
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.queue()).isEqualTo(AGENT);
              assertThat(r.body()).isEqualTo(body);
            });
    assertThat(outbox()).isZero();
    assertThat(state(letter)).isEqualTo("REPLAYED");
  }

  @Test
  void bytesStayLettersWhileTheBrokerIsAwayAndEventsGoAllTheSame() {
    UUID bytes = raw(AGENT, new byte[] {1});
    UUID event = OperationsContext.kill(publish(), AGENT);
    BROKER.away = true;
    JsonNode answer = replay(null, Map.of("source", AGENT));
    assertThat(answer.get("replayed").asInt()).isEqualTo(1);
    assertThat(answer.at("/notReplayable/0/reason").asText()).contains("broker", "try again");
    assertThat(state(bytes)).isEqualTo("NEW");
    assertThat(state(event)).isEqualTo("REPLAYED");
  }

  @Test
  void whatCameFromNoQueueIsRefusedWithTheReason() {
    UUID letter = raw("webhook.evolution", new byte[] {1});
    JsonNode answer = replay(null, Map.of("ids", List.of(letter)));
    assertThat(answer.get("replayed").asInt()).isZero();
    assertThat(answer.at("/notReplayable/0/reason").asText()).contains("no queue of the hub");
    assertThat(state(letter)).isEqualTo("NEW");
  }

  @Test
  void dryRunSaysWhatWouldGoAndChangesNothing() {
    for (int i = 0; i < 60; i++) {
      OperationsContext.kill(publish(), AGENT);
    }
    raw("webhook.evolution", new byte[] {1});
    String before = everything();
    JsonNode answer = replay("key-1", Map.of("from", "2020-01-01T00:00:00Z", "dryRun", true));
    assertThat(answer.get("dryRun").asBoolean()).isTrue();
    assertThat(answer.get("count").asInt()).isEqualTo(60);
    assertThat(answer.get("items")).hasSize(50);
    assertThat(answer.get("notReplayable")).hasSize(1);
    assertThat(discard(null, Map.of("source", AGENT, "dryRun", true)).get("count").asInt())
        .isEqualTo(60);
    assertThat(everything()).isEqualTo(before);
    assertThat(BROKER.taken).isEmpty();
  }

  @Test
  void sameLetterReplayedAtOnceByManyGoesOnce() throws Exception {
    UUID letter = OperationsContext.kill(publish(), AGENT);
    UUID bytes = raw(AGENT, new byte[] {7});
    Callable<Integer> replay =
        () -> replay(null, Map.of("ids", List.of(letter, bytes))).get("replayed").asInt();
    assertThat(together(8, replay).stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    assertThat(outbox()).isEqualTo(1);
    assertThat(BROKER.taken).hasSize(1);
  }

  @Test
  void sameKeyGivesTheSameAnswerAndHandlesNothingMore() throws Exception {
    for (int i = 0; i < 3; i++) {
      OperationsContext.kill(publish(), AGENT);
    }
    Map<String, Object> body = Map.of("source", AGENT, "limit", 1);
    List<String> answers = together(4, () -> replay("key-1", body).toString());
    assertThat(answers.stream().map(ReplayTest::handling).distinct()).hasSize(1);
    assertThat(outbox()).isEqualTo(1);
    assertThatThrownBy(() -> replay("key-1", Map.of("source", AGENT, "limit", 2)))
        .isInstanceOfSatisfying(ApiProblem.class, p -> assertThat(p.status()).isEqualTo(409));
  }

  @Test
  void discardKeepsTheReasonAndIsFinal() {
    UUID letter = OperationsContext.kill(publish(), AGENT);
    assertThat(
            discard(null, Map.of("ids", List.of(letter), "reason", "test data"))
                .get("discarded")
                .asInt())
        .isEqualTo(1);
    assertThat(JDBC.queryForObject("select handled_note from dead_letter", String.class))
        .isEqualTo("test data");
    JsonNode again = replay(null, Map.of("ids", List.of(letter)));
    assertThat(again.at("/notReplayable/0/reason").asText()).isEqualTo("is DISCARDED already");
    assertThat(outbox()).isZero();
    assertThat(audited("discard")).isEqualTo(1);
  }

  @Test
  void unknownIdsAreNamed() {
    UUID unknown = UUID.randomUUID();
    assertThat(replay(null, Map.of("ids", List.of(unknown))).at("/unknown/0").asText())
        .isEqualTo(unknown.toString());
  }

  static Stream<Arguments> badSelections() {
    return Stream.of(
        Arguments.of("nothing selected", Map.of(), "ids"),
        Arguments.of("empty ids", Map.of("ids", List.of()), "ids"),
        Arguments.of("ids no list", Map.of("ids", "all"), "ids"),
        Arguments.of("an id that is none", Map.of("ids", List.of("7")), "ids[0]"),
        Arguments.of(
            "too many ids",
            Map.of("ids", java.util.Collections.nCopies(1001, UUID.randomUUID())),
            "ids"),
        Arguments.of("from", Map.of("from", "yesterday"), "from"),
        Arguments.of("to without offset", Map.of("to", "2026-01-01T00:00:00"), "to"),
        Arguments.of("limit 0", Map.of("source", "x", "limit", 0), "limit"),
        Arguments.of("limit too big", Map.of("source", "x", "limit", 10001), "limit"),
        Arguments.of("limit text", Map.of("source", "x", "limit", "many"), "limit"),
        Arguments.of("source no text", Map.of("source", 7), "source"),
        Arguments.of("dryRun no boolean", Map.of("source", "x", "dryRun", "yes"), "dryRun"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSelections")
  void badSelectionsNameTheFieldAndTouchNothing(
      String name, Map<String, Object> body, String field) {
    OperationsContext.kill(publish(), AGENT);
    assertThatThrownBy(() -> replay(null, body))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            p -> {
              assertThat(p.status()).isEqualTo(400);
              assertThat(p.errors().get(0).field()).isEqualTo(field);
            });
    assertThat(outbox()).isZero();
  }

  @Test
  void discardWithoutReasonNamesTheField() {
    assertThatThrownBy(() -> discard(null, Map.of("source", AGENT)))
        .isInstanceOfSatisfying(
            ApiProblem.class, p -> assertThat(p.errors().get(0).field()).isEqualTo("reason"));
  }

  private static Event publish() {
    return OperationsContext.publish(
        "patient.message.received", UUID.randomUUID(), null, Map.of("text", "sugar 62"));
  }

  private static UUID raw(String source, byte[] body) {
    return OperationsContext.bean(DeadLetters.class)
        .store(DeadLetter.of(source, body, Map.of(), new IllegalStateException("boom"), 1));
  }

  private JsonNode replay(String key, Map<String, ?> body) {
    ApiAnswer answer =
        api.replay(OperationsContext.request("replayDeadLetters", key, Map.of(), body));
    return Json.tree(answer.body());
  }

  private JsonNode discard(String key, Map<String, ?> body) {
    ApiAnswer answer =
        api.discard(OperationsContext.request("discardDeadLetters", key, Map.of(), body));
    return Json.tree(answer.body());
  }

  private static <T> List<T> together(int n, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(n);
    try {
      List<T> results = new ArrayList<>();
      for (var done : pool.invokeAll(IntStream.range(0, n).mapToObj(i -> work).toList())) {
        results.add(done.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  private static String handling(String answer) {
    try {
      return Json.parse(answer.getBytes(StandardCharsets.UTF_8)).get("handlingId").asText();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long outbox() {
    return JDBC.queryForObject("select count(*) from outbox", Long.class);
  }

  private static long audited(String action) {
    return JDBC.queryForObject(
        "select count(*) from audit_entry where actor = 'operator@demo' and action = ?",
        Long.class,
        action);
  }

  private static String state(UUID letter) {
    return JDBC.queryForObject("select state from dead_letter where id = ?", String.class, letter);
  }

  private static String everything() {
    return JDBC.queryForObject(
        "select (select count(*) from outbox) || ' ' || (select count(*) from audit_entry) || ' '"
            + " || (select count(*) from idempotency_key) || ' ' || (select count(*) from dead_letter_handling)"
            + " || ' ' || (select string_agg(state, ',') from dead_letter)",
        String.class);
  }
}
