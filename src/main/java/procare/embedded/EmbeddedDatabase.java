package procare.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import procare.start.StartRefused;

/**
 * PostgreSQL of the embedded profile: a real server as a child process, on 127.0.0.1 only, with a
 * password and with all of its durability on.
 */
final class EmbeddedDatabase implements EmbeddedServer {
  static final String USER = "postgres";
  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final long LOG_LIMIT = 1 << 20;

  private final Path folder;
  private final Path binaries;
  private final Path log;
  private final int port = FreePort.find();
  private final String password;
  private EmbeddedPostgres server;
  private PostgresWatchdog watchdog;

  EmbeddedDatabase(DataFolder data) {
    this.folder = data.resolve("postgres");
    this.binaries = data.resolve("postgres-binaries");
    this.log = data.resolve("postgres.log");
    this.password = data.secret("postgres-password");
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String password() {
    return password;
  }

  @Override
  public void start() {
    try {
      StalePostgres.clear(folder);
      if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
        Files.delete(log);
      }
      server = launch();
      watchdog = PostgresWatchdog.over(pid());
      requirePassword();
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StartRefused(
          "the embedded PostgreSQL did not start (" + e.getMessage() + "); " + log + " says why.");
    }
  }

  private EmbeddedPostgres launch() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        // Not in /tmp: a cleaner there would take a running server's libraries away.
        .setOverrideWorkingDirectory(binaries.toFile())
        .setPort(port)
        .setPGStartupWait(RECOVERY)
        .setConnectConfig("password", password)
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "''")
        .setServerConfig("max_connections", "100")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .start();
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
  }

  /**
   * The server is born trusting every local user; from its first start on it asks for a password.
   */
  private void requirePassword() throws IOException, SQLException {
    Path access = folder.resolve("pg_hba.conf");
    String rule = "host all all 127.0.0.1/32 scram-sha-256\n";
    if (Files.readString(access).equals(rule)) {
      return;
    }
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      Files.writeString(access, rule);
      statement.execute("select pg_reload_conf()");
    }
  }

  @Override
  public void stop() {
    try {
      if (server != null) {
        server.close();
      }
      if (watchdog != null) {
        watchdog.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
