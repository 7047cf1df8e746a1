package procare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The time by which everything is due. It is the node's own, until that is further from the
 * database's than clocks kept by NTP ever are; from then on it is the database's, so that a node
 * whose clock is wrong neither reminds early, nor lets a quiet night end early, nor lets go what is
 * not stale. In UTC.
 */
final class HubClock extends Clock implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HubClock.class);

  /** Half of what a reminder may be early, so that two nodes together stay within it. */
  static final Duration TOLERANCE = Duration.ofSeconds(30);

  /** A slower answer says nothing about the time. */
  private static final Duration SLOWEST = Duration.ofSeconds(5);

  private static final int EVERY_SECONDS = 10;

  private final Clock node;
  private final Supplier<DataSource> database;
  private volatile Duration correction = Duration.ZERO;
  private ScheduledExecutorService thread;

  /**
   * @param database asked for at the start only: this clock is made before most others
   */
  HubClock(Clock node, Supplier<DataSource> database) {
    this.node = node;
    this.database = database;
  }

  @Override
  public Instant instant() {
    return node.instant().plus(correction);
  }

  /** Compares with the database; without an answer what was last known stays. */
  void compare() {
    try (Connection connection = database.get().getConnection();
        Statement statement = connection.createStatement()) {
      Instant asked = node.instant();
      Instant there;
      try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
        row.next();
        there = row.getObject(1, OffsetDateTime.class).toInstant();
      }
      Duration took = Duration.between(asked, node.instant());
      if (!took.isNegative() && took.compareTo(SLOWEST) < 0) {
        correct(Duration.between(asked.plus(took.dividedBy(2)), there));
      }
    } catch (SQLException e) {
      LOG.warn("The clock could not be compared with the database's: {}", e.getMessage());
    }
  }

  private void correct(Duration difference) {
    boolean wrong = difference.abs().compareTo(TOLERANCE) > 0;
    if (wrong && correction.isZero()) {
      LOG.error(
          "The clock of this node is {} from the database's, which is used until that is put right",
          difference.negated());
    }
    correction = wrong ? difference.truncatedTo(ChronoUnit.MICROS) : Duration.ZERO;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException(
        "the hub's clock gives instants; zones belong to people");
  }

  /** First of all, before a route asks what is due. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public synchronized void start() {
    compare();
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "hub-clock");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.scheduleWithFixedDelay(this::compare, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
