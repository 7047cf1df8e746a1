package procare.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
import io.github.bucket4j.util.concurrent.batch.BatchHelper.BatchFailedException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The calls that one user may make within a window ({@code procare.gateway.rate-limit}), counted
 * over all nodes.
 *
 * <p>While much is left, a node counts by itself and tells the database after each tenth of the
 * limit (at most 100 calls) and at the latest at the first call after a second. In the last fifth
 * it asks the database at each call. So one node is exact, and n nodes together let at most (n − 1)
 * tenths too many through, and only while the user calls several nodes within the same second.
 */
@Component
public class ApiRateLimit {
  private static final long MAX_UNSYNCHRONIZED = 100;
  private final int requests;
  private final Duration window;
  private final long unsynchronized;
  private final LoadingCache<UUID, Counter> counters;

  /**
   * @param remaining calls left in this window
   * @param reset time until the window ends
   * @param retryAfter how long to wait; zero when allowed
   */
  public record Decision(boolean allowed, long remaining, Duration reset, Duration retryAfter) {}

  public ApiRateLimit(RateBuckets buckets, GatewayProperties gateway) {
    this.requests = gateway.rateLimit().requests();
    this.window = gateway.rateLimit().window();
    this.unsynchronized = Math.min(requests / 10, MAX_UNSYNCHRONIZED);
    this.counters =
        Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterAccess(Duration.ofMinutes(20))
            .build(
                user -> {
                  String key = "api:" + user;
                  BucketProxy exact = buckets.exact(key, requests, window);
                  return new Counter(
                      unsynchronized == 0
                          ? exact
                          : buckets.delaying(key, requests, window, unsynchronized),
                      exact);
                });
  }

  /** Calls allowed within {@link #window}. */
  public int requests() {
    return requests;
  }

  public Duration window() {
    return window;
  }

  /**
   * Counts one call.
   *
   * @throws RuntimeException with an SQLException inside when the database cannot be asked: the
   *     limit is never lifted by an outage
   */
  public Decision decide(UUID userId) {
    ConsumptionProbe probe = counters.get(userId).count(2 * unsynchronized);
    return new Decision(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForReset()),
        Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** The two ways to one bucket. */
  private static final class Counter {
    private final BucketProxy delaying;
    private final BucketProxy exact;
    private volatile boolean nearLimit;

    Counter(BucketProxy delaying, BucketProxy exact) {
      this.delaying = delaying;
      this.exact = exact;
      this.nearLimit = delaying == exact;
    }

    ConsumptionProbe count(long near) {
      if (!nearLimit) {
        try {
          ConsumptionProbe probe = delaying.tryConsumeAndReturnRemaining(1);
          if (probe.isConsumed() && probe.getRemainingTokens() > near) {
            return probe;
          }
          delaying.getOptimizationController().syncImmediately();
          nearLimit = true;
          if (probe.isConsumed()) {
            return probe;
          }
        } catch (BatchFailedException e) {
          requireOnlyMissing(e);
        }
      }
      ConsumptionProbe probe = exact.tryConsumeAndReturnRemaining(1);
      nearLimit = near == 0 || probe.getRemainingTokens() <= near;
      return probe;
    }

    /** Concurrent first calls find no bucket, and only the exact way then makes one. */
    private static void requireOnlyMissing(BatchFailedException failed) {
      if (!(failed.getCause() instanceof BucketNotFoundException)) {
        throw failed;
      }
    }
  }
}
