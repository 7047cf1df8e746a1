package procare.routes;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that send through one gateway, so that a slow one holds up no other; made when they
 * are needed and gone when they are not.
 */
final class PacedSenders extends ScheduledThreadPoolExecutor {
  private final AtomicInteger running = new AtomicInteger();

  PacedSenders(String gateway, int most) {
    super(
        most,
        task -> {
          Thread thread = new Thread(task, "paced-" + gateway);
          thread.setDaemon(true);
          return thread;
        });
    setKeepAliveTime(30, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** How many messages more it makes sense to take: none while all threads wait for the gateway. */
  int free() {
    return running.get() >= getCorePoolSize() ? 0 : Integer.MAX_VALUE;
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
