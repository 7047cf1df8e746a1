package procare.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A tiny shell that waits at the end of a pipe from this JVM. When the JVM dies, even of SIGKILL,
 * the pipe closes and the shell shuts PostgreSQL down. It ignores the terminal's Ctrl-C, which is
 * meant for the hub.
 */
final class PostgresWatchdog implements AutoCloseable {
  private static final String SCRIPT = "trap '' INT TERM HUP; read -r goodbye || kill -INT \"$1\"";

  private final Process shell;

  private PostgresWatchdog(Process shell) {
    this.shell = shell;
  }

  /** On Windows there is no such shell: there the next start stops what was left. */
  static PostgresWatchdog over(long server) throws IOException {
    if (PostgresSignal.WINDOWS) {
      return new PostgresWatchdog(null);
    }
    return new PostgresWatchdog(
        new ProcessBuilder("sh", "-c", SCRIPT, "procare-postgres-watchdog", Long.toString(server))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Sends the shell home without a signal: PostgreSQL is down, its process id may be another's. */
  @Override
  public void close() throws IOException {
    if (shell != null) {
      try (OutputStream pipe = shell.getOutputStream()) {
        pipe.write("goodbye\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
