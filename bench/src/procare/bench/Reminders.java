package procare.bench;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * c1: reminders due in the same minute until each is consumed as a distinct effect, beside a limit
 * and two peers; c2: the same on 2 and 4 nodes, one killed in the middle; g1: ten times as many.
 */
final class Reminders {
  /** Every second instead of every half minute; nothing is sent, since no number may send that fast. */
  private static final List<String> ARGUMENTS =
      List.of("--procare.clocks.reminders=0/1+*+*+*+*+?", "--procare.clocks.deliveries=0+0+0+1+1+?+2099");

  private Reminders() {}

  static int c1(Options options) throws Exception {
    int count = options.number("n", 600_000);
    System.out.printf("c1: %,d medicines due in one minute; %s%n", count, Numbers.machine());
    try (Lab lab = lab()) {
      Hub hub = lab.hub("http://127.0.0.1:1", ARGUMENTS).start();
      ReminderRush rush = rush(lab, "c", count, options, share -> {});
      System.out.println("  " + rush.inWords());
      hub.close();
      double perSecond = count / rush.consumed();
      double limit = setBased(lab, Math.min(count, 200_000));
      double bare;
      try (Arrivals arrivals = new Arrivals(lab.amqp, "bench.backlog")) {
        bare = Publisher.run(lab, arrivals, Math.min(count, 200_000), 650);
      }
      double naive = naive(lab, options.number("naive", 20));
      System.out.printf(
          "  set-based limit (occurrence and message by one statement each, no bus) %,.0f/s: %.2f of it; bare publisher with confirms in batches %,.0f/s: %.2f× (goal 0.85);"
              + " loop with a commit and a confirm each %,.0f/s: %.0f× (goal 20)%n",
          limit, perSecond / limit, bare, perSecond / bare, naive, perSecond / naive);
      boolean met = rush.exact() && perSecond >= 0.85 * bare && perSecond >= 20 * naive && (count < 600_000 || rush.consumed() <= 33);
      System.out.println("  c1: goals " + (met ? "met" : "not met") + " (600,000 in 33 s, stretch 12 s)");
      return met ? 0 : 1;
    }
  }

  static int c2(Options options) throws Exception {
    int count = options.number("n", 200_000);
    System.out.printf("c2: %,d medicines due in one minute; %s%n", count, Numbers.machine());
    double single = 0;
    boolean met = true;
    for (int nodes : new int[] {1, 2, 4}) {
      boolean kill = nodes > 1 && !options.has("alive");
      try (Lab lab = lab()) {
        List<Hub> hubs = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
          hubs.add(lab.hub("http://127.0.0.1:1", ARGUMENTS).start());
        }
        boolean[] killed = {!kill};
        ReminderRush rush =
            rush(
                lab, "n", count, options,
                share -> {
                  if (!killed[0] && share >= 0.3) {
                    killed[0] = true;
                    hubs.get(0).kill();
                  }
                });
        System.out.printf(
            "  %d nodes%s: %s; shares %s%n", nodes, kill ? ", one killed at a third" : "", rush.inWords(), rush.nodes().values());
        single = nodes == 1 ? count / rush.consumed() : single;
        met &= rush.exact();
      }
    }
    System.out.println("  c2: goals " + (met ? "met" : "not met") + " (missing 0, doubled 0)");
    return met ? 0 : 1;
  }

  static int g1(Options options) throws Exception {
    int small = options.number("n", 40_000);
    System.out.printf("g1: %,d and ten times as many; %s%n", small, Numbers.machine());
    try (Lab lab = lab()) {
      lab.hub("http://127.0.0.1:1", ARGUMENTS).start();
      ReminderRush one = rush(lab, "s", small, options, share -> {});
      System.out.println("  " + one.inWords());
      ReminderRush ten = rush(lab, "l", 10 * small, options, share -> {});
      System.out.println("  " + ten.inWords());
      double cost = ten.consumed() / ten.count() / (one.consumed() / one.count());
      System.out.printf("  g1: a row costs %.2f× (goal 1.05)%n", cost);
      return one.exact() && ten.exact() && cost <= 1.05 ? 0 : 1;
    }
  }

  private static Lab lab() throws Exception {
    Lab lab = Lab.empty();
    OwnPostgres postgres = lab.own(new OwnPostgres());
    lab.database(postgres.admin());
    lab.virtualHost();
    App.prepare(lab);
    return lab;
  }

  /** Warms the nodes up with a small one first. */
  private static ReminderRush rush(Lab lab, String series, int count, Options options, ReminderRush.Meanwhile meanwhile) throws Exception {
    int warm = options.number("warm", 20_000);
    ReminderPlans.fill(lab, "w" + series, warm);
    ReminderPlans.fill(lab, series, count);
    ReminderRush.watch(lab, ReminderPlans.due(lab, "w" + series, 2), warm, share -> {});
    Instant minute = ReminderPlans.due(lab, series, Math.max(5, count / 15_000));
    return ReminderRush.watch(lab, minute, count, meanwhile);
  }

  /** Rows a second when the database alone makes an occurrence and a message of each plan. */
  private static double setBased(Lab lab, int count) throws Exception {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute("create table bench_occurrence (like reminder_occurrence including all)");
      statement.execute("create table bench_delivery (like delivery including all)");
      long began = System.nanoTime();
      statement.execute("insert into bench_occurrence select * from reminder_occurrence limit " + count);
      String columns =
          Quiet.one(
              statement,
              "select string_agg(column_name, ', ') from information_schema.columns where table_name = 'delivery' and is_generated = 'NEVER'");
      statement.execute(
          "insert into bench_delivery (%1$s) select %1$s from (select d.* from delivery d join bench_occurrence o on o.id = d.id) d".formatted(columns));
      return count / ((System.nanoTime() - began) / 1e9);
    }
  }

  /** What a first version would do: for each plan a row, committed, and a message, confirmed. */
  private static double naive(Lab lab, int seconds) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(lab.amqp);
    try (com.rabbitmq.client.Connection bus = factory.newConnection("bench-naive");
        Connection connection = lab.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table bench_naive (id uuid primary key, patient uuid, body text)");
      Channel channel = bus.createChannel();
      channel.confirmSelect();
      channel.queueDeclare("bench.naive", true, false, false, Map.of("x-queue-type", "quorum"));
      try (PreparedStatement insert = connection.prepareStatement("insert into bench_naive values (?, ?, repeat('x', 100))")) {
        long began = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - began < seconds * 1_000_000_000L) {
          insert.setObject(1, UUID.randomUUID());
          insert.setObject(2, UUID.randomUUID());
          insert.executeUpdate();
          byte[] body = "{\"kind\":\"MEDICATION\",\"filler\":\"%s\"}".formatted("x".repeat(600)).getBytes(StandardCharsets.UTF_8);
          channel.basicPublish("", "bench.naive", MessageProperties.PERSISTENT_BASIC, body);
          channel.waitForConfirmsOrDie(10_000);
          done++;
        }
        return done / ((System.nanoTime() - began) / 1e9);
      }
    }
  }
}
