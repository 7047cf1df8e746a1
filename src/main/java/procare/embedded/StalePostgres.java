package procare.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import procare.start.StartRefused;

/**
 * Clears away what a killed hub may leave in PostgreSQL's folder: a server that still runs or shuts
 * down, or an unfinished {@code initdb}. Call it only while holding the data folder's lock.
 */
final class StalePostgres {
  private static final Logger LOG = LoggerFactory.getLogger(StalePostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private StalePostgres() {}

  static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    // The server writes postmaster.opts when it first starts: without it there never was any data.
    if (!Files.exists(folder.resolve("postmaster.opts"))) {
      org.springframework.util.FileSystemUtils.deleteRecursively(folder);
      return;
    }
    Path pidFile = folder.resolve("postmaster.pid");
    server(pidFile).ifPresent(server -> stop(server, folder));
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> server(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
      return Optional.empty();
    }
    // Process ids are used again: only a postgres counts.
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(process -> process.info().command().orElse("").contains("postgres"));
  }

  private static void stop(ProcessHandle server, Path folder) {
    LOG.info("Stopping the PostgreSQL that a killed hub left behind (process {})", server.pid());
    PostgresSignal.fastShutdown(server);
    try {
      server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new StartRefused(
          "a PostgreSQL of an earlier run still uses "
              + folder
              + "; end process "
              + server.pid()
              + " and start again.");
    }
  }
}
