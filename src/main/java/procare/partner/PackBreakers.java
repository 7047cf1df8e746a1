package procare.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Breakers of partners that packs describe, which come and go while the hub runs. */
@Component
public class PackBreakers {
  private static final Duration OPEN = Duration.ofSeconds(15);
  private final CircuitBreakerRegistry registry;
  private final BreakerLog log;

  PackBreakers(CircuitBreakerRegistry registry, BreakerLog log) {
    this.registry = registry;
    this.log = log;
  }

  /** The breaker of a pack, made when it is first asked for; it outlives changes of the pack. */
  public synchronized CircuitBreaker of(String pack) {
    return registry.find(pack).orElseGet(() -> Breakers.breaker(registry, log, pack, OPEN));
  }
}
