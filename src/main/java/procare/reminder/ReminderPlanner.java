package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Node;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.reminder.Calendar.Key;
import procare.reminder.Calendar.Turn;

/**
 * Turns a shard's due plans into occurrences and events, thousands of rows a statement, in the
 * transaction of the event that named the shard. Killed in the middle, nothing of it has happened
 * and the bus gives the shard to another node.
 */
@Component("reminderPlanner")
public class ReminderPlanner {
  /** Rounds in one transaction: each takes every plan one slot further. The clock comes again. */
  private static final int MOST_ROUNDS = 50;

  private static final String LOCK = "select pg_advisory_xact_lock(hashtext('reminder_shard'), :shard)";
  private final NamedParameterJdbcTemplate jdbc;
  private final Calendar calendar;
  private final Outbox outbox;
  private final ReminderProperties settings;
  private final Clock clock;
  private final String dueKeys = Sql.of("reminder/due-keys");
  private final String advance = Sql.of("reminder/advance");

  ReminderPlanner(
      NamedParameterJdbcTemplate jdbc,
      Calendar calendar,
      Outbox outbox,
      ReminderProperties settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.calendar = calendar;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /** {@code care.reminder.shard}. */
  public void onShard(Event event) {
    int shard = event.data().path("shard").asInt();
    jdbc.query(LOCK, Map.of("shard", shard), row -> {});
    Instant now = clock.instant();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Key> keys =
          jdbc.query(
              dueKeys,
              Map.of("shard", shard, "now", at(now), "limit", settings.keys()),
              Key::of);
      if (keys.isEmpty()) {
        return;
      }
      publish(event, now, advance(shard, now, keys.stream().map(calendar::turn).toList()));
    }
  }

  private Map<Kind, List<UUID>> advance(int shard, Instant now, List<Turn> turns) {
    Map<Kind, List<UUID>> made = new EnumMap<>(Kind.class);
    jdbc.query(
        advance,
        new MapSqlParameterSource()
            .addValue("kinds", column(turns, t -> t.key().kind()))
            .addValue("timings", column(turns, t -> t.key().timingId()))
            .addValue("plans", column(turns, t -> t.key().planId()))
            .addValue("dates", column(turns, t -> t.key().slot().date()))
            .addValue("slots", column(turns, t -> t.key().slot().time()))
            .addValue("dues", column(turns, t -> t.due().due()))
            .addValue("sendUntils", column(turns, t -> t.due().sendUntil()))
            .addValue("confirmUntils", column(turns, t -> t.due().confirmUntil()))
            .addValue("nextDates", column(turns, t -> t.next() == null ? null : t.next().date()))
            .addValue("nextSlots", column(turns, t -> t.next() == null ? null : t.next().time()))
            .addValue("nextDues", column(turns, Turn::nextDue))
            .addValue("shard", shard)
            .addValue("now", at(now))
            .addValue("node", Node.NAME),
        row -> {
          made.computeIfAbsent(Kind.valueOf(row.getString("kind")), k -> new ArrayList<>())
              .add(row.getObject("id", UUID.class));
        });
    return made;
  }

  private void publish(Event cause, Instant now, Map<Kind, List<UUID>> made) {
    List<Event> events = new ArrayList<>();
    made.forEach(
        (kind, ids) -> {
          for (int from = 0; from < ids.size(); from += settings.chunk()) {
            List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + settings.chunk()));
            events.add(
                cause.next(
                    kind.event(),
                    now,
                    "care-coordinator",
                    null,
                    null,
                    Map.of("kind", kind.name(), "occurrenceIds", chunk)));
          }
        });
    outbox.append(events);
  }

  private static String[] column(List<Turn> turns, Function<Turn, Object> value) {
    return turns.stream().map(value).map(v -> Objects.toString(v, null)).toArray(String[]::new);
  }
}
