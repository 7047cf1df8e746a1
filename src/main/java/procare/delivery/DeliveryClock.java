package procare.delivery;

import org.springframework.stereotype.Component;

/**
 * Requeues everything that is due, in short transactions, so that a long outage's backlog locks
 * nothing for long.
 */
@Component("deliveryClock")
public class DeliveryClock {
  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 40;
  private final Deliveries deliveries;

  public DeliveryClock(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  public void requeueAll() {
    for (int i = 0; i < MOST_BATCHES && deliveries.requeueDue(BATCH) == BATCH; i++) {
      // The next batch.
    }
  }
}
