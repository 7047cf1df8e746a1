package procare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * a1: POST /glucose-readings until it is committed, against pgbench on the identical statement, in
 * turns. The relay and the agents are off in this hub, so that both sides do the same work.
 */
final class Writes {
  private static final double GOAL = 0.65;

  private Writes() {}

  static int run(Options options) throws Exception {
    int connections = options.number("c", 32);
    int seconds = options.number("t", 8);
    int rounds = options.number("rounds", 3);
    System.out.printf("a1: %d connections, %d rounds of %d s; %s%n", connections, rounds, seconds, Numbers.machine());
    try (Lab lab = Lab.empty()) {
      lab.database(lab.own(new OwnPostgres()).admin());
      lab.virtualHost();
      App.prepare(lab);
      Hub hub = lab.hub("http://127.0.0.1:1", List.of("--procare.run=in")).start();
      List<People.Patient> patients;
      try (Connection connection = lab.connect()) {
        patients = People.make(connection, 8);
      }
      Path tokens = tokens(lab, hub, patients);
      long warmed = 0;
      long bad = 0;
      for (int i = 0; i < 30 && warmed < options.number("warm", 150_000); i++) {
        Wrk warm = Wrk.run(hub.url, connections, 5, "bench/post.lua", tokens.toString(), run());
        warmed += warm.good();
        bad += warm.bad();
      }
      System.out.printf("  warmed up with %d readings, %d bad%n", warmed, bad);
      Pgbench pgbench;
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        pgbench = new Pgbench(lab.folder, patients.get(0), Quiet.one(statement, "select envelope::text from event_log limit 1"));
      }
      pgbench.run(lab, connections, 3, 1);
      if (options.has("jfr")) {
        Shell.run("jcmd", String.valueOf(hub.pid()), "JFR.configure", "stackdepth=256");
        Shell.run("jcmd", String.valueOf(hub.pid()), "JFR.start", "settings=profile", "filename=/tmp/bench.jfr", "name=a1");
      }
      List<Double> ratios = new ArrayList<>();
      List<Double> rates = new ArrayList<>();
      List<Double> limits = new ArrayList<>();
      List<Double> p99 = new ArrayList<>();
      List<Double> costs = new ArrayList<>();
      boolean correct = bad == 0;
      for (int round = 1; round <= rounds; round++) {
        String run = run();
        Cpu start = Cpu.now(lab, hub);
        Wrk wrk = Wrk.run(hub.url, connections, seconds, "bench/post.lua", tokens.toString(), run);
        Cpu used = Cpu.now(lab, hub).since(start);
        long rows = rows(lab, run);
        correct &= wrk.bad() == 0 && rows >= wrk.good() && rows <= wrk.good() + connections;
        start = Cpu.now(lab, hub);
        double limit = pgbench.run(lab, connections, seconds, round + 1);
        double tool = Cpu.now(lab, hub).since(start).tools() / (limit * seconds);
        double database = used.database() / rows;
        double cost = (database + tool) / (database + (used.hub() + used.tools()) / rows);
        costs.add(cost);
        System.out.printf(
            "  round %d: hub %.0f/s (p50 %.1f ms, p99 %.1f ms), %d answers of 201, %d bad, %d rows; pgbench %.0f/s; ratio %.2f%n"
                + "    processor time each: hub %.0f us, PostgreSQL %.0f us, wrk %.0f us, pgbench %.0f us; ratio of these %.2f%n",
            round, wrk.perSecond(), wrk.p50(), wrk.p99(), wrk.good(), wrk.bad(), rows, limit, wrk.perSecond() / limit,
            1e6 * used.hub() / rows, 1e6 * database, 1e6 * used.tools() / rows, 1e6 * tool, cost);
        ratios.add(wrk.perSecond() / limit);
        rates.add(wrk.perSecond());
        limits.add(limit);
        p99.add(wrk.p99());
      }
      if (options.has("jfr")) {
        Shell.run("jcmd", String.valueOf(hub.pid()), "JFR.stop", "name=a1");
      }
      double ratio = Numbers.median(ratios);
      System.out.printf(
          "  a1: hub %.0f/s, pgbench %.0f/s, ratio %.2f (goal %.2f), by processor time %.2f, p99 %.1f ms (goal 15), %s%n",
          Numbers.median(rates), Numbers.median(limits), ratio, GOAL, Numbers.median(costs), Numbers.median(p99), correct ? "every 201 is a row" : "WRONG: rows and answers differ");
      return correct && ratio >= GOAL ? 0 : 1;
    }
  }

  static Path tokens(Lab lab, Hub hub, List<People.Patient> patients) throws Exception {
    Client client = new Client(hub.url);
    StringBuilder lines = new StringBuilder();
    for (People.Patient patient : patients) {
      lines.append(client.login(patient.username())).append('\n');
    }
    return Files.writeString(lab.folder.resolve("tokens"), lines);
  }

  static String run() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  static long rows(Lab lab, String run) throws Exception {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      return Long.parseLong(
          Quiet.one(statement, "select count(*) from idempotency_key k join glucose_reading g on g.id = k.resource_id where k.key like '" + run + "-%'"));
    }
  }
}
