package procare.reminder;

import java.time.Clock;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Opens plans that come from no request to tests of other packages. */
public final class StandingPlansFactory {
  private StandingPlansFactory() {}

  public static StandingPlans plans(NamedParameterJdbcTemplate jdbc, Clock clock) {
    return new StandingPlans(
        new Plans(jdbc),
        new PlanDrafts(jdbc, new PlanReader(Practice.SETTINGS), new Timings(jdbc)),
        new Cursors(jdbc),
        clock);
  }
}
