package procare.reminder;

import static procare.Times.at;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.event.Event;

/** Counts down what a patient has left, where the plan says how much that was. */
@Component
class DoseStock {
  private final NamedParameterJdbcTemplate jdbc;
  private final DoseEvents events;
  private final String count = Sql.of("reminder/stock-count");
  private final String warn = Sql.of("reminder/stock-warn");

  DoseStock(NamedParameterJdbcTemplate jdbc, DoseEvents events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  /**
   * @return whole days that the rest lasts, when it is time to say so for the first time; else null
   */
  Integer taken(Event cause, UUID planId, UUID patientId, Instant now) {
    if (jdbc.update(count, Map.of("plan", planId, "doses", -1)) == 0) {
      return null;
    }
    List<Integer> days =
        jdbc.queryForList(warn, Map.of("plan", planId, "now", at(now)), Integer.class);
    if (days.isEmpty()) {
      return null;
    }
    events.refillNeeded(cause, now, planId, patientId, days.get(0));
    return days.get(0);
  }

  /** Somebody took back that they had taken it. */
  void notTaken(UUID planId) {
    jdbc.update(count, Map.of("plan", planId, "doses", 1));
  }
}
