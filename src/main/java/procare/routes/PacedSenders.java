package procare.routes;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that send through one gateway, so that a slow one holds up no other; made when they
 * are needed and gone when they are not.
 */
final class PacedSenders extends ScheduledThreadPoolExecutor {
  /** Lost slots, as part of all, that show a node to be overloaded; a hiccup loses fewer. */
  private static final double TOO_MANY = 0.1;

  private static final double FEW = 0.03;
  private static final double SMOOTHING = 0.2;
  private static final double SLOWER = 0.9;
  private static final double FASTER = 0.02;

  /** Slower than this, in messages a second, no node gets: it may be as late as that then. */
  private static final double SLOWEST = 1;

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicBoolean turning = new AtomicBoolean();
  private final double least;
  private double losses;
  private double part = 1;

  /**
   * @param rate of the number, messages a second
   * @param most messages that are under way at a time
   */
  PacedSenders(String gateway, double rate, int most) {
    super(
        most,
        task -> {
          Thread thread = new Thread(task, "paced-" + gateway);
          thread.setDaemon(true);
          return thread;
        });
    least = Math.min(1, SLOWEST / rate);
    setKeepAliveTime(30, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** How many messages more it makes sense to take: none while all threads wait for the gateway. */
  int free() {
    return running.get() >= getCorePoolSize() ? 0 : Integer.MAX_VALUE;
  }

  /** One turn at a time; false while the last one is still under way. */
  boolean beginTurn() {
    return turning.compareAndSet(false, true);
  }

  void endTurn() {
    turning.set(false);
  }

  /** What became of a slot. */
  void slot(boolean kept) {
    (kept ? used : lost).incrementAndGet();
  }

  /**
   * How much of its number's rate this node can keep up with, above 0, at most 1. Slots that are
   * lost cost as much as those that are kept, so a node that takes more than it can use would send
   * less than it can: it slows down by a tenth a turn and recovers by a fiftieth of the rate, the
   * same for all: so numbers that share a node end with equal parts. It never slows down below one
   * message a second: the further slots lie apart, the later a message may be, so that something
   * always goes.
   */
  double part() {
    int kept = used.getAndSet(0);
    int missed = lost.getAndSet(0);
    if (kept + missed > 0) {
      losses += SMOOTHING * ((double) missed / (kept + missed) - losses);
      if (losses > TOO_MANY) {
        part = Math.max(least, part * SLOWER);
      } else if (losses < FEW) {
        part = Math.min(1, part + FASTER);
      }
    }
    return part;
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    super.beforeExecute(thread, task);
    running.incrementAndGet();
  }

  @Override
  protected void afterExecute(Runnable task, Throwable failure) {
    running.decrementAndGet();
    super.afterExecute(task, failure);
  }
}
