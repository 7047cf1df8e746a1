package procare.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The fault matrix: drive, inject, heal, wait until quiet, balance the ledger. Numbers are those of
 * bench/README.md.
 */
final class Faults {
  private static final List<String> ALL = List.of("1", "2", "3", "4", "5", "8", "9", "10", "11", "13", "14");

  /** What a fault works on. */
  private record Ward(Lab lab, Hub hub, Gateway gateway, Pour pour, List<People.Patient> patients, OwnRabbit rabbit, OwnPostgres postgres) {}

  private interface Injection {
    /** Returns whether the fault's own figures are met; prints them. */
    boolean inject(Ward ward) throws Exception;
  }

  private Faults() {}

  static int run(Options options) throws Exception {
    int bad = 0;
    for (String number : options.rest().isEmpty() ? ALL : options.rest()) {
      bad +=
          switch (number) {
            case "1" -> drill(options, "1 kill -9 of the hub while its relay drains", false, false, ward -> killRelay(ward, options));
            case "2" -> HalfBatches.run(options);
            case "3" -> drill(options, "3 kill -9 of the broker", true, false, Faults::killBroker);
            case "4" -> drill(options, "4 immediate stop and start of PostgreSQL", false, true, Faults::crashDatabase);
            case "5" -> drill(options, "5 disk alarm of the broker", true, false, Faults::diskAlarm);
            case "8" -> drill(options, "8 partner slow, failing, throttling, resetting", false, false, Faults::partner);
            case "9" -> drill(options, "9 each webhook ten times, at once and shuffled", false, false, Faults::replay);
            case "10" -> drill(options, "10 poison on the bus and at the door", false, false, Faults::poison);
            case "11" -> WrongClock.run(options);
            case "13" -> drill(options, "13 a connection that holds outbox rows locked", false, false, Faults::lock);
            case "14" -> Outage.run(options);
            default -> throw new Shell.Trouble("there is no fault " + number + "; there are " + ALL);
          };
    }
    System.out.println(bad == 0 ? "faults: all passed" : "faults: " + bad + " failed");
    return bad == 0 ? 0 : 1;
  }

  private static int drill(Options options, String title, boolean ownRabbit, boolean ownPostgres, Injection injection) throws Exception {
    System.out.println("fault " + title);
    try (Lab lab = Lab.empty()) {
      OwnRabbit rabbit = ownRabbit ? lab.own(new OwnRabbit()) : null;
      OwnPostgres postgres = ownPostgres ? lab.own(new OwnPostgres()) : null;
      lab.database(postgres == null ? Lab.env("BENCH_POSTGRES", "jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres") : postgres.admin());
      if (rabbit == null) {
        lab.virtualHost();
      } else {
        lab.amqp = rabbit.amqp();
      }
      App.prepare(lab);
      Gateway gateway = lab.own(new Gateway());
      Hub hub = lab.hub(gateway.url(), List.of("--procare.delivery.lease=PT20S")).start();
      List<People.Patient> patients;
      try (Connection connection = lab.connect()) {
        patients = People.make(connection, 60);
      }
      Pour pour = new Pour(hub, patients.subList(0, 40)).start(options.number("rest", 30), options.number("webhooks", 15));
      Thread.sleep(3000);
      boolean met = injection.inject(new Ward(lab, hub, gateway, pour, patients, rabbit, postgres));
      Thread.sleep(2000);
      pour.stop();
      Duration quiet = Quiet.await(lab, Duration.ofSeconds(180));
      System.out.printf("  quiet %.1f s after the last reading%n", quiet.toMillis() / 1000.0);
      boolean balanced = new Ledger(lab).balance(pour, gateway);
      return met && balanced ? 0 : 1;
    }
  }

  private static boolean killRelay(Ward ward, Options options) throws Exception {
    int backlog = options.number("backlog", 20_000);
    Arrivals arrivals = ward.lab().own(new Arrivals(ward.lab().amqp, "bench.backlog"));
    Drain.fill(ward.lab(), "bench.backlog", backlog);
    Random random = new Random(1);
    while (arrivals.at.size() < backlog / 10) {
      Thread.sleep(10);
    }
    ward.hub().kill();
    long before = arrivals.at.size();
    Thread.sleep(500 + random.nextInt(500));
    ward.hub().launch();
    Duration start = ward.hub().awaitReady();
    boolean all = arrivals.await(backlog);
    System.out.printf(
        "  killed after %d of %d, ready again in %.1f s, %d distinct arrived, %d came twice (at most a batch of 1000 may)%n",
        before, backlog, start.toMillis() / 1000.0, arrivals.at.size(), arrivals.doubled.get());
    return all && arrivals.doubled.get() <= 1000;
  }

