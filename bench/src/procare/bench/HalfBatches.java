package procare.bench;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Fault 2: {@code kill -9} of a node at random points of a reminder batch. Everything due must
 * become one occurrence and one message, and the batch must end nearly as soon as a healthy one of
 * the same run.
 */
final class HalfBatches {
  private static final List<String> ARGUMENTS =
      List.of("--procare.clocks.reminders=0/1+*+*+*+*+?", "--procare.clocks.deliveries=0+0+0+1+1+?+2099");

  /** What became of one batch; seconds from the moment at which it was due. */
  private record Outcome(double seconds, double killedAt, long occurrences, long distinct, long messages, long handed) {
    boolean exact(int count) {
      return occurrences == count && distinct == count && messages == count && handed == count;
    }
  }

  private HalfBatches() {}

  static int run(Options options) throws Exception {
    long seed = options.number("seed", (int) (System.nanoTime() & 0xffff));
    int count = options.number("plans", 30_000);
    System.out.printf("fault 2 kill -9 of a node in a batch of %,d reminders, seed %d; %s%n", count, seed, Numbers.machine());
    boolean met = true;
    for (String nodes : options.text("nodes", "2").split(",")) {
      met &= batches(Integer.parseInt(nodes), count, options.number("kills", 3), new Random(seed));
    }
    return met ? 0 : 1;
  }

  private static boolean batches(int nodes, int count, int kills, Random random) throws Exception {
    boolean met = true;
    try (Lab lab = Lab.empty()) {
      lab.database(lab.own(new OwnPostgres()).admin());
      lab.virtualHost();
      App.prepare(lab);
      List<Hub> hubs = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        hubs.add(lab.hub("http://127.0.0.1:1", ARGUMENTS).start());
      }
      batch(lab, 0, count / 2, null, 0);
      List<Double> healthy = new ArrayList<>();
      for (int i = 1; i <= 2; i++) {
        Outcome outcome = batch(lab, i, count, null, 0);
        met &= outcome.exact(count);
        healthy.add(outcome.seconds());
      }
      double limit = 1.3 * Numbers.median(healthy);
      System.out.printf(Locale.ROOT, "  %d nodes, healthy %.1f s; at most %.1f s with a kill%n", nodes, Numbers.median(healthy), limit);
      for (int i = 0; i < kills; i++) {
        double at = 0.05 + 0.9 * random.nextDouble();
        Hub victim = hubs.get(random.nextInt(nodes));
        Outcome outcome = batch(lab, 3 + i, count, victim, at);
        met &= outcome.exact(count) && outcome.seconds() <= limit && outcome.killedAt() > 0 && outcome.killedAt() < 1;
        System.out.printf(
            Locale.ROOT,
            "  killed with %.0f %% planned (drawn %.0f %%): done after %.1f s = %.2f×; due %d, occurrences %d, distinct %d, messages %d, handed over %d: lost %d, doubled %d%n",
            100 * outcome.killedAt(), 100 * at, outcome.seconds(), outcome.seconds() / Numbers.median(healthy), count, outcome.occurrences(),
            outcome.distinct(), outcome.messages(), outcome.handed(), 2L * count - outcome.distinct() - outcome.handed(),
            outcome.occurrences() - outcome.distinct() + outcome.messages() - outcome.handed());
        victim.launch();
        victim.awaitReady();
      }
    }
    return met;
  }

  /** All plans become due by one commit, so nobody waits for a full minute. */
  private static Outcome batch(Lab lab, int round, int count, Hub victim, double share) throws Exception {
    String series = String.valueOf((char) ('a' + round));
    ReminderPlans.fill(lab, series, count);
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60L * (30 - round));
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      ReminderPlans.dueAt(statement, series, minute);
      long began = System.nanoTime();
      double killedAt = 0;
      String planned = "select coalesce(sum(planned), 0) from reminder_batch where due_minute = '" + minute + "'";
      String handed = "select count(*) from delivery d join bench_patient b on b.id = d.patient_id where b.series = '" + series + "'";
      double seconds = Double.POSITIVE_INFINITY;
      while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(180)) {
        long sofar = number(statement, planned);
        if (victim != null && killedAt == 0 && sofar >= share * count) {
          victim.kill();
          // What is planned only says where the kill fell; the messages come later, so it is in the batch's middle.
          killedAt = Math.min(0.999, number(statement, planned) / (double) count);
        }
        if (sofar >= count && number(statement, handed) >= count) {
          seconds = (System.nanoTime() - began) / 1e9;
          break;
        }
        Thread.sleep(20);
      }
      Thread.sleep(1000);
      String those = " from reminder_occurrence o where due_at = '" + minute + "'";
      String messages = " from delivery d join bench_patient b on b.id = d.patient_id where b.series = '" + series + "'";
      return new Outcome(
          seconds,
          killedAt,
          number(statement, "select count(*)" + those),
          number(statement, "select count(distinct plan_id)" + those),
          number(statement, "select count(*)" + messages),
          number(statement, "select count(distinct d.patient_id)" + messages));
    }
  }

  private static long number(Statement statement, String sql) throws Exception {
    return Long.parseLong(Quiet.one(statement, sql));
  }
}
