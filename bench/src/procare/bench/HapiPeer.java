package procare.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HAPI's own MLLP server (ca.uhn.hapi:hapi-base 2.6.0, from Maven Central) as a process of its own; it parses, stores and then acknowledges.
 * Its program is {@code bench/peers/HapiServer.java}, which is compiled against what Maven brings.
 */
final class HapiPeer implements Lab.Thing {
  /** Message, three results and outbox in one statement, with names for pgbench. */
  static final String STORE_NAMED =
      "with m as (insert into peer_message (id, control_id, raw) values (:id::uuid, :id, :raw)),"
          + " r as (insert into peer_result (message_id, place, code, value, unit)"
          + " select :id::uuid, n, '2345-7', '142', 'mg/dL' from generate_series(1, 3) n)"
          + " insert into peer_outbox (message_id, type, envelope) values (:id::uuid, 'lab.message.received', jsonb_build_object('id', :id, 'type', 'lab.message.received'))";

  private static final String TABLES =
      "create table if not exists peer_message (id uuid primary key, control_id text not null unique, raw text not null, received_at timestamptz not null default now());"
          + "create table if not exists peer_result (message_id uuid not null, place int not null, code text, value text, unit text, primary key (message_id, place));"
          + "create table if not exists peer_outbox (seq bigint generated always as identity primary key, message_id uuid not null, type text not null, envelope jsonb not null)";

  private static final String HAPI = "2.6.0";
  final int port = Ports.free();
  private final Process process;

  /** Starts it and waits until it listens. */
  HapiPeer(Lab lab) throws IOException, InterruptedException {
    Path work = Path.of("target", "bench", "hapi").toAbsolutePath();
    if (!Files.exists(work.resolve("HapiServer.class"))) {
      fetch(work);
    }
    List<String> command = new ArrayList<>(List.of("java", "-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath(work), "HapiServer", String.valueOf(port), lab.jdbcUrl));
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(lab.folder.resolve("hapi.log").toFile()).start();
    for (int i = 0; i < 300 && !listens(); i++) {
      if (!process.isAlive()) {
        throw new Shell.Trouble("HAPI's server stopped by itself; its log is " + lab.folder.resolve("hapi.log"));
      }
      Thread.sleep(100);
    }
  }

  static void tables(Lab lab) throws SQLException {
    try (Connection connection = lab.connect(); Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void fetch(Path work) throws IOException {
    Files.createDirectories(work);
    Files.writeString(
        work.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
        <groupId>bench</groupId><artifactId>hapi</artifactId><version>1</version><dependencies>
        <dependency><groupId>ca.uhn.hapi</groupId><artifactId>hapi-base</artifactId><version>%1$s</version></dependency>
        <dependency><groupId>ca.uhn.hapi</groupId><artifactId>hapi-structures-v251</artifactId><version>%1$s</version></dependency>
        </dependencies></project>
        """.formatted(HAPI));
    Shell.run(Map.of(), 180, List.of("mvn", "-q", "-B", "-f", work.resolve("pom.xml").toString(), "dependency:copy-dependencies", "-DoutputDirectory=" + work.resolve("lib")));
    Shell.run("javac", "-d", work.toString(), "-cp", classPath(work), "bench/peers/HapiServer.java");
  }

  private static String classPath(Path work) {
    return String.join(File.pathSeparator, work.toString(), work.resolve("lib") + "/*", Path.of("target", "bench", "lib").toAbsolutePath() + "/*");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
