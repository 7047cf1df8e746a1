package procare.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * g3: what 200 partner packs cost against one: reports a second over MLLP until committed and acknowledged (as in d, two hubs in turns), start, live heap;
 * and what a partner that never answers costs the others while everything is on.
 */
final class ManyPacks {
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
  private static final int CONNECTIONS = 16;

  private ManyPacks() {}

  private record Side(Hub hub, int port, PackFolder packs) {}

  static int run(Options options) throws Exception {
    int packs = options.number("packs", 200);
    int seconds = options.number("t", 5);
    int rounds = options.number("rounds", 3);
    System.out.printf("g3: 1 and %d packs, %d rounds of %d s; %s%n", packs, rounds, seconds, Numbers.machine());
    boolean good = true;
    try (Lab lab = Lab.empty()) {
      lab.database(lab.own(new OwnPostgres()).admin());
      lab.virtualHost();
      App.prepare(lab);
      // The one pack is asked over HTTP in neither case: its cost is that of one HL7 v2 laboratory.
      Side one = side(lab, "one", 1, List.of("--procare.run=in"));
      Side many = side(lab, "many", packs, List.of("--procare.run=in"));
      List<Double> startOne = new ArrayList<>();
      List<Double> startMany = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        double a = started(one.hub());
        double b = started(many.hub());
        if (round == 0) {
          System.out.printf("  first start, which takes the packs in: %.1f and %.1f s%n", a, b);
        } else {
          startOne.add(a);
          startMany.add(b);
        }
        if (round < rounds) {
          one.hub().close();
          many.hub().close();
        }
      }
      double start = Numbers.median(startMany) / Numbers.median(startOne);
      System.out.printf("  g3: start %.1f and %.1f s: %+.0f %% (goal +25 %%)%n", Numbers.median(startOne), Numbers.median(startMany), 100 * (start - 1));
      good &= start <= 1.25;
      good &= rate(one, many, rounds, seconds, options.number("warm", 15)) >= 0.95;
      one.hub().close();
      many.hub().close();
      good &= heapAndDeath(lab, one, many, packs, rounds, options) && good;
    }
    return good ? 0 : 1;
  }

  private static Side side(Lab lab, String name, int packs, List<String> more) throws Exception {
    PackFolder folder = lab.own(new PackFolder(lab.folder.resolve(name), packs, "PT10S"));
    String database = lab.name + "_" + name;
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute("create database " + database);
    }
    int port = Ports.free();
    return new Side(hub(lab, folder, name, port, more), port, folder);
  }

  private static Hub hub(Lab lab, PackFolder packs, String name, int port, List<String> more) {
    Map<String, String> settings = new HashMap<>(lab.settings("http://127.0.0.1:1"));
    settings.putAll(packs.settings);
    settings.put("SPRING_DATASOURCE_URL", url(lab, name));
    List<String> arguments = new ArrayList<>(more);
    arguments.add("--procare.mllp.enabled=true");
    arguments.add("--procare.mllp.port=" + port);
    arguments.add("--procare.partners.shipped=false");
    arguments.add("--procare.partners.folder=" + packs.folder);
    arguments.add("--procare.clocks.partner-polls=0/1+*+*+*+*+?");
    return lab.own(new Hub(lab.folder, settings, arguments));
  }

  private static String url(Lab lab, String name) {
    return lab.jdbcUrl.replaceFirst("/" + lab.name, "/" + lab.name + "_" + name);
  }

  private static double started(Hub hub) throws InterruptedException {
    hub.launch();
    return hub.awaitReady().toMillis() / 1000.0;
  }

  private static double rate(Side one, Side many, int rounds, int seconds, int warm) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      load(one, warm / 2);
      load(many, warm / 2);
    }
    List<Double> alone = new ArrayList<>();
    List<Double> among = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      MllpLoad.Result a = load(one, seconds);
      MllpLoad.Result b = load(many, seconds);
      if (a.bad() + b.bad() > 0) {
        throw new Shell.Trouble("answers other than AA: " + a.bad() + " and " + b.bad());
      }
      alone.add(a.perSecond());
      among.add(b.perSecond());
      System.out.printf("  round %d: %.0f and %.0f/s, p99 %.1f and %.1f ms%n", round, a.perSecond(), b.perSecond(), a.p99(), b.p99());
    }
    double share = Numbers.median(among) / Numbers.median(alone);
    System.out.printf("  g3: %.0f/s from 1 pack, %.0f/s from all: %.2f of it (goal 0.95)%n", Numbers.median(alone), Numbers.median(among), share);
    return share;
  }

  private static MllpLoad.Result load(Side side, int seconds) throws InterruptedException {
    return MllpLoad.run(side.port(), CONNECTIONS, seconds, Writes.run(), spread(side.packs().facilities), 0);
  }

  /** As many as there are connections, from the first to the last pack. */
  private static List<String> spread(List<String> facilities) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      some.add(facilities.get((int) ((long) i * (facilities.size() - 1) / (CONNECTIONS - 1))));
    }
    return some;
  }

  private static boolean heapAndDeath(Lab lab, Side one, Side many, int packs, int rounds, Options options) throws Exception {
    Hub few = hub(lab, one.packs(), "one", one.port(), List.of()).start();
    double small = heap(few);
    few.close();
    Hub all = hub(lab, many.packs(), "many", many.port(), List.of()).start();
    polled(lab, packs / 4);
    double each = (heap(all) - small) / (packs - 1) / 1024;
    System.out.printf("  g3: %.1f KB of live heap for each pack (goal 50), a quarter of them asked over HTTP%n", each);
    int perSecond = options.number("rate", 100);
    int seconds = options.number("dead", 8);
    List<Double> healthy = new ArrayList<>();
    List<Double> dead = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      for (boolean ill : new boolean[] {false, true}) {
        many.packs().oneIsDead = ill;
        MllpLoad.Result result = MllpLoad.run(many.port(), CONNECTIONS, seconds, Writes.run(), spread(many.packs().facilities), perSecond);
        if (result.bad() > 0) {
          throw new Shell.Trouble(result.bad() + " answers other than AA");
        }
        if (round > 0) {
          (ill ? dead : healthy).add(result.p99());
        }
      }
    }
    double p99 = Numbers.median(dead) / Numbers.median(healthy);
    System.out.printf(
        "  g3: at %d/s p99 %.2f ms with all partners well %s, %.2f ms with one that never answers %s: %+.0f %% (goal +5 %%)%n",
        perSecond, Numbers.median(healthy), healthy, Numbers.median(dead), dead, 100 * (p99 - 1));
    return each <= 50 && p99 <= 1.05;
  }

  private static void polled(Lab lab, int count) throws Exception {
    long asked = 0;
    for (int i = 0; i < 300 && asked < count; i++) {
      Thread.sleep(200);
      try (Connection connection = DriverManager.getConnection(url(lab, "many")); Statement statement = connection.createStatement()) {
        asked = Long.parseLong(Quiet.one(statement, "select count(*) from partner_poll where outcome = 'read'"));
      }
    }
    if (asked < count) {
      throw new Shell.Trouble("only " + asked + " of " + count + " partners were asked");
    }
  }

  /** Bytes of what is reachable. */
  private static double heap(Hub hub) {
    Shell.run("jcmd", String.valueOf(hub.pid()), "GC.run");
    Matcher total = TOTAL.matcher(Shell.run("jcmd", String.valueOf(hub.pid()), "GC.class_histogram"));
    if (!total.find()) {
      throw new Shell.Trouble("jcmd shows no histogram");
    }
    return Double.parseDouble(total.group(1));
  }
}
