package procare.event;

import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import procare.Sql;

/**
 * Transactional outbox (EIP: Guaranteed Delivery). An event appended here becomes visible and
 * leaves exactly when the surrounding transaction commits, together with the change that it
 * reports.
 */
@Component
public class Outbox {
  private final NamedParameterJdbcTemplate jdbc;
  private final RelaySignal signal;
  private final String append = Sql.of("event/append");

  public Outbox(NamedParameterJdbcTemplate jdbc, RelaySignal signal) {
    this.jdbc = jdbc;
    this.signal = signal;
  }

  public void append(Event... events) {
    append(List.of(events));
  }

  public void append(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    jdbc.update(
        append,
        new MapSqlParameterSource()
            .addValue("ids", column(events, Event::id))
            .addValue("types", column(events, Event::type))
            .addValue("keys", column(events, RoutingKeys::of))
            .addValue("subjects", column(events, Event::subject))
            .addValue("patients", column(events, Event::patientId))
            .addValue("correlations", column(events, Event::correlationId))
            .addValue("causations", column(events, Event::causationId))
            .addValue("times", column(events, e -> e.time().atOffset(ZoneOffset.UTC)))
            .addValue("envelopes", column(events, e -> e.envelope().toString()))
            .addValue("urgent", column(events, Event::urgent)));
    wakeAfterCommit(events.stream().anyMatch(Event::urgent));
  }

  /**
   * For statements that write their outbox rows themselves (hot paths): wake the relay once they
   * are committed.
   */
  public void wakeAfterCommit(boolean urgent) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              signal.wake(urgent);
            }
          });
    } else {
      signal.wake(urgent);
    }
  }

  private static String[] column(List<Event> events, Function<Event, Object> value) {
    return events.stream()
        .map(value)
        .map(v -> v == null ? null : v.toString())
        .toArray(String[]::new);
  }
}
