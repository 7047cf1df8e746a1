package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import procare.TestDatabase;

class DeadLettersTest {
  private static final String EVENT_ID = "01980000-0000-7000-8000-000000000001";
  private final JdbcTemplate jdbc = TestDatabase.jdbc();
  private final DeadLetters letters =
      new DeadLetters(new NamedParameterJdbcTemplate(jdbc), TestDatabase.transactions());

  @BeforeEach
  void empty() {
    jdbc.update("delete from dead_letter");
  }

  static Stream<Arguments> bodies() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"patient.glucose.logged\",\"subject\":\"s\",\"correlationid\":\"c\",\"data\":{}}";
    return Stream.of(
        Arguments.of("an event", event.formatted(EVENT_ID), EVENT_ID, "patient.glucose.logged"),
        Arguments.of(
            "an event whose id is no UUID", event.formatted("7"), null, "patient.glucose.logged"),
        Arguments.of("not JSON", "sugar 62 fasting", null, null),
        Arguments.of("nothing", "", null, null),
        Arguments.of("JSON that is no event", "{\"id\":\"" + EVENT_ID + "\"}", null, null),
        Arguments.of("an array", "[1,2]", null, null),
        Arguments.of("null", "null", null, null),
        Arguments.of(
            "NUL and a lone surrogate",
            event.formatted("\\u0000\\ud800"),
            null,
            "patient.glucose.logged"),
        Arguments.of("very deep", "[".repeat(5_000), null, null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void keepsTheBytesAndWhatIsKnownOfThem(String name, String body, String eventId, String type) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

    UUID id =
        letters.store(
            DeadLetter.of("agent.x", bytes, Map.of(), new IllegalStateException("boom"), 3));

    Map<String, Object> row = row(id);
    assertThat((byte[]) row.get("body")).isEqualTo(bytes);
    assertThat(row.get("event_id")).isEqualTo(eventId == null ? null : UUID.fromString(eventId));
    assertThat(row.get("type")).isEqualTo(type);
    assertThat(row).containsEntry("state", "NEW").containsEntry("attempts", 3);
    assertThat(row).containsEntry("cause", IllegalStateException.class.getName());
    assertThat((String) row.get("stack_head")).contains("boom").contains("DeadLettersTest");
  }

  @Test
  void invalidUtf8IsKeptByteForByte() {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3, 0x28};
    assertThat((byte[]) row(letters.store(letter("agent.x", bytes))).get("body")).isEqualTo(bytes);
  }

  @Test
  void rootCauseIsTheCauseAndTheStackNamesBoth() {
    RuntimeException failure =
        new IllegalStateException("outer", new IllegalArgumentException("inner 915550000001"));
    Map<String, Object> row =
        row(letters.store(DeadLetter.of("agent.x", new byte[] {1}, Map.of(), failure, 1)));
    assertThat(row)
        .containsEntry("cause", IllegalArgumentException.class.getName())
        .containsEntry("cause_message", "inner …0001");
    assertThat((String) row.get("stack_head"))
        .contains("outer", "Caused by: ", "inner …0001")
        .doesNotContain("915550000001")
        .satisfies(s -> assertThat(s.lines().count()).isLessThanOrEqualTo(15));
  }

  @Test
  void survivesTheRollbackOfTheWorkThatFailed() {
    UUID id =
        new TransactionTemplate(TestDatabase.transactions())
            .execute(
                tx -> {
                  UUID stored = letters.store(letter("agent.x", new byte[] {1}));
                  tx.setRollbackOnly();
                  return stored;
                });
    assertThat(row(id)).isNotEmpty();
  }

  @Test
  void aStormOfTheSamePoisonIsOneRowThatCounts() throws Exception {
    byte[] event =
        ("{\"specversion\":\"1.0\",\"id\":\"" + EVENT_ID + "\"}").getBytes(StandardCharsets.UTF_8);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    Callable<UUID> store = () -> letters.store(letter("agent.x", event));
    for (var stored : pool.invokeAll(java.util.Collections.nCopies(20, store))) {
      stored.get();
    }
    pool.shutdown();
    letters.store(letter("agent.y", event));
    assertThat(
            jdbc.queryForList(
                "select source || ':' || attempts from dead_letter order by 1", String.class))
        .containsExactly("agent.x:20", "agent.y:1");
  }

  @Test
  void poisonThatComesBackAfterItsReplayIsNewAgain() {
    UUID first = letters.store(letter("agent.x", new byte[] {1}));
    jdbc.update("update dead_letter set state = 'REPLAYED' where id = ?", first);
    assertThat(letters.store(letter("agent.x", new byte[] {1}))).isNotEqualTo(first);
  }

  @Test
  void headersLoseTheirSecrets() {
    Map<String, Object> headers =
        Map.of(
            "Authorization", "Bearer abcdefghijkl",
            "X-Webhook-Secret", "demo",
            "apikey", "k",
            "x-note", "see Bearer abcdefghijkl of 915550000001",
            "x-delivery-count", 3L,
            "x-raw", new byte[] {1, 2},
            "x-id", EVENT_ID);
    UUID id =
        letters.store(
            DeadLetter.of("agent.x", new byte[] {1}, headers, new IllegalStateException(), 1));
    assertThat(row(id).get("headers").toString())
        .contains("\"x-delivery-count\": \"3\"", EVENT_ID, "…0001", "2 bytes")
        .doesNotContain("abcdefghijkl", "demo", "\"k\"", "915550000001");
  }

  static Stream<Arguments> deaths() {
    return Stream.of(
        Arguments.of(
            Map.of(
                "x-death",
                List.of(Map.of("queue", "agent.a", "reason", "delivery_limit", "count", 1L)),
                "x-delivery-count",
                21L),
            "agent.a",
            "broker:delivery_limit",
            21),
        Arguments.of(
            Map.of("x-first-death-queue", "agent.b", "x-first-death-reason", "rejected"),
            "agent.b",
            "broker:rejected",
            1),
        Arguments.of(Map.of("x-death", List.of("odd")), "procare.dlx", "broker:unknown", 1),
        Arguments.of(Map.of(), "procare.dlx", "broker:unknown", 1));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void brokerDeathsNameTheirQueue(
      Map<String, Object> headers, String source, String cause, int attempts) {
    assertThat(row(letters.storeFromBroker(new byte[] {1}, headers)))
        .containsEntry("source", source)
        .containsEntry("cause", cause)
        .containsEntry("attempts", attempts);
  }

  @Test
  void sayingSoBeatsLosingIt() {
    assertThatThrownBy(() -> letters.store(letter(null, new byte[] {1})))
        .isInstanceOf(org.springframework.dao.DataAccessException.class);
  }

  private static DeadLetter letter(String source, byte[] body) {
    return DeadLetter.of(source, body, Map.of(), new IllegalStateException("boom"), 1);
  }

  private Map<String, Object> row(UUID id) {
    return jdbc.queryForMap("select * from dead_letter where id = ?", id);
  }
}
