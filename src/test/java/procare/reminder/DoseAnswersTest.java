package procare.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import procare.Ids;
import procare.audit.Audit;
import procare.conversation.MessageBook;
import procare.emergency.SettableClock;
import procare.engagement.ReminderWordsFactory;
import procare.event.Event;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** What an answer does to a dose, on a real database. */
class DoseAnswersTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final Instant EIGHT =
      DAY.atTime(8, 0).atZone(ZoneId.of("Asia/Kolkata")).toInstant();
  private final SettableClock clock = new SettableClock(EIGHT.minusSeconds(3600));
  private ReminderDatabase database;
  private Practice practice;
  private DoseAnswers doses;
  private DoseClock doseClock;
  private UUID patient;

  @BeforeEach
  void open() {
    database = new ReminderDatabase();
    practice = new Practice(database, clock);
    DoseEvents events = new DoseEvents(new Outbox(practice.jdbc, new RelaySignal()));
    doses =
        new DoseAnswers(
            practice.jdbc,
            events,
            new DoseStock(practice.jdbc, events),
            new Audit(practice.jdbc.getJdbcTemplate()),
            clock);
    doseClock =
        new DoseClock(practice.jdbc, new JdbcTransactionManager(database.pool), events, clock);
    patient = practice.patient("Asia/Kolkata");
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Steps: +minutes, TAKEN, NOT_TAKEN, LATER; results; the state at the end. */
  @ParameterizedTest
  @CsvSource({
    "TAKEN, TAKEN, TAKEN",
    "TAKEN TAKEN, TAKEN ALREADY, TAKEN",
    "NOT_TAKEN, NOT_TAKEN, NOT_TAKEN",
    "NOT_TAKEN NOT_TAKEN, NOT_TAKEN ALREADY, NOT_TAKEN",
    "NOT_TAKEN TAKEN, NOT_TAKEN TAKEN, TAKEN",
    "TAKEN NOT_TAKEN, TAKEN NOT_TAKEN, NOT_TAKEN",
    "TAKEN LATER, TAKEN ALREADY, TAKEN",
    "LATER LATER LATER LATER, LATER LATER LATER NO_MORE_REMINDERS, SNOOZED",
    "LATER TAKEN, LATER TAKEN, TAKEN",
    "+215 LATER, NO_MORE_REMINDERS, SENT",
    "+205 LATER, LATER, SNOOZED",
    "+241 LATER, NO_MORE_REMINDERS, MISSED",
    "+241 NOT_TAKEN, NOT_TAKEN, NOT_TAKEN",
    "+241 TAKEN, TAKEN, TAKEN",
    "+1679 TAKEN, TAKEN, TAKEN",
    "+1681 TAKEN, NONE, MISSED",
  })
  void answers(String steps, String results, String state) {
    due("08:00");
    List<String> got = new ArrayList<>();
    for (String step : steps.split(" ")) {
      if (step.startsWith("+")) {
        pass(Duration.ofMinutes(Long.parseLong(step.substring(1))));
      } else {
        List<DoseOutcome> outcomes = say(step, null);
        got.add(outcomes.isEmpty() ? "NONE" : outcomes.get(0).result().name());
      }
    }
    assertThat(String.join(" ", got)).isEqualTo(results);
    assertThat(practice.count("state = '" + state + "'")).isEqualTo(1);
    long changed =
        got.stream().filter(r -> List.of("TAKEN", "NOT_TAKEN", "LATER").contains(r)).count();
    assertThat(practice.events("medication.logged")).hasSize((int) changed);
    assertThat(rows("reminder_answer where late"))
        .isEqualTo(steps.matches("\\+(241|1679) .*") ? 1 : 0);
  }

  @Test
  void nothingIsOpen() {
    assertThat(say("TAKEN", null)).isEmpty();
    assertThat(doses.asked(patient)).isEqualTo(DoseAnswers.Asked.NO);
  }

  @Test
  void twoDosesOfOneMinuteAreAnsweredTogetherAndAnOlderOneOnlyWhenQuoted() {
    practice.medicine(patient, "Asia/Kolkata", DAY, DAY, "07:30");
    practice.medicine(patient, "Asia/Kolkata", DAY, DAY, "08:00");
    due("08:00");
    practice.jdbc.update(
        "update delivery set provider_message_id = 'M' || to_char(next_attempt_at at time zone 'Asia/Kolkata', 'HH24MI')",
        Map.of());
    assertThat(say("TAKEN", null)).hasSize(2);
    assertThat(practice.count("slot = '07:30' and state = 'SENT'")).isEqualTo(1);
    assertThat(say("TAKEN", null)).allMatch(o -> o.result() == DoseOutcome.Result.ALREADY);
    assertThat(doses.tellsOfDose(patient, "evolution", "M0730")).isTrue();
    assertThat(doses.tellsOfDose(patient, "evolution", "other")).isFalse();
    assertThat(say("NOT_TAKEN", "M0730")).hasSize(1);
    assertThat(practice.count("slot = '07:30' and state = 'NOT_TAKEN'")).isEqualTo(1);
    assertThat(practice.count("state = 'TAKEN'")).isEqualTo(2);
  }

  @Test
  void whatWasPutOffIsToldAgainOnce() {
    due("08:00");
    say("LATER", null);
    assertThat(doses.asked(patient)).isEqualTo(DoseAnswers.Asked.ANSWERED);
    clock.forward(Duration.ofMinutes(29));
    assertThat(doseClock.remindAgain()).isZero();
    clock.forward(Duration.ofMinutes(1));
    assertThat(doseClock.remindAgain()).isEqualTo(1);
    assertThat(doseClock.remindAgain()).isZero();
    assertThat(rows("delivery where dedupe_key like 'reminder:%:snooze:1'")).isEqualTo(1);
    assertThat(doses.asked(patient)).isEqualTo(DoseAnswers.Asked.OPEN);
    say("TAKEN", null);
    assertThat(rows("delivery where state = 'pending'")).isZero();
  }

  @Test
  void aCriticalMissedDoseIsToldOnceAndTakenBack() {
    due("08:00");
    practice.jdbc.update("update reminder_plan set critical = true", Map.of());
    pass(Duration.ofMinutes(241));
    doseClock.closeUnanswered();
    assertThat(practice.events("medication.missed")).hasSize(1);
    assertThat(say("TAKEN", null).get(0).retracted()).isTrue();
    assertThat(practice.count("retracted_at is not null")).isEqualTo(1);
  }

  @Test
  void theThirdMissedInARowIsToldAndThenTheSixth() {
    practice.medicine(patient, "Asia/Kolkata", DAY, DAY.plusDays(6), "08:00");
    for (int day = 1; day <= 7; day++) {
      clock.set(EIGHT.plus(Duration.ofDays(day - 1)));
      sendDue();
      pass(Duration.ofMinutes(241));
      assertThat(practice.events("medication.missed")).hasSize(day / 3);
    }
  }

  @Test
  void theStockIsCountedOnceAndItsEndToldOnce() {
    due("08:00");
    practice.jdbc.update(
        "update reminder_plan set stock = 8, units_per_dose = 2, refill_days = 3", Map.of());
    assertThat(say("TAKEN", null).get(0).refillDays()).isEqualTo(3);
    say("TAKEN", null);
    assertThat(rows("reminder_plan where stock = 6")).isEqualTo(1);
    say("NOT_TAKEN", null);
    assertThat(rows("reminder_plan where stock = 8")).isEqualTo(1);
    assertThat(say("TAKEN", null).get(0).refillDays()).isNull();
    assertThat(practice.events("medication.refill_needed")).hasSize(1);
  }

  private void due(String time) {
    practice.medicine(patient, "Asia/Kolkata", DAY, DAY, time);
    clock.set(EIGHT);
    sendDue();
  }

  private void sendDue() {
    practice.turn();
    var words = ReminderWordsFactory.words(practice.jdbc, new MessageBook(), clock);
    practice.events("care.medication.reminder").forEach(words::due);
    practice.jdbc.update("update delivery set state = 'sent'", Map.of());
    practice.jdbc.update(
        "update reminder_occurrence set state = 'SENT' where state = 'DUE'", Map.of());
  }

  private void pass(Duration time) {
    clock.forward(time);
    doseClock.closeUnanswered();
  }

  private List<DoseOutcome> say(String word, String quoted) {
    UUID message = Ids.next();
    Event event =
        Event.first(
            "patient.message.received",
            clock.instant(),
            "c",
            "whatsapp",
            message,
            patient,
            Map.of());
    return practice.transaction.execute(
        status ->
            doses.answer(
                new DoseAnswer(
                    event,
                    patient,
                    message,
                    DoseWord.valueOf(word),
                    null,
                    DoseAnswer.Source.TEXT,
                    "evolution",
                    quoted)));
  }

  private long rows(String from) {
    return practice.jdbc.queryForObject("select count(*) from " + from, Map.of(), Long.class);
  }
}
