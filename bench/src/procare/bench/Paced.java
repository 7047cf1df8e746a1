package procare.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * c3: reminders leave at the rate that their sending number is permitted: how much of it is used,
 * whether any second holds more, and how soon a rescue text overtakes a backlog.
 */
final class Paced {
  private static final int PEOPLE = 200;
  private static final long SECOND = 1_000_000_000L;

  private Paced() {}

  static int run(Options options) throws Exception {
    int backlog = options.number("backlog", 20_000);
    int seconds = options.number("seconds", 20);
    int latency = options.number("latency", 50);
    System.out.printf("c3: %d due messages, answers after %d ms; %s%n", backlog, latency, Numbers.machine());
    boolean met = true;
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      PacedGateway gateway = lab.own(new PacedGateway(latency));
      List<People.Patient> patients = null;
      for (String numbers : options.text("rates", "1x80,20x80,1x1000").split(",")) {
        int count = Integer.parseInt(numbers.split("x")[0]);
        int rate = Integer.parseInt(numbers.split("x")[1]);
        Hub hub = lab.hub(gateway.url(), arguments(gateway.url(), count, rate));
        hub.start();
        try (Connection connection = lab.connect()) {
          if (patients == null) {
            patients = People.make(connection, PEOPLE);
            // One message a person: several that wait for the same one become a digest.
            ReminderPlans.fill(lab, "q", options.number("people", 60_000));
          }
          met &= round(connection, hub, gateway, patients, count, rate, backlog, seconds);
        } finally {
          hub.close();
        }
      }
    }
    System.out.println("  c3: goals " + (met ? "met" : "not met") + " (98 % of the permitted rate, none over it, urgent within 1 s)");
    return met ? 0 : 1;
  }

  /** k numbers, all in one hub, beside the default one. */
  private static List<String> arguments(String url, int count, int rate) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--procare.whatsapp.gateways.evolution.rate=" + rate);
    // The hour at which the benchmark runs is nobody's night.
    arguments.add("--procare.contact.quiet-from=00:00");
    arguments.add("--procare.contact.quiet-to=00:00");
    for (int i = 0; i < count; i++) {
      String prefix = "--procare.whatsapp.gateways.n" + i + ".";
      arguments.add(prefix + "kind=evolution");
      arguments.add(prefix + "url=" + url);
      arguments.add(prefix + "instance=n" + i);
      arguments.add(prefix + "secret=" + Lab.SECRET);
      arguments.add(prefix + "rate=" + rate);
    }
    return arguments;
  }

  private static boolean round(
      Connection connection, Hub hub, PacedGateway gateway, List<People.Patient> patients, int count, int rate, int backlog, int seconds)
      throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("truncate delivery cascade");
    }
    fill(connection, count, Math.max(backlog, count * rate * (seconds + 15)));
    new Client(hub.url).write("WARM" + UUID.randomUUID(), patients.get(1).phone(), "sugar 5" + backlog % 7);
    Thread.sleep(10_000);
    gateway.instances.clear();
    gateway.first.clear();
    Thread.sleep(seconds * 250L);
    String urgent = patients.get(0).phone();
    gateway.first.remove(urgent);
    try (PreparedStatement choose = connection.prepareStatement("update person set whatsapp_gateway = 'n0' where id = ?")) {
      choose.setObject(1, patients.get(0).id());
      choose.executeUpdate();
    }
    long began = System.nanoTime();
    new Client(hub.url).write("URGENT" + UUID.randomUUID(), urgent, "sugar 5" + (2 + backlog % 2));
    Long arrived = null;
    for (int i = 0; i < 500 && arrived == null; i++) {
      Thread.sleep(10);
      arrived = gateway.first.get(urgent);
    }
    Thread.sleep(seconds * 750L);
    double least = Double.MAX_VALUE;
    int sent = 0;
    int over = 0;
    int fullest = 0;
    for (int i = 0; i < count; i++) {
      PacedGateway.Arrived instance = gateway.instances.get("n" + i);
      long[] at = instance == null ? new long[0] : instance.times();
      sent += at.length;
      least = Math.min(least, rateOf(at));
      fullest = Math.max(fullest, fullest(at));
      over += over(at, rate);
    }
    double overtook = arrived == null ? Double.NaN : (arrived - began) / 1e9;
    System.out.printf(
        "  %d number(s) at %d/s: %,d sent; slowest %.1f/s = %.1f %% of permitted; over the limit %d, fullest second %d; rescue text after %.2f s%n",
        count, rate, sent, least, 100 * least / rate, over, fullest, overtook);
    return least >= 0.98 * rate && over == 0 && overtook <= 1;
  }

  /** Rows that were tried once before keep the number that they wait for. */
  private static void fill(Connection connection, int count, int rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body,
                                  approved_body, state, attempts, next_attempt_at, send_until, correlation_id, created_at)
            select gen_random_uuid(), gen_random_uuid()::text, id, id, 'n' || (n % ?), '9199' || lpad(n::text, 8, '0'), 'REMINDER', false,
                   'reply.help', 'en', 'reminder ' || n, 'reminder ' || n, 'pending', 1, now() - interval '1 hour' + n * interval '1 microsecond',
                   now() + interval '6 hours', n::text, now()
            from bench_patient where series = 'q' and n <= ?
            """)) {
      insert.setInt(1, count);
      insert.setInt(2, rows);
      insert.executeUpdate();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze delivery");
    }
  }

  /** Messages a second. */
  private static double rateOf(long[] at) {
    return at.length < 2 ? 0 : (at.length - 1) / ((at[at.length - 1] - at[0]) / 1e9);
  }

  /** Most messages in any second, wherever it begins. */
  private static int fullest(long[] at) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < at.length; to++) {
      while (at[to] - at[from] >= SECOND) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /** Messages that a partner would have refused who counts the last second at each arrival. */
  private static int over(long[] at, int rate) {
    int refused = 0;
    int from = 0;
    for (int to = 0; to < at.length; to++) {
      while (at[to] - at[from] >= SECOND) {
        from++;
      }
      refused += to - from + 1 > rate ? 1 : 0;
    }
    return refused;
  }
}
