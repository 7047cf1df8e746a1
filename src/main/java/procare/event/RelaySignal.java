package procare.event;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes the outbox relay of this node when a transaction has committed events. A hint only: the
 * relay polls too, so a lost wake-up (a killed node) costs time and no event.
 */
@Component
public class RelaySignal {
  private final Semaphore urgent = new Semaphore(0);
  private final Semaphore normal = new Semaphore(0);

  public void wake(boolean urgentToo) {
    if (urgentToo) {
      urgent.release();
    }
    normal.release();
  }

  /**
   * Waits until woken or until {@code atMost} has passed, and takes all wake-ups given meanwhile.
   */
  public void await(boolean urgentLane, Duration atMost) throws InterruptedException {
    Semaphore lane = urgentLane ? urgent : normal;
    if (lane.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      lane.drainPermits();
    }
  }
}
