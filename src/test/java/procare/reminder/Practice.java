package procare.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Json;
import procare.event.Event;
import procare.event.Inbox;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** Patients with plans, and the beans of one node, without Camel. */
final class Practice {
  /** The clock of these tests is not the database's. */
  private static final Duration ANY = Duration.ofDays(100_000);

  static final ReminderProperties SETTINGS =
      new ReminderProperties(Duration.ofHours(4), 12, 100, 5_000, Duration.ofMinutes(2), ANY);
  final NamedParameterJdbcTemplate jdbc;
  final TransactionTemplate transaction;
  final Clock clock;
  final Timings timings;
  final Plans plans;
  final Cursors cursors;
  final ReminderTick tick;
  final ReminderPlanner planner;
  final ReminderSettlement settlement;
  final ReminderZones zones;
  private final Inbox inbox;

  Practice(ReminderDatabase database, Clock clock) {
    this.clock = clock;
    jdbc = new NamedParameterJdbcTemplate(database.pool);
    transaction = new TransactionTemplate(new JdbcTransactionManager(database.pool));
    Outbox outbox = new Outbox(jdbc, new RelaySignal());
    inbox = new Inbox(jdbc.getJdbcTemplate());
    timings = new Timings(jdbc);
    plans = new Plans(jdbc);
    cursors = new Cursors(jdbc);
    tick = new ReminderTick(jdbc, outbox, SETTINGS, clock);
    planner =
        new ReminderPlanner(
            new ShardWork(jdbc, new Calendar(jdbc, timings, SETTINGS), SETTINGS),
            outbox,
            SETTINGS,
            clock);
    settlement = new ReminderSettlement(jdbc, SETTINGS, clock);
    zones = new ReminderZones(jdbc, plans, timings);
  }

  UUID patient(String zone) {
    UUID id = Ids.next();
    jdbc.update(
        "insert into person (id, display_name, zone) values (:id, 'P', :zone)",
        Map.of("id", id, "zone", zone));
    jdbc.update("insert into patient (id) values (:id)", Map.of("id", id));
    return id;
  }

  Plan medicine(UUID patient, String zone, LocalDate start, LocalDate end, String... times) {
    Timing timing =
        new Timing(
            ZoneId.of(zone),
            Arrays.stream(times).map(LocalTime::parse).toList(),
            Timing.ALL_DAYS,
            1);
    return place(
        new Plan(
            Ids.next(),
            patient,
            Kind.MEDICATION,
            "Metformin",
            "1 tablet",
            false,
            null,
            timings.intern(timing),
            timing,
            start,
            end,
            null,
            null,
            "ACTIVE",
            null,
            1,
            null,
            null,
            null,
            null),
        start.atStartOfDay(ZoneId.of(zone)).toInstant());
  }

  Plan appointment(UUID patient, Instant at, Integer... minutesBefore) {
    return place(
        new Plan(
            Ids.next(),
            patient,
            Kind.APPOINTMENT,
            "Eye clinic",
            null,
            false,
            null,
            null,
            null,
            null,
            null,
            at,
            List.of(minutesBefore),
            "ACTIVE",
            null,
            1,
            null,
            null,
            null,
            null),
        clock.instant());
  }

  private Plan place(Plan plan, Instant notBefore) {
    transaction.executeWithoutResult(
        status -> {
          plans.store(plan, plan.patientId(), "test", clock.instant());
          cursors.place(plan, notBefore);
        });
    return plan;
  }

  /** One turn of the clock, and everything the bus would bring this node after it. */
  void turn() {
    tick.run();
    events("care.reminder.shard").forEach(this::handle);
  }

  /** Takes a shard's event as the agent does: claimed and worked on in one transaction. */
  void handle(Event event) {
    transaction.executeWithoutResult(
        status -> {
          if (inbox.claim("care-coordinator", event.id())) {
            planner.onShard(event);
          }
        });
  }

  /** All 64 shards at once, whether or not they have work. */
  List<Event> allShards() {
    return IntStream.range(0, 64)
        .mapToObj(
            shard ->
                Event.first(
                    "care.reminder.shard",
                    clock.instant(),
                    "test",
                    "clock",
                    shard,
                    null,
                    Map.of("shard", shard, "until", clock.instant().toString())))
        .toList();
  }

  /** Events of a type that nobody claimed yet. */
  List<Event> events(String type) {
    return jdbc.query(
        "select envelope::text from event_log e where type = :type"
            + " and not exists (select 1 from inbox i where i.event_id = e.id) order by id",
        Map.of("type", type),
        (row, i) ->
            procare.event.Envelopes.parse(
                row.getString(1).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /** Ids of occurrences in all events to the engagement engine; fails when one comes twice. */
  Set<String> published() {
    Set<String> ids = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      for (String envelope :
          jdbc.queryForList(
              "select envelope::text from event_log where type = :type and envelope->'data'->>'kind' = :kind",
              Map.of("type", kind.event(), "kind", kind.name()),
              String.class)) {
        for (var id : read(envelope).path("data").path("occurrenceIds")) {
          if (!ids.add(id.asText())) {
            throw new AssertionError("published twice: " + id);
          }
        }
      }
    }
    return ids;
  }

  long count(String where) {
    return jdbc.queryForObject(
        "select count(*) from reminder_occurrence where " + where, Map.of(), Long.class);
  }

  private static com.fasterxml.jackson.databind.JsonNode read(String json) {
    try {
      return Json.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
