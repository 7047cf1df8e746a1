package procare.operations;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import procare.Causes;

/** One daemon thread that repeats one look, so that no scrape ever waits for a server. */
final class Background {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private final Runnable look;
  private final Duration every;
  private final String name;
  private ScheduledExecutorService thread;

  Background(String name, Duration every, Runnable look) {
    this.name = name;
    this.every = every;
    this.look = look;
  }

  synchronized void start() {
    if (thread == null) {
      ScheduledThreadPoolExecutor pool =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread daemon = new Thread(task, name);
                daemon.setDaemon(true);
                return daemon;
              });
      pool.scheduleWithFixedDelay(this::lookSafely, 0, every.toMillis(), TimeUnit.MILLISECONDS);
      thread = pool;
    }
  }

  /** An executor never calls a task again that threw once. */
  private void lookSafely() {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warn("{}: {}", name, Causes.root(e));
    }
  }

  synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  synchronized boolean isRunning() {
    return thread != null;
  }
}
