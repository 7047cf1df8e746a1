package procare.partner.pack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import procare.security.RateBuckets;

/**
 * Keeps to what a partner bears. The rate counts over all nodes; how many calls run at the same
 * time is counted on each node.
 */
@Component
public class PackLimits {

  private final RateBuckets buckets;
  private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();

  PackLimits(RateBuckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Takes the next turn: as many as {@code burst} at once, and no more than {@code rate} over time.
   *
   * @return how long the call must wait for its turn; zero for now
   * @throws RuntimeException with an SQLException inside when the database cannot be asked
   */
  public Duration turn(Pack pack) {
    return Duration.ofNanos(
        buckets
            .exact("partner:" + pack.name(), pack.limits().burst(), window(pack.limits()))
            .consumeIgnoringRateLimits(1));
  }

  /** The time in which {@code burst} calls make {@code rate}. */
  static Duration window(Limits limits) {
    return limits.period().multipliedBy(limits.burst()).dividedBy(limits.permits());
  }

  /** True when one more call may run on this node; then {@link #leave} must follow. */
  public boolean enter(Pack pack) {
    return gate(pack).tryAcquire();
  }

  /** Ends what {@link #enter} began. */
  public void leave(Pack pack) {
    gate(pack).release();
  }

  private Semaphore gate(Pack pack) {
    int width = pack.limits().concurrency();
    return gates.computeIfAbsent(pack.name() + "/" + width, name -> new Semaphore(width));
  }
}
