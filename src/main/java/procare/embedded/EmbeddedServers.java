package procare.embedded;

import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import procare.start.StartRefused;

/**
 * The embedded servers together: they start side by side and beside Spring's own preparation, and
 * stop after everything that uses them.
 */
final class EmbeddedServers {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);
  private final DataFolder data;
  private final List<CompletableFuture<Void>> starts = new ArrayList<>();
  private final List<EmbeddedServer> servers;
  private final AtomicBoolean stopped = new AtomicBoolean();

  EmbeddedServers(DataFolder data, List<EmbeddedServer> servers) {
    this.data = data;
    this.servers = List.copyOf(servers);
  }

  void start() {
    for (EmbeddedServer server : servers) {
      CompletableFuture<Void> start = new CompletableFuture<>();
      starts.add(start);
      Thread thread =
          new Thread(
              () -> {
                try {
                  server.start();
                  start.complete(null);
                } catch (RuntimeException | LinkageError e) {
                  start.completeExceptionally(e);
                }
              },
              "start-" + server.getClass().getSimpleName());
      thread.start();
    }
  }

  /**
   * Waits until all servers take connections.
   *
   * @throws StartRefused when one of them cannot start
   */
  void await() {
    try {
      CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartRefused refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Stops what was started and gives the data folder back. */
  void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    try {
      for (int i = 0; i < starts.size(); i++) {
        starts.get(i).handle((done, failure) -> done).join();
        stop(servers.get(i));
      }
    } finally {
      data.close();
    }
  }

  /** One that cannot be stopped must not keep the others running. */
  private static void stop(EmbeddedServer server) {
    try {
      server.stop();
    } catch (RuntimeException e) {
      LOG.warn(
          "{} did not stop in good order: {}", server.getClass().getSimpleName(), e.toString());
    }
  }

  /**
   * The connection pool sets its connection timeout as login timeout of the whole JVM; Derby, in
   * which the broker keeps its messages, then fails to open its tables on a busy machine.
   * PostgreSQL's driver has a timeout of its own.
   */
  static void forgetLoginTimeout() {
    DriverManager.setLoginTimeout(0);
  }
}
