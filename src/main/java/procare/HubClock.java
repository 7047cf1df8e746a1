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
public final class HubClock extends Clock implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(HubClock.class);

  /** Half of what a reminder may be early, so that two nodes together stay within it. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  /** Clocks kept by NTP are nearer than this; somebody should look. */
  public static final Duration NOTICEABLE = Duration.ofSeconds(5);

  /** A slower answer says nothing about the time. */
  private static final Duration SLOWEST = Duration.ofSeconds(5);

  private static final int EVERY_SECONDS = 10;

  private final Clock node;
  private final Supplier<DataSource> database;
  private volatile Duration correction = Duration.ZERO;
  private volatile Duration offset;
  private final Regularly comparing =
      new Regularly("hub-clock", EVERY_SECONDS) {
        @Override
        protected void turn() {
          compare();
        }
      };

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

  /**
   * How far the node's clock is ahead of the database's (negative: behind), as last seen; null when
   * the database was not asked yet.
   */
  public Duration offset() {
    return offset;
  }

  /** The node's own time, right or wrong: what libraries that ask the system go by. */
  public Instant own() {
    return node.instant();
  }

  private void notice(Duration ahead) {
    boolean before = isNoticeable(offset);
    offset = ahead;
    if (isNoticeable(ahead) && !before) {
      LOG.warn("The clock of this node is {} ahead of the database's: is NTP running?", ahead);
    }
  }

  private static boolean isNoticeable(Duration ahead) {
    return ahead != null && ahead.abs().compareTo(NOTICEABLE) > 0;
  }

  private void correct(Duration difference) {
    notice(difference.negated());
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
  public void start() {
    compare();
    comparing.start();
  }

  @Override
  public void stop() {
    comparing.stop();
  }

  @Override
  public boolean isRunning() {
    return comparing.isRunning();
  }
}
