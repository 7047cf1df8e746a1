package procare.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Waits until nothing is under way any more. */
final class Quiet {
  private static final String UNDER_WAY =
      "select (select count(*) from outbox) as outbox,"
          + " (select count(*) from delivery where state in ('pending', 'sending')) as deliveries,"
          + " (select count(*) from inbound_message where state = 'RECEIVED') as messages";
  private static final String FINGERPRINT =
      "select concat_ws(' ', (select count(*) from event_log), (select count(*) from inbox),"
          + " (select count(*) from delivery), (select count(*) from delivery_attempt))";

  private Quiet() {}

  /**
   * @return how long it took
   */
  static Duration await(Lab lab, Duration atMost) throws SQLException, InterruptedException {
    long began = System.nanoTime();
    String last = "";
    int still = 0;
    while (still < 5) {
      Thread.sleep(1000);
      try (Connection connection = lab.connect();
          Statement statement = connection.createStatement()) {
        String now = one(statement, FINGERPRINT);
        boolean idle;
        String what;
        try (ResultSet row = statement.executeQuery(UNDER_WAY)) {
          row.next();
          idle = row.getLong(1) + row.getLong(2) + row.getLong(3) == 0;
          what = "outbox %d, deliveries %d, messages %d".formatted(row.getLong(1), row.getLong(2), row.getLong(3));
        }
        still = idle && now.equals(last) ? still + 1 : 0;
        last = now;
        if (System.nanoTime() - began > atMost.toNanos()) {
          System.out.println("  not quiet after " + atMost.toSeconds() + " s: " + what);
          break;
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - began).minusSeconds(5);
  }

  static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
