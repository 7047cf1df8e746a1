package procare.bench;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * The drill: readings pour in while the hub is killed with {@code kill -9} at random moments, some
 * of them during its start; then every acknowledged reading must have all its effects exactly once.
 */
final class Kill9 {
  private Kill9() {}

  static int run(Options options) throws Exception {
    int kills = options.number("n", 30);
    long seed = options.number("seed", (int) (System.nanoTime() & 0xffff));
    Random random = new Random(seed);
    System.out.printf("kill9: %d kills, seed %d%n", kills, seed);
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Gateway gateway = lab.own(new Gateway());
      Hub hub = lab.hub(gateway.url(), List.of("--procare.delivery.lease=PT20S"));
      System.out.printf("  first start %.1f s%n", seconds(started(hub)));
      List<People.Patient> patients;
      try (Connection connection = lab.connect()) {
        patients = People.make(connection, options.number("patients", 40));
      }
      Pour pour = new Pour(hub, patients).start(options.number("rest", 40), options.number("webhooks", 15));
      long began = System.nanoTime();
      for (int i = 1; i <= kills; i++) {
        int wait = 300 + random.nextInt(5_000);
        Thread.sleep(wait);
        hub.kill();
        hub.launch();
        if (random.nextInt(5) == 0 && i < kills) {
          System.out.printf("  kill %d after %d ms; next one during the start%n", i, wait);
          Thread.sleep(2_000 + random.nextInt(6_000));
          continue;
        }
        Duration start = hub.awaitReady();
        System.out.printf("  kill %d after %d ms, ready again in %.1f s; %d + %d acknowledged%n", i, wait, seconds(start), pour.posted.size(), pour.written.size());
      }
      hub.awaitReady();
      Thread.sleep(2_000);
      pour.stop();
      Duration quiet = Quiet.await(lab, Duration.ofSeconds(180));
      System.out.printf("  poured for %.0f s; quiet %.1f s after the last one%n", (System.nanoTime() - began) / 1e9, seconds(quiet));
      boolean balanced = new Ledger(lab).balance(pour, gateway);
      if (!balanced && options.has("keep")) {
        System.out.println("  kept for you to look: " + lab.jdbcUrl + "; press Enter to remove");
        System.in.read();
      }
      return balanced ? 0 : 1;
    }
  }

  private static Duration started(Hub hub) throws InterruptedException {
    hub.launch();
    return hub.awaitReady();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
