package procare.reminder;

import static procare.Times.at;

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
import procare.reminder.Calendar.Key;
import procare.reminder.Calendar.Turn;

/** The two statements that work on a shard: what is due, and one slot further. */
@Component
class ShardWork {
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtext('reminder_shard'), :shard)";

  /**
   * What of a shard is meant.
   *
   * @param now decides which occurrences are too late
   * @param until due then or earlier
   * @param patient null for all
   * @param kind null for all
   * @param cancelled why the occurrences are only noted and not sent; null to send them
   */
  record Scope(int shard, Instant now, Instant until, UUID patient, Kind kind, String cancelled) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final Calendar calendar;
  private final int mostKeys;
  private final String dueKeys = Sql.of("reminder/due-keys");
  private final String advance = Sql.of("reminder/advance");

  ShardWork(NamedParameterJdbcTemplate jdbc, Calendar calendar, ReminderProperties settings) {
    this.jdbc = jdbc;
    this.calendar = calendar;
    this.mostKeys = settings.keys();
  }

  /** One worker for each shard; a second one waits for the first one's transaction to end. */
  void lock(int shard) {
    jdbc.query(LOCK, Map.of("shard", shard), row -> {});
  }

  /**
   * Takes every plan that is due one slot further.
   *
   * @return ids of the occurrences made in time, by kind; null when nothing was due
   */
  Map<Kind, List<UUID>> round(Scope scope) {
    MapSqlParameterSource values =
        new MapSqlParameterSource()
            .addValue("shard", scope.shard())
            .addValue("until", at(scope.until()))
            .addValue("now", at(scope.now()))
            .addValue("patient", Objects.toString(scope.patient(), null))
            .addValue("onlyKind", Objects.toString(scope.kind(), null))
            .addValue("cancelled", scope.cancelled())
            .addValue("node", Node.NAME)
            .addValue("limit", mostKeys);
    List<Key> keys = jdbc.query(dueKeys, values, Key::of);
    if (keys.isEmpty()) {
      return null;
    }
    Map<Kind, List<UUID>> made = new EnumMap<>(Kind.class);
    jdbc.query(
        advance,
        calendar(values, keys.stream().map(calendar::turn).toList()),
        row -> {
          made.computeIfAbsent(Kind.valueOf(row.getString("kind")), k -> new ArrayList<>())
              .add(row.getObject("id", UUID.class));
        });
    return made;
  }

  private static MapSqlParameterSource calendar(MapSqlParameterSource values, List<Turn> turns) {
    return values
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
        .addValue("nextDues", column(turns, Turn::nextDue));
  }

  private static String[] column(List<Turn> turns, Function<Turn, Object> value) {
    return turns.stream().map(value).map(v -> Objects.toString(v, null)).toArray(String[]::new);
  }
}
