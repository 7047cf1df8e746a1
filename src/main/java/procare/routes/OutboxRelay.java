package procare.routes;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.MessagePropertiesBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Causes;
import procare.Sql;
import procare.event.OutboxProperties;
import procare.event.RelaySignal;

/**
 * Publishes committed events: rows are locked, published, confirmed as a batch and only then
 * removed, so a crash at any point repeats at most one batch and loses nothing. While the broker
 * does not confirm, urgent events are given to their agents in process and stay in the outbox for
 * everyone else.
 */
@Component("outboxRelay")
public class OutboxRelay implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);

  /** How far below the newest published row an older transaction may still commit. */
  private static final long SLACK = 5_000;

  private static final int IN_PROCESS = 8;

  private record Row(long seq, String routingKey, String envelope) {}

  private final class Lane {
    final boolean urgent;

    /** Whether it tells the log of the broker; one of those that share the work is enough. */
    final boolean tells;

    final Duration confirmTimeout;
    long floor;
    long sweptAt;
    long probedAt;
    boolean brokerAway;

    Lane(boolean urgent, boolean tells, Duration confirmTimeout) {
      this.urgent = urgent;
      this.tells = tells;
      this.confirmTimeout = confirmTimeout;
    }
  }

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final RabbitTemplate rabbit;
  private final ProducerTemplate routes;
  private final Topology topology;
  private final RelaySignal signal;
  private final OutboxProperties settings;
  private final BrokerAlarm alarm;
  private final String claim = Sql.of("event/claim");
  private final String waiting = Sql.of("event/waiting");
  private final ExecutorService inProcess = Executors.newFixedThreadPool(IN_PROCESS);
  private final Lane urgentLane;
  private final Lane normalLane;
  private final Lane secondNormalLane;

  public OutboxRelay(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      RabbitTemplate rabbit,
      ProducerTemplate routes,
      Topology topology,
      RelaySignal signal,
      OutboxProperties settings,
      BrokerAlarm alarm) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rabbit = rabbit;
    this.routes = routes;
    this.topology = topology;
    this.signal = signal;
    this.settings = settings;
    this.alarm = alarm;
    this.urgentLane = new Lane(true, true, settings.urgentConfirmTimeout());
    this.normalLane = new Lane(false, true, settings.confirmTimeout());
    this.secondNormalLane = new Lane(false, false, settings.confirmTimeout());
  }

  /** Empties the urgent lane, then waits for the next commit or the poll interval. */
  public void relayUrgent() throws InterruptedException {
    relay(urgentLane);
  }

  /** Empties the normal lane, then waits for the next commit or the poll interval. */
  public void relayNormal() throws InterruptedException {
    relay(normalLane);
  }

  /** The same beside it: what is committed while the first waits for confirms need not wait too. */
  public void relayNormalToo() throws InterruptedException {
    relay(secondNormalLane);
  }

  private void relay(Lane lane) throws InterruptedException {
    try {
      boolean more = true;
      while (more && !Thread.currentThread().isInterrupted()) {
        if (lane.urgent && lane.brokerAway) {
          handOver();
        }
        more = probeDue(lane) && drainBatch(lane);
      }
    } catch (DataAccessException | TransactionException | CompletionException e) {
      LOG.warn("The relay cannot reach the database and tries again: {}", Causes.root(e));
    }
    signal.await(lane.urgent, settings.poll());
  }

  /**
   * With the broker known to be away, ask it again once a poll interval and not for every commit.
   */
  private boolean probeDue(Lane lane) {
    long now = System.nanoTime();
    if (lane.brokerAway && now - lane.probedAt < settings.poll().toNanos()) {
      return false;
    }
    lane.probedAt = now;
    return true;
  }

  private boolean drainBatch(Lane lane) {
    try {
      Integer published = transaction.execute(status -> publishBatch(lane));
      if (lane.brokerAway && published != null && published > 0) {
        lane.brokerAway = false;
        if (lane.tells) {
          LOG.info("The broker confirms again; the outbox drains");
        }
      }
      return published != null && published == settings.batch();
    } catch (AmqpException e) {
      if (!lane.brokerAway && lane.tells) {
        LOG.warn(
            "The broker does not confirm; events wait in the outbox, urgent ones go to their agents in process: {}",
            Causes.root(e));
      }
      lane.brokerAway = true;
      if (lane.urgent) {
        handOver();
      }
      return false;
    }
  }

  private int publishBatch(Lane lane) {
    long now = System.nanoTime();
    boolean sweep = lane.sweptAt == 0 || now - lane.sweptAt > SWEEP.toNanos();
    List<Row> rows =
        jdbc.query(claim, OutboxRelay::row, lane.urgent, sweep ? 0L : lane.floor, settings.batch());
    if (sweep && rows.size() < settings.batch()) {
      lane.sweptAt = now;
    }
    if (rows.isEmpty()) {
      return 0;
    }
    publish(rows, lane.confirmTimeout);
    Long[] published = rows.stream().map(Row::seq).toArray(Long[]::new);
    jdbc.update("delete from outbox where seq = any (?)", (Object) published);
    lane.floor = Math.max(lane.floor, published[published.length - 1] - SLACK);
    return rows.size();
  }

  private void publish(List<Row> rows, Duration timeout) {
    alarm.check();
    rabbit.invoke(
        channel -> {
          for (Row row : rows) {
            MessageProperties properties =
                MessagePropertiesBuilder.newInstance()
                    .setContentType("application/cloudevents+json")
                    .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                    .build();
            channel.send(
                Topology.exchangeOf(row.routingKey()),
                row.routingKey(),
                new org.springframework.amqp.core.Message(
                    row.envelope().getBytes(StandardCharsets.UTF_8), properties));
          }
          channel.waitForConfirmsOrDie(timeout.toMillis());
          return null;
        });
  }

  /**
   * Outside any transaction: every agent has its own, and the inbox makes the later copy from the
   * broker harmless. Side by side, so that one slow gateway call does not keep the next patient
   * waiting.
   */
  private void handOver() {
    List<CompletableFuture<Void>> running =
        jdbc.query(waiting, OutboxRelay::row, settings.batch()).stream()
            .map(row -> CompletableFuture.runAsync(() -> handOver(row), inProcess))
            .toList();
    running.forEach(CompletableFuture::join);
  }

  private void handOver(Row row) {
    boolean taken = true;
    for (Topology.Queue queue : topology.reachedBy(row.routingKey())) {
      Exchange exchange =
          routes.send(
              queue.route(),
              e -> e.getMessage().setBody(row.envelope().getBytes(StandardCharsets.UTF_8)));
      if (exchange.getException() != null) {
        taken = false;
        LOG.warn(
            "{} could not take an urgent event in process: {}",
            queue.name(),
            Causes.root(exchange.getException()));
      }
    }
    MDC.remove("correlationId");
    if (taken) {
      jdbc.update("update outbox set handed_over = now() where seq = ?", row.seq());
    }
  }

  @Override
  public void destroy() {
    inProcess.shutdownNow();
  }

  private static Row row(ResultSet rs, int index) throws SQLException {
    return new Row(rs.getLong("seq"), rs.getString("routing_key"), rs.getString("envelope"));
  }
}
