package procare;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * Work that each node does for itself every few seconds, whatever the cluster's clocks do, on a
 * daemon thread of its own. It must not throw: the next turn would never come.
 */
public abstract class Regularly implements SmartLifecycle {
  private final String name;
  private final int seconds;
  private ScheduledExecutorService thread;

  /**
   * @param name of the thread
   * @param seconds between the end of a turn and the next
   */
  protected Regularly(String name, int seconds) {
    this.name = name;
    this.seconds = seconds;
  }

  /** One turn. */
  protected abstract void turn();

  @Override
  public synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, name);
              daemon.setDaemon(true);
              return daemon;
            });
    thread.scheduleWithFixedDelay(this::turn, seconds, seconds, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
