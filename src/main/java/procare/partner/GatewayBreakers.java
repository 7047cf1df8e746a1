package procare.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Breakers of gateways, which are as many as the settings name. */
@Component
public class GatewayBreakers {
  private static final Duration OPEN = Duration.ofSeconds(5);
  private final CircuitBreakerRegistry registry;
  private final BreakerLog log;

  GatewayBreakers(CircuitBreakerRegistry registry, BreakerLog log) {
    this.registry = registry;
    this.log = log;
  }

  /** The breaker of a gateway, made when it is first asked for. */
  public synchronized CircuitBreaker of(String gateway) {
    return registry.find(gateway).orElseGet(() -> Breakers.breaker(registry, log, gateway, OPEN));
  }
}
