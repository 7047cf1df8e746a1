package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static procare.operations.OperationsContext.JDBC;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.Ids;
import procare.event.Event;

class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-08-15T03:17:00Z");
  private final Housekeeping housekeeping =
      new Housekeeping(
          new NamedParameterJdbcTemplate(JDBC),
          new RetentionProperties(
              Duration.ofDays(14),
              Duration.ofDays(7),
              Duration.ofDays(400),
              Duration.ofDays(90),
              Duration.ofDays(7),
              Duration.ofDays(400),
              Duration.ofDays(365),
              Duration.ofDays(180),
              Duration.ofDays(400),
              Duration.ofDays(90),
              Duration.ofDays(365)),
          List.of(),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void empty() {
    OperationsContext.empty();
    JDBC.update("delete from refresh_token");
    JDBC.update("delete from login_session");
    JDBC.update("delete from rate_limit_bucket");
  }

  @Test
  void claimsGoAfterTheirTimeUnlessTheirEventMayComeAgain() {
    UUID waiting = Ids.next();
    UUID dead = Ids.next();
    UUID replayedLately = Ids.next();
    claim(Ids.next(), 15);
    claim(Ids.next(), 13);
    claim(waiting, 15);
    claim(dead, 15);
    claim(replayedLately, 15);
    JDBC.update("insert into outbox (event_id, routing_key) values (?, 'x')", waiting);
    letter(dead, "NEW", 500);
    letter(replayedLately, "REPLAYED", 1);
    assertThat(housekeeping.run()).containsEntry("inbox", 1L);
    assertThat(count("inbox")).isEqualTo(4);
  }

  @Test
  void everyPageOfATableIsWalked() {
    JDBC.update(
        "insert into inbox (consumer, event_id, claimed_at) select 'c', gen_random_uuid(), ?::timestamptz from generate_series(1, 200000)",
        ago(20));
    claim(Ids.next(), 1);
    assertThat(housekeeping.run()).containsEntry("inbox", 200_000L);
    assertThat(count("inbox")).isEqualTo(1);
  }

  @Test
  void eventsGoAfterTheirTimeUnlessTheyAreStillNeeded() {
    event(401);
    event(399);
    UUID dead = event(401);
    letter(dead, "NEW", 0);
    UUID unsent = event(401);
    JDBC.update("insert into outbox (event_id, routing_key) values (?, 'x')", unsent);
    assertThat(housekeeping.run()).containsEntry("event_log", 1L);
    assertThat(count("event_log")).isEqualTo(3);
  }

  @Test
  void newDeadLettersAreKeptForEver() {
    letter(Ids.next(), "NEW", 5_000);
    letter(Ids.next(), "DISCARDED", 401);
    letter(Ids.next(), "DISCARDED", 399);
    assertThat(housekeeping.run()).containsEntry("dead_letter", 1L);
    assertThat(JDBC.queryForList("select state from dead_letter order by 1", String.class))
        .containsExactly("DISCARDED", "NEW");
  }

  @Test
  void keysReceiptsTokensAndBucketsGo() {
    for (int days : new int[] {1, 8, 91}) {
      JDBC.update(
          "insert into idempotency_key values ('s', ?, '\\x00', ?, ?::timestamptz)",
          "k" + days,
          Ids.next(),
          ago(days));
      JDBC.update(
          "insert into delivery_receipt values ('g', ?, 'sent', ?::timestamptz)",
          "m" + days,
          ago(days));
      JDBC.update(
          "insert into rate_limit_bucket (id, expires_at) values (?, ?)",
          "b" + days,
          NOW.toEpochMilli() + (days == 1 ? 1000 : -1000));
    }
    UUID person = Ids.next();
    UUID user = Ids.next();
    JDBC.update("insert into person (id, display_name) values (?, 'P')", person);
    JDBC.update(
        "insert into app_user (id, person_id, username, password_hash, roles) values (?, ?, ?, 'x', '{PATIENT}')",
        user,
        person,
        user.toString());
    for (int days : new int[] {-1, 6, 8}) {
      UUID session = Ids.next();
      JDBC.update(
          "insert into login_session (id, user_id, expires_at) values (?, ?, ?::timestamptz)",
          session,
          user,
          ago(days));
      JDBC.update(
          "insert into refresh_token (hash, session_id, expires_at, used_at) values (?, ?, ?::timestamptz, now())",
          session.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8),
          session,
          ago(days));
    }
    assertThat(housekeeping.run())
        .containsAllEntriesOf(
            Map.of(
                "idempotency_key",
                2L,
                "delivery_receipt",
                1L,
                "rate_limit_bucket",
                2L,
                "refresh_token",
                1L,
                "login_session",
                1L));
    assertThat(housekeeping.run().values()).containsOnly(0L);
  }

  private static void claim(UUID event, int daysAgo) {
    JDBC.update("insert into inbox values ('c', ?, ?::timestamptz)", event, ago(daysAgo));
  }

  private static UUID event(int daysAgo) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    UUID base = TimeIds.from(at);
    UUID id = new UUID(base.getMostSignificantBits(), UUID.randomUUID().getLeastSignificantBits());
    Event event = Event.first("patient.glucose.logged", at, "c", "api", null, null, Map.of());
    JDBC.update(
        "insert into event_log (id, type, correlation_id, time, envelope) values (?, ?, 'c', ?::timestamptz, ?::jsonb)",
        id,
        event.type(),
        at.toString(),
        event.envelope().toString());
    return id;
  }

  private static void letter(UUID event, String state, int daysAgo) {
    JDBC.update(
        "insert into dead_letter (id, source, event_id, body, cause, attempts, state, created_at, handled_at)"
            + " values (?, 'q', ?, '\\x00', 'c', 1, ?, ?::timestamptz, ?::timestamptz)",
        Ids.next(),
        event,
        state,
        ago(daysAgo),
        "NEW".equals(state) ? null : ago(daysAgo));
  }

  private static String ago(int days) {
    return NOW.minus(Duration.ofDays(days)).toString();
  }

  private static long count(String table) {
    return JDBC.queryForObject("select count(*) from " + table, Long.class);
  }
}
