package procare.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of the bench's own, which it may stop, freeze and starve. */
final class OwnPostgres implements Lab.Thing {
  private final int port = Ports.free();
  private final Path data;
  private final Path programs;

  OwnPostgres() throws IOException {
    programs = programs();
    data = Files.createTempDirectory("procare-bench-pg");
    if (root()) {
      Shell.run("chown", "postgres", data.toString());
    }
    as("initdb", "-D", data + "/db", "-U", "postgres", "-A", "trust", "--no-sync");
    start();
  }

  /** JDBC URL of a user who may create databases. */
  String admin() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  void start() {
    as(
        "pg_ctl", "-D", data + "/db", "-w", "-l", data + "/log", "-o",
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c track_commit_timestamp=on -c max_connections=100"
            // As docs/operations.md asks for: checkpoints in the middle of a rush write every page once more.
            + " -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=15min",
        "start");
  }

  /** Stops without a checkpoint, as a power cut does to the process. */
  void crash() {
    as("pg_ctl", "-D", data + "/db", "-m", "immediate", "-w", "stop");
  }

  private static Path programs() throws IOException {
    Path folder = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> versions = Files.list(folder)) {
        return versions
            .map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
            .max(Comparator.naturalOrder())
            .orElseThrow(OwnPostgres::missing);
      }
    }
    throw missing();
  }

  private static Shell.Trouble missing() {
    return new Shell.Trouble("PostgreSQL's own programs are missing; on Debian: apt-get install -y postgresql");
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private void as(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Shell.run(Map.of("LC_ALL", "C.UTF-8"), 60, command);
  }

  @Override
  public void close() {
    try {
      crash();
    } catch (Shell.Trouble stoppedAlready) {
      System.err.println("bench: own PostgreSQL was not running at the end");
    }
    Shell.run("rm", "-rf", data.toString());
  }
}
