package procare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Processor time in seconds. Where others share the machine, throughput tells how much of it one
 * got; processor time for each request still tells what it costs.
 */
record Cpu(double hub, double database, double tools) {
  private static final double TICKS = 100;

  /** Now: the hub, the backends of its database, and all programs that this process ran to their end. */
  static Cpu now(Lab lab, Hub hub) throws IOException, SQLException {
    double backends = 0;
    try (Connection connection = lab.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select pid from pg_stat_activity where datname = current_database() and application_name = 'procare-hub'")) {
      while (rows.next()) {
        backends += own(rows.getLong(1));
      }
    }
    String[] mine = stat(ProcessHandle.current().pid());
    return new Cpu(own(hub.pid()), backends, (Double.parseDouble(mine[13]) + Double.parseDouble(mine[14])) / TICKS);
  }

  Cpu since(Cpu earlier) {
    return new Cpu(hub - earlier.hub, database - earlier.database, tools - earlier.tools);
  }

  private static double own(long pid) throws IOException {
    String[] stat = stat(pid);
    return (Double.parseDouble(stat[11]) + Double.parseDouble(stat[12])) / TICKS;
  }

  /** Fields of proc(5) from the third on. */
  private static String[] stat(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }
}