  private static boolean killBroker(Ward ward) throws Exception {
    int before = ward.pour().posted.size() + ward.pour().written.size();
    int texts = ward.gateway().total();
    ward.rabbit().kill();
    Thread.sleep(8000);
    int during = ward.pour().posted.size() + ward.pour().written.size() - before;
    int told = ward.gateway().total() - texts;
    long began = System.nanoTime();
    ward.rabbit().start();
    long empty = awaitOutbox(ward.lab(), 60);
    System.out.printf(
        "  %d readings acknowledged and %d texts sent in 8 s without a broker; broker back after %.1f s, outbox down %.1f s later; ready %s%n",
        during, told, (System.nanoTime() - began) / 1e9 - empty, (double) empty, ward.hub().ready());
    return during > 0 && told > 0 && empty < 60;
  }

  private static boolean crashDatabase(Ward ward) throws Exception {
    ward.postgres().crash();
    Thread.sleep(3000);
    int ready = ward.hub().status("/actuator/health/readiness");
    long began = System.nanoTime();
    ward.postgres().start();
    int before = ward.pour().posted.size();
    while (ward.pour().posted.size() == before && System.nanoTime() - began < 60_000_000_000L) {
      Thread.sleep(20);
    }
    double back = (System.nanoTime() - began) / 1e9;
    System.out.printf("  readiness while it was down %d; first reading acknowledged %.1f s after its start (goal 5)%n", ready, back);
    return back <= 5 && ready == 503;
  }

  private static boolean diskAlarm(Ward ward) throws Exception {
    ward.rabbit().control("set_disk_free_limit", "9000GB");
    long began = System.nanoTime();
    boolean seen = false;
    while (!seen && System.nanoTime() - began < 30_000_000_000L) {
      seen = metrics(ward.hub()).contains("procare_broker_blocked{application=\"procare-hub\"} 1.0");
      Thread.sleep(200);
    }
    double visible = (System.nanoTime() - began) / 1e9;
    int before = ward.pour().posted.size() + ward.pour().written.size();
    int texts = ward.gateway().total();
    Thread.sleep(8000);
    int during = ward.pour().posted.size() + ward.pour().written.size() - before;
    int told = ward.gateway().total() - texts;
    ward.rabbit().control("set_disk_free_limit", "50MB");
    long empty = awaitOutbox(ward.lab(), 60);
    System.out.printf(
        "  alarm visible in the metrics after %.1f s (goal 10): %s; %d readings acknowledged and %d texts sent under it; outbox down %d s after it%n",
        visible, seen, during, told, empty);
    return seen && visible <= 10 && during > 0 && told > 0 && empty < 60;
  }

  private static boolean partner(Ward ward) throws Exception {
    for (Gateway.Mode mode : List.of(Gateway.Mode.ERROR, Gateway.Mode.THROTTLED, Gateway.Mode.RESET, Gateway.Mode.SLOW)) {
      int calls = ward.gateway().calls.get();
      int before = ward.pour().posted.size() + ward.pour().written.size();
      ward.gateway().mode = mode;
      Thread.sleep(6000);
      System.out.printf(
          "  %s for 6 s: %d calls to the gateway, %d readings acknowledged meanwhile, ready %s%n",
          mode, ward.gateway().calls.get() - calls, ward.pour().posted.size() + ward.pour().written.size() - before, ward.hub().ready());
    }
    ward.gateway().mode = Gateway.Mode.OK;
    return ward.hub().ready();
  }

