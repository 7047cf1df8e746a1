package procare.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fault 14: nobody consumes for two hours; when the agents and clocks are back they find ten times
 * as much as usual. Live readings must hardly notice, and every reminder must come to an end that
 * is written down.
 */
final class Outage {
  private static final int HOURS_MINUTES = 150;

  /** What became of each reminder: of its message, or of the occurrence that was never one. */
  private static final String ENDS =
      "select case when o.state = 'EXPIRED' or d.state = 'expired' then 'expired' when d.state in ('sent', 'delivered', 'read') then 'sent'"
          + " when d.state in ('suppressed', 'failed') then d.state else 'under way' end as what, count(*) as n"
          + " from reminder_occurrence o left join delivery d on d.id = o.id group by 1";

  /** Milliseconds of a reading by REST until its 201 and until its rescue text; unanswered ones count as 60 s. */
  private record Live(double[] answer, double[] text) {
    double p99(double[] values) {
      return Numbers.percentile(values, 99);
    }
  }

  private Outage() {}

  static int run(Options options) throws Exception {
    int normal = options.number("normal", 600);
    int messages = options.number("messages", 300);
    int rate = options.number("live", 10);
    System.out.printf("fault 14 two hours without consumers, then %,d reminders instead of %,d; %s%n", 10 * normal, normal, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Gateway gateway = lab.own(new Gateway());
      List<String> common =
          List.of(
              "--procare.whatsapp.gateways.evolution.rate=" + options.number("sending", 100),
              "--procare.clocks.reminders=0/1+*+*+*+*+?", "--procare.contact.quiet-from=00:00", "--procare.contact.quiet-to=00:00",
              "--procare.contact.daily-cap=100");
      Hub door = lab.hub(gateway.url(), with(common, "--procare.run=in")).start();
      Hub behind = lab.hub(gateway.url(), with(common, "--procare.run=out,clocks,hub,engagement-engine,clinical-monitor,learning-library,care-coordinator")).start();
      List<People.Patient> patients;
      try (Connection connection = lab.connect()) {
        patients = People.make(connection, 3 * messages + 2 * rate * 15);
      }
      List<People.Patient> warm = patients.subList(3 * messages, patients.size());
      drive(door, gateway, warm.subList(0, rate * 15), rate);
      Live quiet = drive(door, gateway, patients.subList(0, messages), rate);
      print("quiet", quiet);
      behind.close();
      ReminderPlans.fill(lab, "o", 10 * normal);
      backlog(lab, 10 * normal);
      int accepted = post(door, patients.subList(messages, 2 * messages), 50);
      behind.start();
      // A cold machine is slow with and without a backlog.
      drive(door, gateway, warm.subList(rate * 15, 2 * rate * 15), rate);
      long before = left(lab, 10 * normal);
      Live draining = drive(door, gateway, patients.subList(2 * messages, 3 * messages), rate);
      long after = left(lab, 10 * normal);
      print("draining", draining);
      double answers = draining.p99(draining.answer()) / quiet.p99(quiet.answer());
      double texts = draining.p99(draining.text()) / quiet.p99(quiet.text());
      System.out.printf(
          Locale.ROOT, "  %d of %d readings accepted in the outage; backlog %d at the begin and %d at the end of the live traffic; p99 %.2f× to the 201, %.2f× to the text (goal 2)%n",
          accepted, messages, before, after, answers, texts);
      if (after == 0) {
        System.out.println("  the backlog was gone before the live traffic was over: give --normal more");
      }
      boolean balanced = balance(lab, gateway, patients.subList(messages, 2 * messages), 10 * normal);
      return balanced && accepted == messages && after > 0 && answers <= 2 && texts <= 2 ? 0 : 1;
    }
  }

  private static List<String> with(List<String> common, String one) {
    List<String> all = new ArrayList<>(common);
    all.add(one);
    return all;
  }

