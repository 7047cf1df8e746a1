package procare.embedded;

import java.io.IOException;
import java.util.Locale;

/**
 * Signals to a PostgreSQL server: SIGINT is its "fast" shutdown, which does not wait for clients.
 */
final class PostgresSignal {
  static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");

  private PostgresSignal() {}

  static void fastShutdown(ProcessHandle server) {
    if (WINDOWS) {
      server.destroy();
      return;
    }
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
    } catch (IOException e) {
      server.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
