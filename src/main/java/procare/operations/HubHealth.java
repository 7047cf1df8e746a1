package procare.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import procare.Causes;
import procare.HubClock;

/**
 * Health of what the hub can do without for a while. {@code DEGRADED} is answered with HTTP 200:
 * without the broker the outbox holds and emergencies go in process; without a partner its messages
 * wait; with a wrong clock it goes by the database's. None takes part in readiness.
 */
@Configuration(proxyBeanMethods = false)
class HubHealth {
  static final Status DEGRADED = new Status("DEGRADED");

  /** Component {@code broker}; from the last look, so that asking never waits for the broker. */
  @Bean
  HealthIndicator brokerHealthIndicator(BrokerGauges broker) {
    return () -> {
      String problem = broker.problem();
      return problem == null
          ? Health.up().build()
          : Health.status(DEGRADED).withDetail("problem", problem).build();
    };
  }

  /** Component {@code partners}. */
  @Bean
  HealthIndicator partnersHealthIndicator(PartnersApi partners) {
    return () -> {
      try {
        List<Map<String, Object>> all = partners.partners();
        boolean well = all.stream().allMatch(p -> "CLOSED".equals(p.get("state")));
        Health.Builder health = well ? Health.up() : Health.status(DEGRADED);
        all.forEach(p -> health.withDetail((String) p.get("partner"), p.get("state")));
        return health.build();
      } catch (DataAccessException e) {
        return Health.unknown().withDetail("problem", Causes.root(e)).build();
      }
    };
  }

  /** Component {@code clock}: how far this node's clock is ahead of the database's. */
  @Bean
  HealthIndicator clockHealthIndicator(HubClock clock) {
    return () -> {
      Duration ahead = clock.offset();
      if (ahead == null) {
        return Health.unknown().withDetail("problem", "not compared yet").build();
      }
      boolean right = ahead.abs().compareTo(HubClock.NOTICEABLE) <= 0;
      return (right ? Health.up() : Health.status(DEGRADED))
          .withDetail("aheadMillis", ahead.toMillis())
          .build();
    };
  }
}
