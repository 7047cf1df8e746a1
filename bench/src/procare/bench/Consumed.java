package procare.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * a2: readings a second from POST to a consumer that acknowledges by hand, against the bound of the
 * parts measured in the same run; b: time from commit to that consumer at a steady rate. On a
 * PostgreSQL of its own, which tells the time of each commit.
 */
final class Consumed {
  private static final String LOGGED = "patient.glucose.logged";

  private Consumed() {}

  static int run(Options options) throws Exception {
    int connections = options.number("c", 32);
    int seconds = options.number("t", 8);
    int rounds = options.number("rounds", 3);
    System.out.printf("a2, b: %d connections, %d rounds of %d s; %s%n", connections, rounds, seconds, Numbers.machine());
    try (Lab lab = Lab.empty()) {
      OwnPostgres postgres = lab.own(new OwnPostgres());
      lab.database(postgres.admin());
      lab.virtualHost();
      App.prepare(lab);
      Hub hub = lab.hub("http://127.0.0.1:1", List.of()).start();
      List<People.Patient> patients;
      try (Connection connection = lab.connect()) {
        patients = People.make(connection, 8);
      }
      Path tokens = Writes.tokens(lab, hub, patients);
      Arrivals arrivals = lab.own(new Arrivals(lab.amqp, LOGGED));
      Wrk.run(hub.url, connections, options.number("warm", 20), "bench/post.lua", tokens.toString(), Writes.run());
      settle(lab);
      Pgbench pgbench;
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        pgbench = new Pgbench(lab.folder, patients.get(0), Quiet.one(statement, "select envelope::text from event_log limit 1"));
      }
      List<Double> shares = new ArrayList<>();
      boolean correct = true;
      for (int round = 1; round <= rounds; round++) {
        arrivals.forget();
        long began = System.nanoTime();
        Wrk wrk = Wrk.run(hub.url, connections, seconds, "bench/post.lua", tokens.toString(), Writes.run());
        settle(lab);
        Thread.sleep(300);
        correct &= wrk.bad() == 0 && arrivals.at.size() >= wrk.good() && arrivals.at.size() <= wrk.good() + connections;
        double consumed = arrivals.at.size() / ((arrivals.lastNanos - began) / 1e9 - 0.1);
        double http = Wrk.run(hub.url + "/actuator/health/liveness", connections, 4, "bench/get.lua").perSecond();
        arrivals.forget();
        double database = pgbench.run(lab, connections, 3, round);
        settle(lab);
        arrivals.forget();
        Drain.fill(lab, LOGGED, 20_000);
        arrivals.await(20_000);
        double relay = arrivals.at.size() / ((arrivals.lastNanos - arrivals.firstNanos) / 1e9);
        double bound = 1 / (1 / http + 1 / database + 1 / relay);
        shares.add(consumed / bound);
        System.out.printf(
            "  round %d: %d answered 201, %d consumed at %.0f/s; http %.0f, pgbench %.0f, relay %.0f, so B %.0f/s; share %.2f%n",
            round, wrk.good(), arrivals.at.size(), consumed, http, database, relay, bound, consumed / bound);
      }
      System.out.printf("  a2: %.2f of B (goal 0.85), %s%n", Numbers.median(shares), correct ? "every 201 consumed once" : "WRONG: answers and events differ");
      boolean quick = latency(lab, hub, arrivals, options.number("rate", 300), options.number("seconds", 15));
      return correct && quick && Numbers.median(shares) >= 0.85 ? 0 : 1;
    }
  }

  private static void settle(Lab lab) throws Exception {
    for (int i = 0; i < 600; i++) {
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        if (Quiet.one(statement, "select count(*) from (select 1 from outbox limit 1) o").equals("0")) {
          return;
        }
      }
      Thread.sleep(100);
    }
  }

  private static boolean latency(Lab lab, Hub hub, Arrivals arrivals, int perSecond, int seconds) throws Exception {
    Client client = new Client(hub.url);
    String token = client.login("patient1@bench");
    calmDown(lab);
    Work post = () -> {
      int status =
          client
              .post(
                  "/api/v1/glucose-readings",
                  Map.of("value", 120, "unit", "mg/dL"),
                  Map.of("Authorization", "Bearer " + token, "Idempotency-Key", UUID.randomUUID().toString()))
              .statusCode();
      if (status != 201) {
        throw new IOException("answered " + status);
      }
    };
    pace(perSecond, 8, 8, post);
    settle(lab);
    arrivals.forget();
    pace(perSecond, seconds, 8, post);
    settle(lab);
    Thread.sleep(500);
    double[] hubs = sinceCommit(lab, arrivals);
    arrivals.forget();
    double[] direct = direct(lab, arrivals, perSecond, seconds);
    double p50 = Numbers.percentile(hubs, 50);
    double p99 = Numbers.percentile(hubs, 99);
    System.out.printf(
        "  b: %d/s, commit to consumer p50 %.2f ms (goal 2), p99 %.1f ms (goal 15), %d events; direct publish p50 %.2f, p99 %.1f ms; a 5 s poll has p50 2500, p99 4950 ms by its nature%n",
        perSecond, p50, p99, hubs.length, Numbers.percentile(direct, 50), Numbers.percentile(direct, 99));
    return p50 <= 2 && p99 <= 15;
  }

  /** What the load before left to write must not count against the latency of what comes now. */
  private static void calmDown(Lab lab) throws Exception {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
    Thread.sleep(3000);
  }

  private interface Work {
    void once() throws Exception;
  }

  private static void pace(int perSecond, int seconds, int lanes, Work work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      long first = System.nanoTime() + lane * 1_000_000_000L / perSecond;
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (long i = 0; i < (long) perSecond * seconds / lanes; i++) {
                    TimeUnit.NANOSECONDS.sleep(first + i * lanes * 1_000_000_000L / perSecond - System.nanoTime());
                    work.once();
                  }
                } catch (Exception e) {
                  System.err.println("bench: " + e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Milliseconds from each commit, as PostgreSQL noted it, to the arrival; both on this machine's clock. */
  private static double[] sinceCommit(Lab lab, Arrivals arrivals) throws Exception {
    List<Double> millis = new ArrayList<>();
    try (Connection connection = lab.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id::text, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint from event_log where type = '" + LOGGED + "'")) {
      while (rows.next()) {
        Long at = arrivals.at.get(rows.getString(1));
        if (at != null) {
          millis.add((at - rows.getLong(2)) / 1000.0);
        }
      }
    }
    return millis.stream().mapToDouble(d -> d).toArray();
  }

  /** The unsafe way: commit, then publish from the same thread. */
  private static double[] direct(Lab lab, Arrivals arrivals, int perSecond, int seconds) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(lab.amqp);
    try (com.rabbitmq.client.Connection bus = factory.newConnection("bench-direct")) {
      ThreadLocal<Channel> channels = ThreadLocal.withInitial(() -> channel(bus));
      ThreadLocal<Connection> connections = ThreadLocal.withInitial(() -> connection(lab));
      pace(perSecond, seconds, 4, () -> {
        UUID id = UUID.randomUUID();
        try (Statement statement = connections.get().createStatement()) {
          statement.execute(
              "insert into event_log (id, type, subject, correlation_id, time, envelope) values ('" + id + "', '" + LOGGED + "', 'x', 'x', now(), '{}')");
        }
        channels.get().basicPublish("procare.events", LOGGED, MessageProperties.PERSISTENT_BASIC, ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
      });
      Thread.sleep(500);
    }
    return sinceCommit(lab, arrivals);
  }

  private static Channel channel(com.rabbitmq.client.Connection bus) {
    try {
      return bus.createChannel();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Connection connection(Lab lab) {
    try {
      return lab.connect();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
