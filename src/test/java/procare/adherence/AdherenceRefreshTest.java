package procare.adherence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.TestDatabase;
import procare.emergency.SettableClock;

/** From occurrences to figures, in a database of its own with a clock that stands. */
class AdherenceRefreshTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  private static final String NAME = "adherence_test_" + Ids.next().toString().replace("-", "");
  private static final HikariDataSource POOL = new HikariDataSource();
  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcTemplate jdbc = new JdbcTemplate(POOL);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(POOL));
  private final AdherenceRefresh refresh =
      new AdherenceRefresh(
          new NamedParameterJdbcTemplate(POOL),
          new AdherenceProperties(3, 10, Duration.ofMinutes(15)),
          clock);
  private final UUID patient = Ids.next();

  @BeforeAll
  static void open() {
    TestDatabase.jdbc().execute("create database " + NAME);
    POOL.setJdbcUrl(
        TestDatabase.url().replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + NAME));
    POOL.setUsername(TestDatabase.username());
    POOL.setPassword(TestDatabase.password());
    POOL.setConnectionInitSql("set time zone 'America/Los_Angeles'");
    POOL.setMinimumIdle(0);
    Flyway.configure().dataSource(POOL).load().migrate();
    // Figures know plans, not people.
    new JdbcTemplate(POOL)
        .execute("alter table reminder_plan drop constraint reminder_plan_patient_id_fkey");
  }

  @AfterAll
  static void close() {
    POOL.close();
    TestDatabase.jdbc().execute("drop database " + NAME + " with (force)");
  }

  @BeforeEach
  void empty() {
    jdbc.execute(
        "truncate reminder_occurrence, reminder_answer, adherence_day, adherence_cohort_day, adherence_refresh, retention_mark");
  }

  @Test
  void aDayOfWhichSomethingWasRemovedKeepsItsFigures() {
    LocalDate then = TODAY.minusDays(6);
    UUID late = occurrence(patient, then, "08:00", "MISSED", -144, -140);
    UUID removed = occurrence(patient, then, "20:00", "TAKEN", -132, -128);
    fold();
    jdbc.update(
        "insert into retention_mark (what, until) values ('reminder_occurrence', ?::timestamptz)",
        NOON.minus(Duration.ofDays(5)).toString());
    jdbc.update("delete from reminder_occurrence where id = ?", removed);
    answer(late, "TAKEN");
    assertThat(fold()).isZero();
    assertThat(night()).isZero();
    jdbc.update("delete from adherence_refresh");
    assertThat(fold()).as("as if it were the first").isZero();
    assertThat(day(then)).containsEntry("due", 2).containsEntry("taken", 1);
  }

  /** Hours from now: due, end of the time to answer. */
  @ParameterizedTest
  @CsvSource({
    // state, due, until, snoozes | due, taken, no, answered, missed, system, cancelled, pending
    "TAKEN,      -3, -1, 0, 1, 1, 0, 1, 0, 0, 0, 0",
    "TAKEN,      -1,  3, 0, 1, 1, 0, 1, 0, 0, 0, 0",
    "NOT_TAKEN,  -1,  3, 0, 1, 0, 1, 1, 0, 0, 0, 0",
    "MISSED,     -5, -1, 0, 1, 0, 0, 0, 1, 0, 0, 0",
    "MISSED,     -5, -1, 2, 1, 0, 0, 1, 1, 0, 0, 0",
    "UNANSWERED, -5, -1, 0, 1, 0, 0, 0, 1, 0, 0, 0",
    "SENT,       -1,  3, 0, 0, 0, 0, 0, 0, 0, 0, 1",
    "SENT,       -5,  0, 0, 1, 0, 0, 0, 1, 0, 0, 0",
    "SNOOZED,    -1,  3, 1, 0, 0, 0, 0, 0, 0, 0, 1",
    "SNOOZED,    -5, -1, 1, 1, 0, 0, 1, 1, 0, 0, 0",
    "DUE,        -1,  3, 0, 0, 0, 0, 0, 0, 0, 0, 1",
    "DUE,        -5, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1",
    "SUPPRESSED, -1,  3, 0, 1, 0, 0, 0, 0, 1, 0, 0",
    "EXPIRED,    -5, -1, 0, 1, 0, 0, 0, 0, 1, 0, 0",
    "CANCELLED,  -1,  3, 0, 1, 0, 0, 0, 0, 0, 1, 0",
  })
  void eachStateCountsAsWhatItSays(
      String state,
      int due,
      int until,
      int snoozes,
      int dueCount,
      int taken,
      int no,
      int answered,
      int missed,
      int system,
      int cancelled,
      int pending) {
    UUID id = occurrence(patient, TODAY, "08:00", state, due, until);
    jdbc.update("update reminder_occurrence set snoozes = ? where id = ?", snoozes, id);
    fold();
    assertThat(day(TODAY))
        .containsEntry("due", dueCount)
        .containsEntry("taken", taken)
        .containsEntry("not_taken", no)
        .containsEntry("answered", answered)
        .containsEntry("missed", missed)
        .containsEntry("system_missed", system)
        .containsEntry("cancelled", cancelled)
        .containsEntry("pending", pending);
  }

  @Test
  void whatIsStillToComeIsNotCounted() {
    occurrence(patient, TODAY, "20:00", "CANCELLED", 3, 7);
    assertThat(fold()).isZero();
    clock.forward(Duration.ofHours(4));
    assertThat(fold()).isEqualTo(1);
    assertThat(day(TODAY)).containsEntry("cancelled", 1);
  }

  @Test
  void anotherRunChangesNothing() {
    occurrence(patient, TODAY, "08:00", "TAKEN", -4, -1);
    occurrence(patient, TODAY, "09:00", "MISSED", -4, -1);
    occurrence(patient, TODAY.minusDays(40), "09:00", "MISSED", -960, -956);
    assertThat(fold()).as("the first run takes all there is").isEqualTo(2);
    assertThat(fold()).isZero();
    assertThat(night()).isZero();
    assertThat(day(TODAY)).containsEntry("due", 2).containsEntry("taken", 1);
    assertThat(day(TODAY.minusDays(40))).containsEntry("missed", 1);
  }

  @Test
  void aLateAnswerCorrectsADayThatIsLongOver() {
    LocalDate then = TODAY.minusDays(6);
    UUID late = occurrence(patient, then, "08:00", "MISSED", -144, -140);
    occurrence(patient, then, "20:00", "TAKEN", -132, -128);
    occurrence(Ids.next(), then, "08:00", "MISSED", -144, -140);
    fold();
    clock.forward(Duration.ofMinutes(30));
    answer(late, "TAKEN");
    assertThat(fold()).isEqualTo(1);
    assertThat(day(then)).containsEntry("taken", 2).containsEntry("missed", 0);
    assertThat(cohort(then))
        .containsEntry("taken", 2L)
        .containsEntry("missed", 1L)
        .containsEntry("patients", 2)
        .containsEntry("below_50", 1)
        .containsEntry("full_100", 1);
  }

  @Test
  void theNightFindsCorrectionsWithoutAnAnswer() {
    LocalDate then = TODAY.minusDays(6);
    UUID wrong = occurrence(patient, then, "08:00", "MISSED", -144, -140);
    fold();
    jdbc.update("update reminder_occurrence set state = 'EXPIRED' where id = ?", wrong);
    assertThat(fold()).isZero();
    assertThat(night()).isEqualTo(1);
    assertThat(day(then)).containsEntry("missed", 0).containsEntry("system_missed", 1);
    assertThat(cohort(then)).containsEntry("unknown", 1).containsEntry("below_50", 0);
  }

  @Test
  void daysAreThoseOfTheirZone() {
    LocalDate tomorrow = TODAY.plusDays(1);
    occurrence(patient, tomorrow, "01:00", "TAKEN", -1, 3);
    occurrence(patient, TODAY.minusDays(3), "23:30", "TAKEN", -49, -48);
    fold();
    assertThat(day(tomorrow)).containsEntry("taken", 1);
    assertThat(day(TODAY.minusDays(3))).containsEntry("taken", 1);
  }

  @Test
  void patientsSpreadByTheShareConfirmed() {
    int[][] takenOf = {{0, 2}, {1, 2}, {3, 4}, {4, 5}, {5, 6}, {3, 3}};
    for (int[] share : takenOf) {
      UUID somebody = Ids.next();
      for (int i = 0; i < share[1]; i++) {
        occurrence(somebody, TODAY, "0" + i + ":00", i < share[0] ? "TAKEN" : "NOT_TAKEN", -4, -1);
      }
    }
    occurrence(patient, TODAY, "08:00", "EXPIRED", -4, -1);
    fold();
    assertThat(cohort(TODAY))
        .containsEntry("patients", 7)
        .containsEntry("unknown", 1)
        .containsEntry("below_50", 1)
        .containsEntry("below_80", 2)
        .containsEntry("below_100", 2)
        .containsEntry("full_100", 1);
  }

  @Test
  void aNodeLeavesWhileAnotherOneIsAtIt() throws Exception {
    occurrence(patient, TODAY, "08:00", "TAKEN", -4, -1);
    try (Connection other = POOL.getConnection()) {
      other.setAutoCommit(false);
      try (var statement = other.prepareStatement("select pg_advisory_xact_lock(?)")) {
        statement.setLong(1, AdherenceRefresh.LOCK);
        statement.execute();
      }
      assertThat(fold()).isZero();
      assertThat(refresh.refreshedAt()).isNull();
      other.rollback();
    }
    assertThat(fold()).isEqualTo(1);
    assertThat(refresh.refreshedAt()).isEqualTo(NOON);
  }

  private int fold() {
    return transaction.execute(t -> refresh.run());
  }

  private int night() {
    return transaction.execute(t -> refresh.runNightly());
  }

  private Map<String, Object> day(LocalDate date) {
    return jdbc.queryForMap(
        "select * from adherence_day where patient_id = ? and local_date = ?", patient, date);
  }

  private Map<String, Object> cohort(LocalDate date) {
    return jdbc.queryForMap("select * from adherence_cohort_day where local_date = ?", date);
  }

  private UUID occurrence(
      UUID whose, LocalDate date, String slot, String state, int due, int until) {
    UUID id = Ids.next();
    UUID plan = Ids.next();
    jdbc.update(
        "insert into reminder_plan (id, patient_id, kind, title, event_at, before_minutes, created_by, created_at, changed_at, correlation_id)"
            + " values (?, ?, 'MEDICATION', 'Metformin', now(), '{0}', ?, now(), now(), 'test')",
        plan, whose, whose);
    jdbc.update(
        "insert into reminder_occurrence (id, plan_id, patient_id, kind, plan_version, local_date, slot, due_at, send_until, confirm_until, state, answered_at)"
            + " values (?, ?, ?, 'MEDICATION', 1, ?, ?::time, ?, ?, ?, ?, case when ? in ('TAKEN', 'NOT_TAKEN') then ?::timestamptz end)",
        id,
        plan,
        whose,
        date,
        slot,
        NOON.plus(Duration.ofHours(due)).atOffset(ZoneOffset.UTC),
        NOON.plus(Duration.ofHours(until)).atOffset(ZoneOffset.UTC),
        NOON.plus(Duration.ofHours(until)).atOffset(ZoneOffset.UTC),
        state,
        state,
        NOON.plus(Duration.ofHours(due)).atOffset(ZoneOffset.UTC));
    return id;
  }

  private void answer(UUID occurrence, String answer) {
    jdbc.update(
        "insert into reminder_answer (id, occurrence_id, at, answer, source, was, late) values (?, ?, ?, ?, 'TEXT', 'MISSED', true)",
        Ids.next(),
        occurrence,
        clock.instant().atOffset(ZoneOffset.UTC),
        answer);
    jdbc.update(
        "update reminder_occurrence set state = ?, answered_at = ? where id = ?",
        answer,
        clock.instant().atOffset(ZoneOffset.UTC),
        occurrence);
  }
}
