package procare.partner;

import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Causes;
import procare.Ids;
import procare.Node;
import procare.event.Event;
import procare.event.Outbox;

/** Makes every change of a breaker visible: a log line, a row that operations shows, an event. */
@Component
class BreakerLog implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(BreakerLog.class);
  private static final String UPSERT =
      "insert into breaker_state (partner, node, state, changed_at) values (?, ?, ?, ?)"
          + " on conflict (partner, node) do update set state = excluded.state, changed_at = excluded.changed_at";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final Clock clock;

  // A transition happens inside a partner call; the database must not slow or fail that call.
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "breaker-log");
            thread.setDaemon(true);
            return thread;
          });

  BreakerLog(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.outbox = outbox;
    this.clock = clock;
  }

  void changed(CircuitBreakerOnStateTransitionEvent transition) {
    String partner = transition.getCircuitBreakerName();
    String from = transition.getStateTransition().getFromState().name();
    String to = transition.getStateTransition().getToState().name();
    LOG.warn("Circuit breaker of {} went from {} to {}", partner, from, to);
    writer.execute(() -> store(partner, from, to));
  }

  private void store(String partner, String from, String to) {
    try {
      transaction.executeWithoutResult(
          status -> {
            jdbc.update(UPSERT, partner, Node.NAME, to, clock.instant().atOffset(ZoneOffset.UTC));
            outbox.append(
                Event.first(
                    "hub.breaker.changed",
                    clock.instant(),
                    Ids.next().toString(),
                    "hub",
                    partner,
                    null,
                    Map.of("partner", partner, "from", from, "to", to, "node", Node.NAME)));
          });
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "The breaker change of {} to {} could not be stored: {}", partner, to, Causes.root(e));
    }
  }

  @Override
  public void destroy() {
    writer.shutdown();
  }
}
