package procare.reminder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Works out the times of an occurrence and what its plan comes to next. */
@Component
class Calendar {
  private static final String EVENT =
      "select event_at, before_minutes from reminder_plan where id = :id";

  /**
   * A distinct time that is due.
   *
   * @param timingId null for a plan of a single event
   * @param planId that plan, otherwise null
   * @param dueAt as it was worked out when the plan came to this slot
   */
  record Key(Kind kind, Integer timingId, UUID planId, Slot slot, Instant dueAt) {
    static Key of(ResultSet row, int number) throws SQLException {
      return new Key(
          Kind.valueOf(row.getString("kind")),
          row.getObject("timing_id", Integer.class),
          row.getObject("plan_id", UUID.class),
          new Slot(
              row.getObject("local_date", LocalDate.class), row.getObject("slot", LocalTime.class)),
          row.getObject("due_at", OffsetDateTime.class).toInstant());
    }
  }

  /**
   * @param next null when nothing comes after
   */
  record Turn(Key key, Due due, Slot next, Instant nextDue) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final Timings timings;
  private final Duration confirmWithin;

  Calendar(NamedParameterJdbcTemplate jdbc, Timings timings, ReminderProperties settings) {
    this.jdbc = jdbc;
    this.timings = timings;
    this.confirmWithin = settings.confirmWithin();
  }

  Turn turn(Key key) {
    if (key.timingId() == null) {
      return jdbc.queryForObject(EVENT, Map.of("id", key.planId()), (row, i) -> before(key, row));
    }
    Timing timing = timings.find(key.timingId());
    Due due = Due.of(key.kind(), timing, key.slot(), confirmWithin);
    Slot next = timing.next(key.slot());
    return new Turn(key, due, next, timing.due(next));
  }

  private static Turn before(Key key, ResultSet row) throws SQLException {
    Instant event = row.getObject("event_at", OffsetDateTime.class).toInstant();
    Due due = new Due(key.slot(), key.dueAt(), event, event);
    Instant next =
        Countdown.next(event, (Integer[]) row.getArray("before_minutes").getArray(), key.dueAt());
    return next == null ? new Turn(key, due, null, null) : new Turn(key, due, Due.slot(next), next);
  }
}
