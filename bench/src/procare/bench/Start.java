package procare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.stream.Stream;

/** f: from start to ready and the memory of an idle hub; the plain fat jar against the quick ways. */
final class Start {
  private Start() {}

  static int run(Options options) throws Exception {
    int rounds = options.number("rounds", 3);
    System.out.printf("f: %d rounds; %s%n", rounds, Numbers.machine());
    try (Lab lab = Lab.shared()) {
      App.prepare(lab);
      Map<String, List<String>> ways = new LinkedHashMap<>();
      ways.put("fat jar", List.of("java", "-Xmx512m", "-XX:+UseSerialGC", "-jar", System.getProperty("bench.jar")));
      ways.put("class archive (CDS)", App.command());
      String jdk25 = jdk25();
      if (jdk25 == null) {
        System.out.println("  no JDK 25 under /usr/lib/jvm: its AOT cache is not measured");
      } else {
        ways.put("AOT cache (JDK 25)", aot(lab, jdk25));
      }
      Map<String, List<Double>> ready = new LinkedHashMap<>();
      Map<String, List<Double>> memory = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, List<String>> way : ways.entrySet()) {
          try (Hub hub = new Hub(lab.folder, lab.settings("http://127.0.0.1:1"), List.of())) {
            hub.launch(way.getValue());
            double seconds = hub.awaitReady().toMillis() / 1000.0;
            Thread.sleep(2000);
            ready.computeIfAbsent(way.getKey(), k -> new ArrayList<>()).add(seconds);
            memory.computeIfAbsent(way.getKey(), k -> new ArrayList<>()).add(rss(hub.pid()));
          }
        }
      }
      double plain = Numbers.median(ready.get("fat jar"));
      double best = Double.MAX_VALUE;
      for (String way : ways.keySet()) {
        double seconds = Numbers.median(ready.get(way));
        best = way.equals("fat jar") ? best : Math.min(best, seconds);
        System.out.printf("  %s: ready in %.1f s %s, %.2f× the fat jar; idle %.0f MB%n", way, seconds, ready.get(way), seconds / plain, Numbers.median(memory.get(way)));
      }
      System.out.printf("  f: best %.2f× (goal 0.50)%n", best / plain);
      return best / plain <= 0.5 ? 0 : 1;
    }
  }

  private static double rss(long pid) throws Exception {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines.filter(l -> l.startsWith("VmRSS")).mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D+", "")) / 1024).sum();
    }
  }

  private static String jdk25() throws Exception {
    if (!Files.isDirectory(Path.of("/usr/lib/jvm"))) {
      return null;
    }
    try (Stream<Path> jdks = Files.list(Path.of("/usr/lib/jvm"))) {
      return jdks.filter(p -> p.getFileName().toString().contains("25")).map(p -> p.resolve("bin/java").toString()).filter(p -> Files.isExecutable(Path.of(p))).findFirst().orElse(null);
    }
  }

  private static List<String> aot(Lab lab, String java) throws Exception {
    Path cache = App.FOLDER.resolve("hub.aot");
    String jar = App.FOLDER.resolve(Path.of(System.getProperty("bench.jar")).getFileName()).toString();
    List<String> common = List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xlog:aot=off");
    if (!Files.exists(cache)) {
      try (Hub hub = new Hub(lab.folder, lab.settings("http://127.0.0.1:1"), List.of())) {
        List<String> training = new ArrayList<>(List.of(java));
        training.addAll(common);
        training.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar));
        hub.launch(training);
        hub.awaitReady();
      }
    }
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(common);
    command.addAll(List.of("-XX:AOTCache=" + cache, "-jar", jar));
    return command;
  }
}
