package procare.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * g2: how fast the relay empties a backlog into a consumer, for a small and a large backlog and with
 * a long transaction that holds back vacuum, beside a bare publisher with confirms in batches.
 */
final class Drain {
  private static final String KEY = "bench.backlog";

  private Drain() {}

  static int run(Options options) throws Exception {
    int small = options.number("small", 100_000);
    int large = options.number("large", 1_000_000);
    System.out.printf("g2: backlogs of %d and %d; %s%n", small, large, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Hub hub = lab.hub("http://127.0.0.1:1", List.of("--procare.run=hub")).start();
      hub.close();
      Arrivals arrivals = lab.own(new Arrivals(lab.amqp, KEY));
      drain(lab, hub, arrivals, 20_000, false);
      double limit = Publisher.run(lab, arrivals, small, 650);
      List<Double> smalls = new ArrayList<>();
      smalls.add(drain(lab, hub, arrivals, small, false));
      double big = drain(lab, hub, arrivals, large, false);
      double held = drain(lab, hub, arrivals, small, true);
      smalls.add(drain(lab, hub, arrivals, small, false));
      double base = Numbers.median(smalls);
      System.out.printf(
          "  g2: %.0f/s; large backlog %.2f× (goal 0.95), with xmin held %.2f× (goal 0.80); bare publisher %.0f/s, so %.2f of it%n",
          base, big / base, held / base, limit, base / limit);
      return big / base >= 0.95 && held / base >= 0.8 ? 0 : 1;
    }
  }

  private static double drain(Lab lab, Hub hub, Arrivals arrivals, int count, boolean holdXmin) throws Exception {
    arrivals.forget();
    try (Connection old = lab.connect(); Statement statement = old.createStatement()) {
      if (holdXmin) {
        old.setAutoCommit(false);
        old.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Quiet.one(statement, "select txid_current()");
      }
      fill(lab, KEY, count);
      hub.start();
      boolean all = arrivals.await(count);
      double perSecond = arrivals.at.size() / ((arrivals.lastNanos - arrivals.firstNanos) / 1e9);
      hub.close();
      System.out.printf(
          "  %d rows%s: %.0f/s, %d distinct, %d twice%s%n",
          count, holdXmin ? " with an old transaction" : "", perSecond, arrivals.at.size(), arrivals.doubled.get(), all ? "" : " INCOMPLETE");
      if (!all) {
        throw new Shell.Trouble("events are missing");
      }
      return perSecond;
    }
  }

  /** Puts that many committed events into outbox and log at once. */
  static void fill(Lab lab, String routingKey, int count) throws SQLException {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with new as (select gen_random_uuid() as id from generate_series(1, %d)),
          logged as (
            insert into event_log (id, type, subject, correlation_id, time, envelope)
            select id, '%s', id::text, id::text, now(),
                   jsonb_build_object('id', id, 'type', '%s', 'source', '/bench', 'specversion', '1.0', 'time', now(),
                                      'subject', id, 'correlationid', id, 'data', jsonb_build_object('filler', repeat('x', 300)))
            from new)
          insert into outbox (event_id, routing_key, urgent) select id, '%s', false from new
          """
              .formatted(count, routingKey, routingKey, routingKey));
    }
  }
}
