package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * Takes over from the deliveries what became of each occurrence, once nothing can be sent any more;
 * in short statements, a while after the rush.
 */
@Component("reminderSettlement")
public class ReminderSettlement {
  private static final int BATCH = 2_000;
  private static final int MOST_BATCHES = 50;
  private final NamedParameterJdbcTemplate jdbc;
  private final ReminderProperties settings;
  private final Clock clock;
  private final String settle = Sql.of("reminder/settle");

  ReminderSettlement(NamedParameterJdbcTemplate jdbc, ReminderProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @return how many occurrences got their outcome
   */
  public int run() {
    int all = 0;
    for (int i = 0; i < MOST_BATCHES; i++) {
      int settled =
          jdbc.update(
              settle,
              Map.of("before", at(clock.instant().minus(settings.settleAfter())), "limit", BATCH));
      all += settled;
      if (settled < BATCH) {
        break;
      }
    }
    return all;
  }
}
