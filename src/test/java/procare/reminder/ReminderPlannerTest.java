package procare.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.conversation.MessageBook;
import procare.emergency.SettableClock;
import procare.engagement.ReminderWordsFactory;
import procare.event.Event;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** The planner on a real database: everything once, nothing late, nothing lost. */
class ReminderPlannerTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-27T09:00:00Z"));
  private ReminderDatabase database;
  private Practice practice;

  @BeforeEach
  void open() {
    database = new ReminderDatabase();
    practice = new Practice(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatTheDatabaseHoldsIsWhatTheCalendarSays() {
    List<String> zones =
        List.of(
            "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Pacific/Chatham");
    String[] times = {"00:10", "02:30", "08:00", "23:45"};
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String zone = zones.get(i % zones.size());
      plans.add(practice.medicine(practice.patient(zone), zone, DAY, DAY.plusDays(2), times));
    }
    while (clock.instant().isBefore(Instant.parse("2026-04-01T12:00:00Z"))) {
      practice.turn();
      clock.forward(Duration.ofMinutes(20));
    }
    for (Plan plan : plans) {
      List<Slot> expected = Oracle.slots(plan.timing(), DAY, DAY.plusDays(2));
      List<Map<String, Object>> rows =
          practice.jdbc.queryForList(
              "select local_date, slot::text as slot, due_at, state from reminder_occurrence where plan_id = :id order by local_date, slot",
              Map.of("id", plan.id()));
      assertThat(rows).hasSameSizeAs(expected);
      for (int i = 0; i < rows.size(); i++) {
        Map<String, Object> row = rows.get(i);
        assertThat(row.get("local_date")).hasToString(expected.get(i).date().toString());
        assertThat(LocalTime.parse((String) row.get("slot"))).isEqualTo(expected.get(i).time());
        assertThat(((java.sql.Timestamp) row.get("due_at")).toInstant())
            .isEqualTo(Oracle.due(expected.get(i), plan.timing().zone()));
      }
    }
    // 23:45 may be sent for half of the 25 minutes to the next dose, and this clock ticks every 20.
    assertThat(practice.count("state = 'DUE' or slot = '23:45'")).isEqualTo(60 * 12);
    assertThat(practice.published()).hasSize((int) practice.count("state = 'DUE'"));
    assertThat(practice.jdbc.queryForList("select plan_id from reminder_next", Map.of())).isEmpty();
  }

  @Test
  void afterAnOutageSentAndSuppressedAndExpiredAreAll() {
    Random random = new Random(7);
    int expected = 0;
    for (int i = 0; i < 200; i++) {
      String first = "%02d:%02d".formatted(6 + random.nextInt(4), random.nextInt(60));
      String second = "%02d:%02d".formatted(10 + random.nextInt(4), random.nextInt(60));
      practice.medicine(practice.patient("Asia/Kolkata"), "Asia/Kolkata", DAY, DAY, first, second);
      expected += 2;
    }
    Instant eight = DAY.atTime(8, 0).atZone(ZoneId.of("Asia/Kolkata")).toInstant();
    clock.set(eight);
    practice.turn();
    handOver();
    Instant back = eight.plus(Duration.ofHours(6));
    clock.set(back);
    practice.turn();
    handOver();
    assertThat(practice.count("true")).isEqualTo(expected);
    assertThat(practice.count("state = 'DUE' and send_until <= due_at")).isZero();
    assertThat(
            practice.jdbc.queryForObject(
                "select count(*) from delivery where created_at >= send_until",
                Map.of(),
                Long.class))
        .isZero();
    // Of those that were handed over, some are withheld, some fail, one is still waiting when its
    // time is up.
    practice.jdbc.update("update delivery set state = 'sent'", Map.of());
    String some =
        "update delivery set state = :state where id in (select id from delivery where state = 'sent' order by id limit 5)";
    practice.jdbc.update(some, Map.of("state", "suppressed"));
    practice.jdbc.update(some, Map.of("state", "failed"));
    practice.jdbc.update(some, Map.of("state", "pending"));
    clock.forward(Duration.ofHours(3));
    practice.settlement.run();
    long sent = practice.count("state = 'SENT'");
    long suppressed = practice.count("state = 'SUPPRESSED'");
    long expired = practice.count("state = 'EXPIRED'");
    assertThat(suppressed).isEqualTo(5);
    assertThat(expired).isGreaterThan(10);
    assertThat(sent).isPositive();
    assertThat(sent + suppressed + expired).isEqualTo(expected);
    assertThat(practice.count("state = 'EXPIRED' and reason is null")).isZero();
  }

  @Test
  void twoNodesDoubleAndLoseNothing() throws Exception {
    int patients = 400;
    for (int i = 0; i < patients; i++) {
      practice.medicine(
          practice.patient("Asia/Kolkata"), "Asia/Kolkata", DAY, null, "08:00", "08:05");
    }
    clock.set(DAY.atTime(8, 6).atZone(ZoneId.of("Asia/Kolkata")).toInstant());
    Practice other = new Practice(database, clock);
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    List<Future<?>> running = new ArrayList<>();
    for (Practice node : List.of(practice, other)) {
      // Events of their own for the same shards: the claim in the inbox alone cannot save them.
      List<Event> shards = node.allShards();
      for (List<Event> half : List.of(shards.subList(0, 32), shards.subList(32, 64))) {
        running.add(nodes.submit(() -> half.forEach(node::handle)));
      }
    }
    for (Future<?> one : running) {
      one.get();
    }
    nodes.shutdown();
    assertThat(practice.count("true")).isEqualTo(2 * patients);
    assertThat(practice.count("state = 'DUE' and slot = '08:05'")).isEqualTo(patients);
    assertThat(practice.count("state = 'EXPIRED' and slot = '08:00'")).isEqualTo(patients);
    assertThat(practice.published()).hasSize(patients);
    assertThat(
            practice.jdbc.queryForObject(
                "select sum(planned) from reminder_batch", Map.of(), Long.class))
        .isEqualTo(2 * patients);
  }

  @ParameterizedTest
  @CsvSource({
    // going west the slots stay the same, going east one has passed and is late
    "Asia/Kolkata, Europe/London",
    "Europe/London, Asia/Kolkata",
    "America/Los_Angeles, Pacific/Apia",
    "Pacific/Apia, America/Los_Angeles",
  })
  void amovingPatientGetsEachDoseOnce(String from, String to) {
    UUID patient = practice.patient(from);
    Plan plan = practice.medicine(patient, from, DAY, DAY.plusDays(4), "08:00", "20:00");
    Instant move = DAY.plusDays(1).atTime(9, 0).atZone(ZoneId.of(from)).toInstant();
    boolean moved = false;
    while (clock.instant().isBefore(Instant.parse("2026-04-04T12:00:00Z"))) {
      practice.turn();
      clock.forward(Duration.ofMinutes(30));
      if (!moved && clock.instant().isAfter(move)) {
        moved = true;
        practice.jdbc.update(
            "update person set zone = :zone where id = :id", Map.of("zone", to, "id", patient));
        practice.transaction.executeWithoutResult(
            status ->
                practice.zones.onZoneChanged(
                    Event.first(
                        "patient.zone.changed",
                        clock.instant(),
                        "test",
                        "api",
                        patient,
                        patient,
                        Map.of())));
      }
    }
    assertThat(practice.count("plan_id = '" + plan.id() + "'")).isEqualTo(10);
    assertThat(practice.plans.find(plan.id()).orElseThrow().timing().zone())
        .isEqualTo(ZoneId.of(to));
    OffsetDateTime last =
        practice.jdbc.queryForObject(
            "select max(due_at) from reminder_occurrence", Map.of(), OffsetDateTime.class);
    assertThat(last.toInstant())
        .isEqualTo(DAY.plusDays(4).atTime(20, 0).atZone(ZoneId.of(to)).toInstant());
  }

  @Test
  void anAppointmentIsRemindedOfUntilItBegins() {
    UUID patient = practice.patient("Asia/Jakarta");
    Instant begins = Instant.parse("2026-03-29T03:00:00Z");
    practice.appointment(patient, begins, 24 * 60, 120, 15);
    clock.set(begins.minus(Duration.ofMinutes(100)));
    practice.turn();
    clock.set(begins.plusSeconds(1));
    practice.turn();
    assertThat(practice.count("kind = 'APPOINTMENT' and send_until = '2026-03-29T03:00:00Z'"))
        .isEqualTo(3);
    assertThat(practice.count("state = 'DUE'")).isEqualTo(2);
    assertThat(practice.count("state = 'EXPIRED'")).isEqualTo(1);
  }

  @Test
  void aNodeWhoseClockIsWrongNamesNoShards() {
    practice.medicine(practice.patient("Asia/Kolkata"), "Asia/Kolkata", DAY, DAY, "08:00");
    ReminderProperties strict =
        new ReminderProperties(
            Duration.ofHours(4), 12, 100, 100, Duration.ofMinutes(2), Duration.ofMinutes(1));
    clock.set(DAY.atTime(8, 0).atZone(ZoneId.of("Asia/Kolkata")).toInstant());
    Outbox outbox = new Outbox(practice.jdbc, new RelaySignal());
    assertThat(new ReminderTick(practice.jdbc, outbox, strict, clock).run()).isZero();
    assertThat(practice.events("care.reminder.shard")).isEmpty();
    assertThat(practice.tick.run()).isEqualTo(1);
  }

  @Test
  void aRepeatedEventTellsNobodyTwiceAndWordsStayWords() {
    UUID patient = practice.patient("Asia/Kolkata");
    practice.jdbc.update("update person set language = 'hi' where id = :id", Map.of("id", patient));
    practice.medicine(patient, "Asia/Kolkata", DAY, DAY, "08:00");
    practice.jdbc.update("update reminder_plan set title = '50% {dose} %3$s \\ ''x'", Map.of());
    clock.set(DAY.atTime(8, 0).atZone(ZoneId.of("Asia/Kolkata")).toInstant());
    practice.turn();
    handOver();
    handOver();
    List<String> bodies =
        practice.jdbc.queryForList("select body from delivery", Map.of(), String.class);
    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0))
        .contains("50% {dose} %3$s \\ 'x – 1 tablet")
        .contains("08:00")
        .doesNotContain("1 ले ली");
    assertThat(
            practice.jdbc.queryForObject(
                "select buttons -> 0 ->> 'title' || ' ' || (buttons -> 2 ->> 'id') from delivery",
                Map.of(),
                String.class))
        .isEqualTo("ले ली dose.later");
  }

  private void handOver() {
    var words = ReminderWordsFactory.words(practice.jdbc, new MessageBook(), clock);
    practice.events("care.medication.reminder").forEach(words::due);
  }
}
