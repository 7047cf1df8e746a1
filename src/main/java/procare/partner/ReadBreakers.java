package procare.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Breakers of calls that read media and history from a gateway: apart from those that send, so that
 * a photo that cannot be fetched never holds up a message.
 */
@Configuration(proxyBeanMethods = false)
class ReadBreakers {
  private static final Duration OPEN = Duration.ofSeconds(15);

  @Bean("breaker-evolution-read")
  CircuitBreaker evolution(CircuitBreakerRegistry registry, BreakerLog log) {
    return Breakers.breaker(registry, log, "evolution-read", OPEN);
  }

  @Bean("breaker-gowa-read")
  CircuitBreaker gowa(CircuitBreakerRegistry registry, BreakerLog log) {
    return Breakers.breaker(registry, log, "gowa-read", OPEN);
  }

  @Bean("breaker-cloudapi-read")
  CircuitBreaker cloudApi(CircuitBreakerRegistry registry, BreakerLog log) {
    return Breakers.breaker(registry, log, "cloudapi-read", OPEN);
  }
}
