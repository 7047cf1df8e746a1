package procare.partner.pack;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import procare.Causes;

/**
 * Every node's own look at packs: follows what another node changed, writes who was heard, and
 * looks for silence. A missed turn is no loss: the next one finds the same.
 */
@Component
class PackClock implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PackClock.class);
  private final Packs packs;
  private final PackHearing hearing;
  private final PackGauges gauges;
  private final PackProperties settings;
  private ScheduledThreadPoolExecutor thread;

  PackClock(Packs packs, PackHearing hearing, PackGauges gauges, PackProperties settings) {
    this.packs = packs;
    this.hearing = hearing;
    this.gauges = gauges;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread daemon = new Thread(task, "packs");
              daemon.setDaemon(true);
              return daemon;
            });
    every(settings.poll().toMillis(), this::turn);
    every(settings.watch().toMillis(), this::watch);
  }

  private void turn() {
    packs.refresh();
    hearing.write();
  }

  private void watch() {
    hearing.watch();
    gauges.show();
  }

  private void every(long millis, Runnable task) {
    thread.scheduleWithFixedDelay(() -> safely(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** An executor never calls a task again that threw once. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Partner packs: the database is away: {}", Causes.root(e));
    } catch (RuntimeException e) {
      LOG.error("Partner packs: {}", Causes.root(e), e);
    }
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
