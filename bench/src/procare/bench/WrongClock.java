package procare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fault 11: one node of two has a clock an hour ahead, then an hour behind (libfaketime). By the
 * database's clock each dose must be told once on its local day, never early, and what is due in
 * less than an hour must wait.
 */
final class WrongClock {
  private static final List<String> ARGUMENTS =
      List.of(
          "--procare.clocks.reminders=0/1+*+*+*+*+?",
          "--procare.whatsapp.gateways.evolution.rate=200",
          "--procare.contact.quiet-from=00:00",
          "--procare.contact.quiet-to=00:00");

  private WrongClock() {}

  static int run(Options options) throws Exception {
    int count = options.number("doses", 400);
    System.out.printf("fault 11 the clock of one node of two an hour wrong, %d doses; %s%n", count, Numbers.machine());
    String library = library();
    boolean met = true;
    for (String offset : options.text("offsets", "+1h,-1h").split(",")) {
      met &= skewed(offset, library, count);
    }
    return met ? 0 : 1;
  }

  private static String library() {
    for (String folder : List.of("x86_64-linux-gnu", "aarch64-linux-gnu")) {
      Path path = Path.of("/usr/lib", folder, "faketime", "libfaketimeMT.so.1");
      if (Files.exists(path)) {
        return path.toString();
      }
    }
    throw new Shell.Trouble("libfaketime is missing; install it, on Debian: apt-get install -y faketime");
  }

  private static boolean skewed(String offset, String library, int count) throws Exception {
    try (Lab lab = Lab.empty()) {
      lab.database(lab.own(new OwnPostgres()).admin());
      lab.virtualHost();
      App.prepare(lab);
      Gateway gateway = lab.own(new Gateway());
      Map<String, String> wrong = lab.settings(gateway.url());
      wrong.put("LD_PRELOAD", library);
      wrong.put("FAKETIME", offset);
      wrong.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
      // Its mend for an old glibc makes each timed wait of this one end at once: the JVM would spin.
      wrong.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
      lab.own(new Hub(lab.folder, wrong, ARGUMENTS)).start();
      lab.hub(gateway.url(), ARGUMENTS).start();
      ReminderPlans.fill(lab, "d", count);
      ReminderPlans.fill(lab, "f", count);
      Instant minute = ReminderPlans.due(lab, "d", 3);
      try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
        // An hour ahead, it is over already; by the database's clock it is still to come when the drill ends.
        ReminderPlans.dueAt(statement, "f", minute.plus(45, ChronoUnit.MINUTES));
        double first = Double.NaN;
        long began = System.nanoTime();
        while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(150)) {
          if (Double.isNaN(first) && gateway.total() > 0) {
            first = Double.parseDouble(Quiet.one(statement, "select extract(epoch from clock_timestamp() - '" + minute + "')"));
          }
          if (gateway.total() >= count) {
            break;
          }
          Thread.sleep(20);
        }
        // Whatever would come twice or early has several turns of every clock to do it.
        Thread.sleep(Duration.ofSeconds(5).toMillis());
        return judge(statement, gateway, offset, count, first);
      }
    }
  }

  private static boolean judge(Statement statement, Gateway gateway, String offset, int count, double first) throws Exception {
    long doses = number(statement, occurrences("count(*)", "d"));
    long days = number(statement, occurrences("count(distinct (o.plan_id, o.local_date))", "d"));
    long early = number(statement, occurrences("count(*)", "f"));
    long texts = gateway.sent.values().stream().mapToLong(n -> n.get()).sum();
    long told = gateway.sent.keySet().stream().map(Gateway.Text::number).distinct().count();
    long states =
        number(statement, "select count(*) from delivery d join bench_patient b on b.id = d.patient_id where b.series = 'd' and d.state in ('sent', 'delivered', 'read')");
    System.out.printf(
        Locale.ROOT,
        "  %s: first text %.1f s after its time by the database's clock (at least -60); %d doses, %d occurrences, %d distinct local days, %d deliveries sent, %d texts to %d people; %d of %d early\n",
        offset, first, count, doses, days, states, texts, told, early, count);
    return first >= -60 && doses == count && days == count && states == count && texts == count && told == count && early == 0;
  }

  private static String occurrences(String what, String series) {
    return "select " + what + " from reminder_occurrence o join bench_patient b on b.id = o.patient_id where b.series = '" + series + "'";
  }

  private static long number(Statement statement, String sql) throws Exception {
    return Long.parseLong(Quiet.one(statement, sql));
  }
}
