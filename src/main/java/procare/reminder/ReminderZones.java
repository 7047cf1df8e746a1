package procare.reminder;

import static procare.Times.at;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.event.Event;

/**
 * A patient moves to another time zone: plans that follow the patient keep their next slot and only
 * its instant changes. So every slot comes exactly once: none is doubled going west, and one that
 * has passed already going east is handled like any other late one.
 */
@Component("reminderZones")
public class ReminderZones {
  private static final String ZONE = "select zone from person where id = :id";
  private static final String NEXT =
      "select local_date, slot from reminder_next where plan_id = :id for update";
  private static final String MOVE =
      "with plan as (update reminder_plan set timing_id = :timing where id = :id)"
          + " update reminder_next set timing_id = :timing, due_at = :due where plan_id = :id";
  private static final String MOVE_PLAN =
      "update reminder_plan set timing_id = :timing where id = :id";
  private final NamedParameterJdbcTemplate jdbc;
  private final Plans plans;
  private final Timings timings;

  ReminderZones(NamedParameterJdbcTemplate jdbc, Plans plans, Timings timings) {
    this.jdbc = jdbc;
    this.plans = plans;
    this.timings = timings;
  }

  /** {@code patient.zone.changed}. */
  public void onZoneChanged(Event event) {
    UUID patient = event.patientId();
    ZoneId zone = ZoneId.of(jdbc.queryForObject(ZONE, Map.of("id", patient), String.class));
    for (Plan plan : plans.followingZone(patient)) {
      if (!plan.timing().zone().equals(zone)) {
        move(plan, zone);
      }
    }
  }

  private void move(Plan plan, ZoneId zone) {
    Timing there =
        new Timing(zone, plan.timing().times(), plan.timing().days(), plan.timing().everyDays());
    MapSqlParameterSource row =
        new MapSqlParameterSource()
            .addValue("id", plan.id())
            .addValue("timing", timings.intern(there));
    Optional<Slot> next =
        jdbc
            .query(
                NEXT,
                row,
                (rs, i) ->
                    new Slot(
                        rs.getObject("local_date", LocalDate.class),
                        rs.getObject("slot", LocalTime.class)))
            .stream()
            .findFirst();
    if (next.isPresent()) {
      jdbc.update(MOVE, row.addValue("due", at(there.due(next.get()))));
    } else {
      jdbc.update(MOVE_PLAN, row);
    }
  }
}