  private static boolean replay(Ward ward) throws Exception {
    Client client = new Client(ward.hub().url);
    List<Callable<Integer>> calls = new ArrayList<>();
    List<Pour.Written> messages = new ArrayList<>();
    Map<String, String> secret = Map.of("X-Webhook-Secret", Lab.SECRET);
    for (int i = 0; i < 100; i++) {
      String id = "REPLAY%06d".formatted(i);
      byte[] body =
          Client.JSON.writeValueAsBytes(Client.webhook(id, ward.patients().get(40 + i % 20).phone(), "sugar " + (i % 4 == 0 ? 42 + i / 4 : 100 + i)));
      messages.add(new Pour.Written(id, i % 4 == 0));
      for (int j = 0; j < 10; j++) {
        calls.add(() -> client.post("/webhooks/evolution/procare", body, secret).statusCode());
      }
    }
    Collections.shuffle(calls, new Random(9));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      long wrong = 0;
      for (Future<Integer> answer : threads.invokeAll(calls)) {
        wrong += answer.get() == 200 ? 0 : 1;
      }
      ward.pour().written.addAll(messages);
      System.out.printf("  1000 calls for 100 messages: %d not answered 200%n", wrong);
      return wrong == 0;
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean poison(Ward ward) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(ward.lab().amqp);
    String unknown =
        "{\"id\":\"01900000-0000-7000-8000-000000000001\",\"source\":\"/bench\",\"type\":\"clinical.glucose.check\",\"specversion\":\"1.0\",\"time\":\"2026-01-01T00:00:00Z\",\"subject\":\"x\",\"datacontenttype\":\"application/json\",\"correlationid\":\"poison\",\"data\":{\"patientId\":\"01900000-0000-7000-8000-000000000002\"}}";
    List<byte[]> bodies =
        List.of(
            "no JSON".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1},
            "{\"id\":1}".getBytes(StandardCharsets.UTF_8),
            unknown.getBytes(StandardCharsets.UTF_8),
            new byte[10_000_000]);
    try (com.rabbitmq.client.Connection connection = factory.newConnection("bench-poison")) {
      Channel channel = connection.createChannel();
      for (byte[] body : bodies) {
        channel.basicPublish("procare.events", "clinical.glucose.check", MessageProperties.PERSISTENT_BASIC, body);
      }
    }
    long before = ward.pour().posted.size();
    Thread.sleep(8000);
    long flowed = ward.pour().posted.size() - before;
    try (Connection connection = ward.lab().connect(); Statement statement = connection.createStatement()) {
      int letters = Integer.parseInt(Quiet.one(statement, "select count(*) from dead_letter"));
      String attempts = Quiet.one(statement, "select coalesce(max(attempts), 0) from dead_letter");
      statement.execute("delete from dead_letter where source = 'agent.clinical-monitor'");
      System.out.printf("  %d poison messages: %d dead letters, at most %s attempts (goal 5); %d readings by REST flowed on%n", bodies.size(), letters, attempts, flowed);
      return letters == bodies.size() && Integer.parseInt(attempts) <= 5 && flowed > 0;
    }
  }

  private static boolean lock(Ward ward) throws Exception {
    try (Connection zombie = ward.lab().connect(); Statement statement = zombie.createStatement()) {
      statement.execute("set idle_in_transaction_session_timeout = '15s'");
      zombie.setAutoCommit(false);
      int held = 0;
      for (int i = 0; i < 2000 && held == 0; i++) {
        try (java.sql.ResultSet rows = statement.executeQuery("select seq from outbox for update skip locked")) {
          while (rows.next()) {
            held++;
          }
        }
        if (held == 0) {
          zombie.commit();
        }
      }
      long before = arrived(ward.lab());
      Thread.sleep(10_000);
      long flowed = arrived(ward.lab()) - before;
      Thread.sleep(8000);
      boolean freed = false;
      try {
        zombie.commit();
      } catch (SQLException e) {
        freed = true;
      }
      System.out.printf("  %d rows held for 15 s (the hub sets itself 60 s); %d other events were handled meanwhile; connection cut: %s%n", held, flowed, freed);
      return held > 0 && flowed > 0 && freed;
    } catch (SQLException closedByServer) {
      return true;
    }
  }

  private static long arrived(Lab lab) throws SQLException {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      return Long.parseLong(Quiet.one(statement, "select count(*) from inbox"));
    }
  }

  /** Seconds until fewer than 50 rows wait, while readings go on coming. */
  private static long awaitOutbox(Lab lab, int atMost) throws SQLException, InterruptedException {
    for (int i = 0; i < atMost; i++) {
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        if (Long.parseLong(Quiet.one(statement, "select count(*) from outbox")) < 50) {
          return i;
        }
      }
      Thread.sleep(1000);
    }
    return atMost;
  }

  private static String metrics(Hub hub) throws IOException, InterruptedException {
    return java.net.http.HttpClient.newHttpClient()
        .send(
            java.net.http.HttpRequest.newBuilder(java.net.URI.create(hub.url + "/actuator/prometheus")).build(),
            java.net.http.HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
