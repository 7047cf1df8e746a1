package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Messages, deliveries and reminders: their words go first, their rows later, what is needed stays.
 */
class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-08-15T03:17:00Z");
  private static final UUID PATIENT = UUID.fromString("01980000-0000-7000-8000-000000000101");

  @BeforeEach
  void empty() {
    OperationsContext.empty();
    JDBC.update(
        "insert into person (id, display_name) values (?, 'P') on conflict do nothing", PATIENT);
    JDBC.update("insert into patient (id) values (?) on conflict do nothing", PATIENT);
  }

  private static Map<String, Long> sweep() {
    return sweep(NOW);
  }

  private static Map<String, Long> sweep(Instant now) {
    return new Housekeeping(
            new NamedParameterJdbcTemplate(JDBC),
            keep(400, 365, 180, 400),
            List.of(),
            Clock.fixed(now, ZoneOffset.UTC))
        .run();
  }

  private static RetentionProperties keep(int occurrences, int media, int bodies, int messages) {
    return new RetentionProperties(
        Duration.ofDays(14),
        Duration.ofDays(7),
        Duration.ofDays(400),
        Duration.ofDays(90),
        Duration.ofDays(7),
        Duration.ofDays(occurrences),
        Duration.ofDays(media),
        Duration.ofDays(bodies),
        Duration.ofDays(messages),
        Duration.ofDays(90),
        Duration.ofDays(365));
  }

  @ParameterizedTest
  @CsvSource({"1,365,180,400", "400,1,180,400", "400,365,1,400", "400,365,180,364", "400,60,90,80"})
  void periodsThatWouldTakeWhatIsInUseAreRefused(
      int occurrences, int media, int bodies, int messages) {
    assertThatThrownBy(() -> keep(occurrences, media, bodies, messages))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("procare.retention.");
  }

  @Test
  void wordsGoBeforeRowsAndTheLastMessageOfAPersonStays() {
    UUID last = message(500, "HANDLED", null);
    JDBC.update(
        "update inbound_message set person_id = ? where id in (?, ?)",
        PATIENT,
        last,
        message(501, "HANDLED", null));
    message(401, "IGNORED", null);
    UUID culled = message(181, "HANDLED", null);
    UUID young = message(179, "HANDLED", null);
    assertThat(sweep())
        .containsEntry("inbound_message.raw", 4L)
        .containsEntry("inbound_message", 2L);
    assertThat(ids("inbound_message where raw = '' and text is null"))
        .containsExactlyInAnyOrder(last, culled);
    assertThat(ids("inbound_message where raw <> '' and text = 'words'")).containsExactly(young);
    assertThat(sweep(NOW.plus(Duration.ofDays(2)))).containsEntry("inbound_message.raw", 1L);
  }

  @Test
  void aMessageThatSomebodyStillHasToWorkOnStaysWhole() {
    UUID deferred = message(500, "DEFERRED", null);
    UUID dead = message(500, "HANDLED", "story-dead");
    letter("story-dead", "NEW");
    UUID replayed = message(500, "HANDLED", "story-replayed");
    letter("story-replayed", "REPLAYED");
    UUID asked = message(500, "HANDLED", null);
    question(asked, "OPEN");
    UUID answered = message(500, "HANDLED", null);
    question(answered, "ANSWERED");
    UUID urgent = message(500, "HANDLED", "story-open");
    emergency("story-open", "ACKNOWLEDGED");
    UUID over = message(500, "HANDLED", "story-over");
    emergency("story-over", "RESOLVED");
    UUID inline = message(500, "HANDLED", null);
    JDBC.update(
        "insert into media_object (id, message_id, gateway, instance, provider_message_id, source, kind, state,"
            + " next_attempt_at, correlation_id, created_at)"
            + " values (?, ?, 'evolution', 'procare', 'm', 'INLINE', 'image', 'FAILED', now(), 'c', now())",
        UUID.randomUUID(),
        inline);
    sweep();
    assertThat(ids("inbound_message where raw <> ''"))
        .containsExactlyInAnyOrder(deferred, dead, asked, urgent, inline)
        .doesNotContain(replayed, answered, over);
    assertThat(ids("inbound_message where raw = ''")).isEmpty();
  }

  @Test
  void deliveriesLoseTheirWordsAndThenGoWithTheirAttempts() {
    UUID old = delivery(401, "read", "c", null);
    JDBC.update(
        "insert into delivery_attempt (delivery_id, attempt, outcome) values (?, 1, 'sent')", old);
    UUID culled = delivery(181, "failed", "c", null);
    UUID waiting = delivery(401, "pending", "c", null);
    UUID dead = delivery(401, "failed", "story-dead", null);
    letter("story-dead", "NEW");
    UUID urgent = delivery(401, "sent", "c", emergency("c", "OPEN"));
    UUID young = delivery(179, "sent", "c", null);
    assertThat(sweep()).containsEntry("delivery", 1L).containsEntry("delivery.body", 2L);
    assertThat(ids("delivery where body = '' and approved_body = '' and buttons is null"))
        .containsExactly(culled);
    assertThat(ids("delivery where body = 'words' and approved_body = 'words'"))
        .containsExactlyInAnyOrder(waiting, dead, urgent, young);
    assertThat(JDBC.queryForObject("select count(*) from delivery_attempt", Long.class)).isZero();
  }

  @Test
  void remindersGoOnceTheReadModelHasThem() {
    UUID counted = occurrence(401, "TAKEN");
    day(counted, 0);
    JDBC.update(
        "insert into reminder_answer (id, occurrence_id, at, answer, source, was) values (?, ?, now(), 'TAKEN', 'TEXT', 'SENT')",
        UUID.randomUUID(),
        counted);
    UUID uncounted = occurrence(402, "TAKEN");
    UUID countedTooEarly = occurrence(403, "MISSED");
    day(countedTooEarly, 1);
    UUID open = occurrence(404, "SENT");
    day(open, 0);
    UUID young = occurrence(399, "TAKEN");
    day(young, 0);
    assertThat(sweep()).containsEntry("reminder_occurrence", 1L);
    assertThat(ids("reminder_occurrence"))
        .containsExactlyInAnyOrder(uncounted, countedTooEarly, open, young);
    assertThat(JDBC.queryForObject("select count(*) from reminder_answer", Long.class)).isZero();
    assertThat(JDBC.queryForObject("select count(*) from adherence_day", Long.class)).isEqualTo(4);
  }

  @Test
  void moreThanOneStretchIsWalked() {
    JDBC.update(
        "insert into reminder_occurrence (id, plan_id, patient_id, kind, plan_version, local_date, slot, due_at, send_until,"
            + " confirm_until, state)"
            + " select time_id(at), gen_random_uuid(), ?, 'LAB', 1, date '2025-01-01', time '08:00', at, at, at, 'UNANSWERED'"
            + " from (select timestamptz '2025-01-01 02:30Z' + n * interval '1 second' as at from generate_series(1, 11000) n) t",
        PATIENT);
    JDBC.update(
        "insert into adherence_day values (?, date '2025-01-01', 'LAB', 11000, 0, 0, 0, 11000, 0, 0, 0)",
        PATIENT);
    assertThat(sweep()).containsEntry("reminder_occurrence", 11_000L);
  }

  private static UUID message(int daysAgo, String state, String correlation) {
    UUID id = id(daysAgo);
    JDBC.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, text, raw, received_at, correlation_id)"
            + " values (?, 'evolution', 'procare', ?, 'messages.upsert', ?, 'words', 'raw words', ?::timestamptz, ?)",
        id,
        id.toString(),
        state,
        ago(daysAgo).toString(),
        correlation == null ? id.toString() : correlation);
    return id;
  }

  private static UUID delivery(int daysAgo, String state, String correlation, UUID emergency) {
    UUID id = id(daysAgo);
    JDBC.update(
        "insert into delivery (id, dedupe_key, gateway, kind, urgent, template, language, body, approved_body, state, next_attempt_at,"
            + " correlation_id, created_at, emergency_id, buttons)"
            + " values (?, ?, 'evolution', 'NOTICE', false, 't', 'en', 'words', 'words', ?, now(), ?, ?::timestamptz, ?, '[]')",
        id,
        id.toString(),
        state,
        correlation,
        ago(daysAgo).toString(),
        emergency);
    return id;
  }

  private static UUID occurrence(int daysAgo, String state) {
    UUID id = id(daysAgo);
    String at = ago(daysAgo).toString();
    JDBC.update(
        "insert into reminder_occurrence (id, plan_id, patient_id, kind, plan_version, local_date, slot, due_at, send_until,"
            + " confirm_until, state) values (?, ?, ?, 'MEDICATION', 1, ?::timestamptz::date, '08:00', ?::timestamptz,"
            + " ?::timestamptz, ?::timestamptz, ?)",
        id,
        UUID.randomUUID(),
        PATIENT,
        at,
        at,
        at,
        at,
        state);
    return id;
  }

  /** The read model's row for the day of an occurrence. */
  private static void day(UUID occurrence, int pending) {
    JDBC.update(
        "insert into adherence_day select patient_id, local_date, kind, 1, 1, 0, 1, 0, 0, 0, ? from reminder_occurrence where id = ?",
        pending,
        occurrence);
  }

  private static void letter(String correlation, String state) {
    JDBC.update(
        "insert into dead_letter (id, source, correlation_id, body, cause, attempts, state, handled_at)"
            + " values (?, 'q', ?, ?, 'c', 1, ?, now())",
        UUID.randomUUID(),
        correlation,
        correlation.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        state);
  }

  private static void question(UUID message, String state) {
    JDBC.update(
        "insert into question (id, message_id, text, language, reason, state, asked_at, correlation_id, event_id)"
            + " values (?, ?, 'q', 'en', 'NO_CONTENT', ?, now(), 'c', ?)",
        UUID.randomUUID(),
        message,
        state,
        UUID.randomUUID());
  }

  private static UUID emergency(String correlation, String state) {
    UUID id = UUID.randomUUID();
    String kind = state.equals("ACKNOWLEDGED") ? "LOW" : "HIGH";
    JDBC.update(
        "insert into emergency (id, patient_id, kind, severity, state, opened_at, rung, policy, correlation_id)"
            + " values (?, ?, ?, 'S', ?, now(), 'PATIENT', '{}', ?)",
        id,
        PATIENT,
        kind,
        state,
        correlation);
    return id;
  }

  private static UUID id(int daysAgo) {
    UUID base = TimeIds.from(ago(daysAgo));
    return new UUID(
        base.getMostSignificantBits(),
        base.getLeastSignificantBits() | UUID.randomUUID().getLeastSignificantBits() >>> 2);
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static List<UUID> ids(String from) {
    return JDBC.queryForList("select id from " + from, UUID.class);
  }
}
