package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Sql;

/**
 * Reminds again of what was put off, and notes what stayed without an answer. Each batch is a
 * transaction of its own; what another node holds is skipped.
 */
@Component("doseClock")
public class DoseClock {
  private static final int BATCH = 1_000;
  private static final int MOST_BATCHES = 100;

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final DoseEvents events;
  private final Clock clock;
  private final String snoozed = Sql.of("reminder/snoozed");
  private final String unanswered = Sql.of("reminder/unanswered");
  private final String escalate = Sql.of("reminder/escalate");

  DoseClock(
      NamedParameterJdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      DoseEvents events,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
    this.clock = clock;
  }

  /**
   * @return how many snoozes had ended
   */
  public int remindAgain() {
    return batches(() -> jdbc.update(snoozed, Map.of("now", at(clock.instant()), "limit", BATCH)));
  }

  /**
   * @return how many occurrences are over
   */
  public int closeUnanswered() {
    return batches(() -> close(clock.instant()));
  }

  private int batches(IntSupplier work) {
    int all = 0;
    for (int i = 0; i < MOST_BATCHES; i++) {
      Integer done = transaction.execute(status -> work.getAsInt());
      all += done == null ? 0 : done;
      if (done == null || done < BATCH) {
        break;
      }
    }
    return all;
  }

  private int close(Instant now) {
    List<UUID> missed = new ArrayList<>();
    List<UUID> over =
        jdbc.query(
            unanswered,
            Map.of("now", at(now), "limit", BATCH),
            (row, i) -> {
              UUID id = row.getObject("id", UUID.class);
              if ("MISSED".equals(row.getString("state"))) {
                missed.add(id);
              }
              return id;
            });
    if (!missed.isEmpty()) {
      tell(missed, now);
    }
    return over.size();
  }

  private void tell(List<UUID> missed, Instant now) {
    String[] ids = missed.stream().map(UUID::toString).toArray(String[]::new);
    jdbc.query(
        escalate,
        new MapSqlParameterSource().addValue("ids", ids).addValue("now", at(now)),
        row -> {
          UUID id = row.getObject("id", UUID.class);
          events.missed(
              now,
              id,
              row.getObject("patient_id", UUID.class),
              Map.of(
                  "occurrenceId",
                  id,
                  "planId",
                  row.getObject("plan_id", UUID.class),
                  "dueAt",
                  row.getObject("due_at", OffsetDateTime.class).toInstant(),
                  "critical",
                  row.getBoolean("critical")));
        });
  }
}
