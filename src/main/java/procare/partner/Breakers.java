package procare.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One circuit breaker a partner (gateways: {@link GatewayBreakers}), named {@code
 * breaker-<partner>} for the {@code call-partner} Kamelet. They open within ten calls (the
 * library's default of 100 never opens at our rates) and go half open by themselves, so that the
 * metric tells the truth without traffic.
 */
@Configuration(proxyBeanMethods = false)
class Breakers {
  private static final int WINDOW = 10;
  private static final int MINIMUM_CALLS = 5;
  private static final int TRIALS = 3;

  @Bean
  CircuitBreakerRegistry circuitBreakerRegistry(MeterRegistry metrics) {
    CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(metrics);
    return registry;
  }

  @Bean("breaker-openrouter")
  CircuitBreaker openrouter(CircuitBreakerRegistry registry, BreakerLog log) {
    return breaker(registry, log, "openrouter", Duration.ofSeconds(15));
  }

  @Bean("breaker-sms")
  CircuitBreaker sms(CircuitBreakerRegistry registry, BreakerLog log) {
    return breaker(registry, log, "sms", Duration.ofSeconds(15));
  }

  static CircuitBreaker breaker(
      CircuitBreakerRegistry registry, BreakerLog log, String partner, Duration open) {
    CircuitBreaker breaker =
        registry.circuitBreaker(
            partner,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(MINIMUM_CALLS)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofSeconds(60))
                .waitDurationInOpenState(open)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build());
    breaker.getEventPublisher().onStateTransition(log::changed);
    return breaker;
  }
}
