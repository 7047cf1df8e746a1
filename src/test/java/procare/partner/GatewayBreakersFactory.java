package procare.partner;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import org.springframework.transaction.support.TransactionTemplate;
import procare.TestDatabase;
import procare.event.Outbox;

/** Breakers for tests without Spring. */
public final class GatewayBreakersFactory {
  private GatewayBreakersFactory() {}

  public static GatewayBreakers of(
      CircuitBreakerRegistry registry, TransactionTemplate transaction, Outbox outbox) {
    return new GatewayBreakers(
        registry, new BreakerLog(TestDatabase.jdbc(), transaction, outbox, Clock.systemUTC()));
  }
}
