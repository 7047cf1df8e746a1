package procare.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One minute at which very many reminders are due: from the due time until each has become an
 * occurrence, has travelled in an event and is a message of its own. Times are those of the
 * database's transactions, so that looking on costs nothing.
 *
 * @param planned seconds after the due time at which the last occurrence was there
 * @param consumed seconds after the due time at which the last message was there
 * @param doubled occurrences or messages too many for a plan
 */
record ReminderRush(int count, double planned, double consumed, long occurrences, long messages, long doubled, Map<String, Long> nodes) {
  private static final String PROGRESS =
      "select (select coalesce(sum(planned), 0) from reminder_batch where due_minute = '%1$s'),"
          + " (select count(*) from event_log e where e.type = 'care.medication.reminder' and e.time >= '%1$s'),"
          + " (select count(*) from event_log e join inbox i on i.event_id = e.id and i.consumer = 'engagement-engine'"
          + " where e.type = 'care.medication.reminder' and e.time >= '%1$s')";

  interface Meanwhile {
    /**
     * @param share of the reminders that are planned by now, 0 to 1
     */
    void look(double share) throws Exception;
  }

  static ReminderRush watch(Lab lab, Instant minute, int count, Meanwhile meanwhile) throws Exception {
    TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), minute).toMillis());
    long began = System.nanoTime();
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet row = statement.executeQuery(PROGRESS.formatted(minute))) {
          row.next();
          meanwhile.look(row.getLong(1) / (double) count);
          if (row.getLong(1) >= count && row.getLong(2) == row.getLong(3)) {
            break;
          }
        }
        if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(600)) {
          System.out.println("  not done after 600 s");
          break;
        }
        Thread.sleep(200);
      }
      return counted(statement, minute, count);
    }
  }

  private static ReminderRush counted(Statement statement, Instant minute, int count) throws Exception {
    String those = " from reminder_occurrence where due_at = '" + minute + "'";
    double planned = seconds(statement, "select extract(epoch from max(finished_at) - '" + minute + "') from reminder_batch where due_minute = '" + minute + "'");
    double consumed =
        seconds(statement, "select extract(epoch from max(claimed_at) - '" + minute + "') from inbox where consumer = 'engagement-engine'");
    long occurrences = number(statement, "select count(*)" + those);
    long messages = number(statement, "select count(*) from delivery where next_attempt_at = '" + minute + "'");
    long doubled =
        number(statement, "select count(*) - count(distinct plan_id)" + those)
            + number(statement, "select count(*) - count(distinct patient_id) from delivery where next_attempt_at = '" + minute + "'");
    Map<String, Long> nodes = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("select node, sum(planned) from reminder_batch where due_minute = '" + minute + "' group by node")) {
      while (rows.next()) {
        nodes.put(rows.getString(1), rows.getLong(2));
      }
    }
    return new ReminderRush(count, planned, consumed, occurrences, messages, doubled, nodes);
  }

  boolean exact() {
    return occurrences == count && messages == count && doubled == 0;
  }

  String inWords() {
    return "%,d due in one minute: occurrences after %.1f s, consumed after %.1f s (%,.0f/s); missing %d, doubled %d"
        .formatted(count, planned, consumed, count / consumed, 2L * count - occurrences - messages, doubled);
  }

  private static long number(Statement statement, String sql) throws Exception {
    return Long.parseLong(Quiet.one(statement, sql));
  }

  private static double seconds(Statement statement, String sql) throws Exception {
    return Double.parseDouble(Quiet.one(statement, sql));
  }
}
