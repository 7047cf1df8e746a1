package procare.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Compares what was acknowledged with what came of it. Every check in {@code ledger.properties} is a
 * query for the keys that break it; {@code lost.*} means an effect is missing, {@code doubled.*} that
 * there is one too many, {@code other.*} that something is left over.
 */
final class Ledger {
  private final Lab lab;
  private int lost;
  private int doubled;
  private int other;

  Ledger(Lab lab) {
    this.lab = lab;
  }

  /** Prints the ledger and returns whether it balances. */
  boolean balance(Pour pour, Gateway gateway) throws SQLException, IOException {
    try (Connection connection = lab.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists bench_posted (key text primary key, reading uuid, danger boolean)");
      statement.execute("create table if not exists bench_written (id text primary key, danger boolean)");
      statement.execute("truncate bench_posted, bench_written");
      keep(connection, pour);
      statement.execute("analyze");
      System.out.printf(
          "  acknowledged: %d readings by REST (%d dangerous), %d by WhatsApp (%d dangerous); answers %s%n",
          pour.posted.size(),
          pour.posted.stream().filter(Pour.Posted::danger).count(),
          pour.written.size(),
          pour.written.stream().filter(Pour.Written::danger).count(),
          new TreeMap<>(pour.answers));
      System.out.printf(
          "  effects: %s readings, %s events, %s inbox claims, %s emergencies, %s deliveries (%s ambiguous), %d texts at the gateway%n",
          Quiet.one(statement, "select count(*) from glucose_reading"),
          Quiet.one(statement, "select count(*) from event_log"),
          Quiet.one(statement, "select count(*) from inbox"),
          Quiet.one(statement, "select count(*) from emergency"),
          Quiet.one(statement, "select count(*) from delivery"),
          Quiet.one(statement, "select count(*) from delivery where ambiguous"),
          gateway == null ? 0 : gateway.total());
      for (Map.Entry<String, String> check : checks().entrySet()) {
        report(check.getKey(), keys(statement, check.getValue()));
      }
      if (gateway != null) {
        texts(statement, gateway);
      }
      pour.refused.forEach(answer -> report("other.answer", List.of(answer)));
    }
    System.out.printf("  ledger: %d lost, %d doubled, %d other differences%n", lost, doubled, other);
    return lost + doubled + other == 0;
  }

  private static void keep(Connection connection, Pour pour) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("insert into bench_posted values (?, ?, ?)")) {
      for (Pour.Posted posted : pour.posted) {
        insert.setString(1, posted.key());
        insert.setObject(2, posted.reading());
        insert.setBoolean(3, posted.danger());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement insert = connection.prepareStatement("insert into bench_written values (?, ?) on conflict do nothing")) {
      for (Pour.Written written : pour.written) {
        insert.setString(1, written.messageId());
        insert.setBoolean(2, written.danger());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static Map<String, String> checks() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = new java.io.FileInputStream("bench/ledger.properties")) {
      properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    }
    Map<String, String> checks = new TreeMap<>();
    properties.forEach((name, sql) -> checks.put((String) name, (String) sql));
    return checks;
  }

  private static List<String> keys(Statement statement, String sql) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
    }
    return keys;
  }

  private void report(String name, List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    if (name.startsWith("lost")) {
      lost += keys.size();
    } else if (name.startsWith("doubled")) {
      doubled += keys.size();
    } else {
      other += keys.size();
    }
    System.out.printf(
        "  ✗ %s: %d, such as %s%n", name, keys.size(), keys.subList(0, Math.min(3, keys.size())));
  }

  /** A text counts as doubled when it was sent more often than its deliveries allow. */
  private void texts(Statement statement, Gateway gateway) throws SQLException {
    Map<Gateway.Text, int[]> allowed = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select address, body, count(*) filter (where state in ('sent', 'delivered', 'read')),"
                + " sum(case when ambiguous then greatest(attempts, 1) when state in ('sent', 'delivered', 'read') then 1 else 0 end)"
                + " from delivery where address is not null group by 1, 2")) {
      while (rows.next()) {
        allowed.put(
            new Gateway.Text(rows.getString(1), rows.getString(2)),
            new int[] {rows.getInt(3), rows.getInt(4)});
      }
    }
    List<String> missing = new ArrayList<>();
    List<String> tooMany = new ArrayList<>();
    int flagged = 0;
    for (Map.Entry<Gateway.Text, int[]> expected : allowed.entrySet()) {
      int sent = gateway.sent.containsKey(expected.getKey()) ? gateway.sent.get(expected.getKey()).get() : 0;
      if (sent < expected.getValue()[0]) {
        missing.add(expected.getKey().toString());
      } else if (sent > expected.getValue()[1]) {
        tooMany.add(sent + "× " + expected.getKey());
      } else {
        flagged += Math.max(0, sent - expected.getValue()[0]);
      }
    }
    gateway.sent.keySet().stream()
        .filter(text -> !allowed.containsKey(text))
        .forEach(text -> tooMany.add("unknown " + text));
    report("lost.text-at-gateway", missing);
    report("doubled.text-at-gateway", tooMany);
    System.out.printf("  texts repeated with an unknown first outcome, flagged ambiguous: %d%n", flagged);
  }
}
