package procare.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The jar taken apart, with an archive of its loaded classes (AppCDS) made by a training start:
 * hubs that are killed again and again should be back soon.
 */
final class App {
  static final Path FOLDER = Path.of("target", "bench", "app").toAbsolutePath();
  private static final Path ARCHIVE = FOLDER.resolve("hub.jsa");
  private static final Path JAR = FOLDER.resolve(Path.of(System.getProperty("bench.jar")).getFileName());

  private App() {}

  /** The command that starts it; call {@link #prepare} once before. */
  static List<String> command() {
    return List.of(
        "java",
        "-Xmx" + Lab.env("BENCH_HUB_HEAP", "512m"),
        "-XX:" + Lab.env("BENCH_HUB_GC", "+UseSerialGC"),
        "-XX:SharedArchiveFile=" + ARCHIVE,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-jar",
        JAR.toString());
  }

  /** Extracts and trains unless that was done since the last build. */
  static void prepare(Lab lab) throws Exception {
    Path built = Path.of(System.getProperty("bench.jar"));
    if (Files.exists(ARCHIVE)
        && Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(built)) > 0) {
      return;
    }
    Shell.run("rm", "-rf", FOLDER.toString());
    Shell.run(
        "java", "-Djarmode=tools", "-jar", built.toString(), "extract", "--destination", FOLDER.toString());
    try (Hub hub = new Hub(lab.folder, lab.settings("http://127.0.0.1:1"), List.of())) {
      hub.launch(
          List.of(
              "java",
              "-XX:+UseSerialGC",
              "-XX:ArchiveClassesAtExit=" + ARCHIVE,
              "-Xlog:cds=off",
              "-Xlog:cds+dynamic=off",
              "-jar",
              JAR.toString()));
      hub.awaitReady();
    }
    if (!Files.exists(ARCHIVE)) {
      throw new Shell.Trouble("no class archive was made in " + FOLDER);
    }
  }
}
