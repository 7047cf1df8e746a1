package procare.bench;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * d: an ORU of 609 bytes over MLLP until its AA, which goes out only after the commit, against pgbench on the identical statement, pgbench on message,
 * three results and outbox, and HAPI's server that stores those three; in turns on one PostgreSQL. Relay and agents are off, so that all do the same work.
 */
final class Reports {
  private static final double GOAL_PG = 0.5;
  private static final double GOAL_HAPI = 2;

  private Reports() {}

  static int run(Options options) throws Exception {
    int seconds = options.number("t", 6);
    int rounds = options.number("rounds", 3);
    System.out.printf("d: %d rounds of %d s; %s%n", rounds, seconds, Numbers.machine());
    boolean good = true;
    try (Lab lab = Lab.empty()) {
      lab.database(lab.own(new OwnPostgres()).admin());
      lab.virtualHost();
      App.prepare(lab);
      int port = Ports.free();
      Hub hub =
          lab.hub(
                  "http://127.0.0.1:1",
                  List.of(
                      "--procare.run=in",
                      "--procare.mllp.enabled=true",
                      "--procare.mllp.port=" + port,
                      "--procare.hl7.partners.bench.application=LIS",
                      "--procare.hl7.partners.bench.facility=APEXLAB",
                      "--procare.hl7.partners.bench.kind=LAB"))
              .start();
      HapiPeer.tables(lab);
      HapiPeer hapi = lab.own(new HapiPeer(lab));
      long warm = 0;
      for (int i = 0; i < 6 && warm < options.number("warm", 60_000); i++) {
        warm += MllpLoad.run(port, 16, 4, Writes.run()).good();
        MllpLoad.run(hapi.port, 16, 4, Writes.run());
      }
      System.out.printf("  warmed up with %d reports%n", warm);
      String envelope;
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        envelope = Quiet.one(statement, "select envelope::text from event_log limit 1");
      }
      Pgbench same = new Pgbench(lab.folder, envelope, MllpLoad.message());
      Pgbench three = new Pgbench(lab.folder, MllpLoad.message());
      if (options.has("jfr")) {
        Shell.run("jcmd", String.valueOf(hub.pid()), "JFR.start", "settings=profile", "filename=/tmp/bench-d.jfr", "name=d");
      }
      int base = 1;
      for (int connections : new int[] {16, 1}) {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        List<Double> p99 = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
          String run = Writes.run();
          Cpu start = Cpu.now(lab, hub);
          MllpLoad.Result mine = MllpLoad.run(port, connections, seconds, run);
          Cpu used = Cpu.now(lab, hub).since(start);
          long rows = count(lab, "hl7_message", run);
          String peerRun = Writes.run();
          MllpLoad.Result peer = MllpLoad.run(hapi.port, connections, seconds, peerRun);
          long peerRows = count(lab, "peer_message", peerRun);
          double pgSame = same.run(lab, connections, seconds, base++);
          double pgThree = three.run(lab, connections, seconds, base++);
          boolean right = mine.bad() == 0 && rows == mine.good() && peerRows >= peer.good();
          good &= right;
          add(rates, "hub", mine.perSecond());
          add(rates, "hapi", peer.perSecond());
          add(rates, "pgbench", pgSame);
          add(rates, "pgbench3", pgThree);
          p99.add(mine.p99());
          System.out.printf(
              "  %d connections, round %d: hub %.0f/s (p50 %.2f, p99 %.2f ms; %.0f us of its own, %.0f us of PostgreSQL each), HAPI %.0f/s (%d bad), pgbench %.0f/s, on message, results and outbox %.0f/s; %d AA, %d rows%s%n",
              connections, round, mine.perSecond(), mine.p50(), mine.p99(), 1e6 * used.hub() / rows, 1e6 * used.database() / rows,
              peer.perSecond(), peer.bad(), pgSame, pgThree, mine.good(), rows, right ? "" : " WRONG");
        }
        double hub1 = Numbers.median(rates.get("hub"));
        double toPg = hub1 / Numbers.median(rates.get("pgbench"));
        double toThree = hub1 / Numbers.median(rates.get("pgbench3"));
        double toHapi = hub1 / Numbers.median(rates.get("hapi"));
        System.out.printf(
            "  d, %d connections: hub %.0f/s, p99 %.2f ms; %.2f of pgbench on its statement, %.2f of pgbench on message, results and outbox (goal %.1f), %.2f times HAPI (goal %.0f)%n",
            connections, hub1, Numbers.median(p99), toPg, toThree, GOAL_PG, toHapi, GOAL_HAPI);
        good &= connections == 1 || Math.min(toPg, toThree) >= GOAL_PG && toHapi >= GOAL_HAPI;
      }
      if (options.has("jfr")) {
        Shell.run("jcmd", String.valueOf(hub.pid()), "JFR.stop", "name=d");
      }
    }
    return good ? 0 : 1;
  }

  private static void add(Map<String, List<Double>> rates, String name, double rate) {
    rates.computeIfAbsent(name, n -> new ArrayList<>()).add(rate);
  }

  private static long count(Lab lab, String table, String run) throws Exception {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      return Long.parseLong(Quiet.one(statement, "select count(*) from " + table + " where control_id like '" + run + "%'"));
    }
  }
}