  /** Due at any minute of the last two and a half hours: what should have left more than two hours ago is stale. */
  private static void backlog(Lab lab, int count) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      for (int slice = 0; slice < 10; slice++) {
        statement.execute("update bench_patient set series = 'o" + slice + "' where series = 'o' and n % 10 = " + slice);
        ReminderPlans.dueAt(statement, "o" + slice, now.minusSeconds(60L * HOURS_MINUTES / 10 * (slice + 1) - 60));
      }
      statement.execute("analyze");
      System.out.printf("  backlog of %s reminders, due over %d minutes%n", Quiet.one(statement, "select count(*) from reminder_next"), HOURS_MINUTES);
      if (Long.parseLong(Quiet.one(statement, "select count(*) from reminder_next")) != count) {
        throw new Shell.Trouble("the backlog is not as large as it should be");
      }
    }
  }

  private static int post(Hub door, List<People.Patient> patients, int perSecond) throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    each(patients, perSecond, new Client(door.url), (client, token, patient) -> accepted.addAndGet(reading(client, token, patient) == 201 ? 1 : 0));
    return accepted.get();
  }

  /** A dangerous reading of each patient, who has none yet and gets a rescue text for it. */
  private static Live drive(Hub door, Gateway gateway, List<People.Patient> patients, int perSecond) throws Exception {
    Map<String, Long> began = new ConcurrentHashMap<>();
    Map<String, Double> answers = new ConcurrentHashMap<>();
    each(
        patients, perSecond, new Client(door.url),
        (client, token, patient) -> {
          long at = System.nanoTime();
          began.put(patient.phone(), at);
          answers.put(patient.phone(), reading(client, token, patient) == 201 ? (System.nanoTime() - at) / 1e6 : 60_000);
        });
    for (int i = 0; i < 600 && !gateway.first.keySet().containsAll(began.keySet()); i++) {
      Thread.sleep(100);
    }
    return new Live(
        answers.values().stream().mapToDouble(d -> d).toArray(),
        began.entrySet().stream().mapToDouble(e -> gateway.first.containsKey(e.getKey()) ? (gateway.first.get(e.getKey()) - e.getValue()) / 1e6 : 60_000).toArray());
  }

  private interface Work {
    void one(Client client, String token, People.Patient patient) throws Exception;
  }

  private static void each(List<People.Patient> patients, int perSecond, Client client, Work work) throws Exception {
    String token = client.login(People.DOCTOR);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> done = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < patients.size(); i++) {
        TimeUnit.NANOSECONDS.sleep(began + i * 1_000_000_000L / perSecond - System.nanoTime());
        People.Patient patient = patients.get(i);
        done.add(
            threads.submit(
                () -> {
                  work.one(client, token, patient);
                  return null;
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void print(String state, Live live) {
    System.out.printf(
        Locale.ROOT, "  %s: reading to 201 p50 %.1f p99 %.1f ms; to rescue text p50 %.0f p99 %.0f ms%n", state,
        Numbers.percentile(live.answer(), 50), live.p99(live.answer()), Numbers.percentile(live.text(), 50), live.p99(live.text()));
  }

  /** Reminders that have not come to an end. */
  private static long left(Lab lab, int count) throws Exception {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      return count - Long.parseLong(Quiet.one(statement, "select coalesce(sum(n), 0) from (" + ENDS + ") e where what <> 'under way'"));
    }
  }

  private static boolean balance(Lab lab, Gateway gateway, List<People.Patient> waited, int count) throws Exception {
    long began = System.nanoTime();
    while (left(lab, count) > 0 && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(180)) {
      Thread.sleep(500);
    }
    Thread.sleep(3000);
    Map<String, Long> ends = new TreeMap<>();
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(ENDS)) {
        while (rows.next()) {
          ends.put(rows.getString(1), rows.getLong(2));
        }
      }
      long doubled =
          Long.parseLong(
              Quiet.one(
                  statement,
                  "select (select count(*) - count(distinct plan_id) from reminder_occurrence)"
                      + " + (select count(*) - count(distinct dedupe_key) from delivery)"));
      long repeated = gateway.sent.values().stream().filter(n -> n.get() > 1).count();
      long waiting = waited.stream().filter(p -> !gateway.first.containsKey(p.phone())).count();
      long all = ends.getOrDefault("sent", 0L) + ends.getOrDefault("suppressed", 0L) + ends.getOrDefault("expired", 0L);
      System.out.printf(
          "  ends %s: %d of %d, doubled %d, texts repeated %d; rescue texts of the outage still missing %d%n", ends, all, count, doubled, repeated, waiting);
      return all == count && doubled == 0 && repeated == 0 && waiting == 0;
    }
  }

  private static int reading(Client client, String token, People.Patient patient) throws Exception {
    Map<String, Object> body = new HashMap<>(Map.of("patientId", patient.id(), "value", 45, "unit", "mg/dL", "source", "MANUAL"));
    return client.post("/api/v1/glucose-readings", body, Map.of("Authorization", "Bearer " + token, "Idempotency-Key", UUID.randomUUID().toString())).statusCode();
  }
}
