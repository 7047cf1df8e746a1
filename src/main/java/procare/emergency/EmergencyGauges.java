package procare.emergency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * {@code procare_emergencies{state}}: unresolved emergencies; {@code
 * procare_emergency_steps_overdue_seconds}: how long the oldest due step has waited for the clock,
 * which grows only when no node does its work. Read from the database at most every five seconds;
 * unknown ({@code NaN}) while it cannot be asked.
 */
@Component
class EmergencyGauges {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencyGauges.class);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private record Count(Instant at, Map<State, Double> states, double overdue) {}

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String count = Sql.of("emergency/count");
  private Count last;

  EmergencyGauges(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.clock = clock;
    for (State state : new State[] {State.OPEN, State.ACKNOWLEDGED, State.HANDED_OVER}) {
      Gauge.builder("procare.emergencies", this, g -> g.count().states().get(state))
          .description("Unresolved emergencies")
          .tag("state", state.name())
          .register(registry);
    }
    Gauge.builder("procare.emergency.steps.overdue", this, g -> g.count().overdue())
        .description("Age of the oldest emergency step that is due and not done")
        .baseUnit("seconds")
        .register(registry);
  }

  private synchronized Count count() {
    Instant now = Times.now(clock);
    if (last == null || !now.isBefore(last.at().plus(FRESH))) {
      last = read(now);
    }
    return last;
  }

  private Count read(Instant now) {
    try {
      return jdbc.sql(count)
          .param("now", Times.sql(now))
          .query(
              (rs, row) -> {
                Map<State, Double> states = new EnumMap<>(State.class);
                states.put(State.OPEN, rs.getDouble("open"));
                states.put(State.ACKNOWLEDGED, rs.getDouble("acknowledged"));
                states.put(State.HANDED_OVER, rs.getDouble("handed_over"));
                return new Count(now, states, rs.getDouble("overdue"));
              })
          .single();
    } catch (RuntimeException e) {
      LOG.warn("Emergencies could not be counted: {}", e.getMessage());
      Map<State, Double> unknown = new EnumMap<>(State.class);
      for (State state : State.values()) {
        unknown.put(state, Double.NaN);
      }
      return new Count(now, unknown, Double.NaN);
    }
  }
}
