package procare.order;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Keeps one laboratory from taking all senders of this node, and us from asking more of it than was
 * agreed. Nobody waits here: who does not get in comes back later.
 */
@Component
class PartnerGates {
  private record Gate(int maxInFlight, int perSecond, Semaphore seats, RateLimiter rate) {}

  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  /**
   * @return false when as many are under way, or were sent this second, as may be; else {@link
   *     #leave} must follow
   */
  boolean enter(OrderPartner partner) {
    Gate gate = gate(partner);
    if (!gate.seats().tryAcquire()) {
      return false;
    }
    if (gate.rate().acquirePermission()) {
      return true;
    }
    gate.seats().release();
    return false;
  }

  void leave(OrderPartner partner) {
    gate(partner).seats().release();
  }

  private Gate gate(OrderPartner partner) {
    return gates.compute(
        partner.name(),
        (name, gate) ->
            gate != null
                    && gate.maxInFlight() == partner.maxInFlight()
                    && gate.perSecond() == partner.perSecond()
                ? gate
                : open(partner));
  }

  private static Gate open(OrderPartner partner) {
    RateLimiter rate =
        RateLimiter.of(
            partner.name(),
            RateLimiterConfig.custom()
                .limitForPeriod(partner.perSecond())
                .limitRefreshPeriod(Duration.ofSeconds(1))
                .timeoutDuration(Duration.ZERO)
                .build());
    return new Gate(
        partner.maxInFlight(), partner.perSecond(), new Semaphore(partner.maxInFlight()), rate);
  }
}
