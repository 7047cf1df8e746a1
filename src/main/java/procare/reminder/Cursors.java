package procare.reminder;

import static procare.Times.at;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Where each plan stands: its next slot. Whoever uses this holds the lock of the plan's row. */
@Component
class Cursors {
  private final NamedParameterJdbcTemplate jdbc;
  private final String place = Sql.of("reminder/place");

  Cursors(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** When the plan is due next, waiting for a planner that is at it. */
  Optional<Instant> lock(UUID planId) {
    return jdbc
        .queryForList(
            "select due_at from reminder_next where plan_id = :id for update",
            Map.of("id", planId),
            OffsetDateTime.class)
        .stream()
        .findFirst()
        .map(OffsetDateTime::toInstant);
  }

  /** Puts the plan to its first slot at {@code notBefore} or later; away when there is none. */
  void place(Plan plan, Instant notBefore) {
    if (plan.timing() == null) {
      Instant next =
          Countdown.next(
              plan.eventAt(),
              plan.beforeMinutes().toArray(Integer[]::new),
              notBefore.minusNanos(1));
      put(plan, next == null ? null : Due.slot(next), next);
      return;
    }
    Slot slot = plan.timing().first(plan.startDate(), notBefore);
    boolean over = plan.endDate() != null && slot.date().isAfter(plan.endDate());
    put(plan, over ? null : slot, over ? null : plan.timing().due(slot));
  }

  void remove(UUID planId) {
    jdbc.update("delete from reminder_next where plan_id = :id", Map.of("id", planId));
  }

  private void put(Plan plan, Slot slot, Instant due) {
    if (slot == null) {
      remove(plan.id());
      return;
    }
    jdbc.update(
        place,
        new MapSqlParameterSource()
            .addValue("id", plan.id())
            .addValue("date", slot.date())
            .addValue("slot", slot.time())
            .addValue("due", at(due)));
  }
}
