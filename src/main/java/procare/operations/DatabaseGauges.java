package procare.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.Sql;

/**
 * Gauges of what lies in the database: {@code procare_outbox_depth{lane}}, {@code
 * procare_outbox_oldest_age_seconds{lane}}, {@code procare_deliveries{state}}, {@code
 * procare_dead_letters{state}}, {@code procare_inbound{state}}, {@code
 * procare_hl7_messages{state}}, {@code procare_emr_waiting{what}} (what a person must decide or
 * mend). Ended deliveries and messages are those of the last 24 hours.
 */
@Component
class DatabaseGauges implements SmartLifecycle {
  static final Duration EVERY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseGauges.class);
  private static final Duration ENDED_WITHIN = Duration.ofHours(24);
  private static final List<String> HL7_STATES =
      List.of("received", "failed", "quarantined", "conflict");
  private static final int QUERY_SECONDS = 5;
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final Measured measured;
  private final Counter failures;
  private final Background background;
  private final String snapshot = Sql.of("operations/snapshot");

  DatabaseGauges(JdbcTemplate jdbc, Clock clock, MeterRegistry metrics) {
    JdbcTemplate impatient = new JdbcTemplate(jdbc.getDataSource());
    impatient.setQueryTimeout(QUERY_SECONDS);
    this.jdbc = new NamedParameterJdbcTemplate(impatient);
    this.clock = clock;
    this.measured = new Measured(clock, EVERY.multipliedBy(3));
    this.failures =
        Counter.builder("procare.metrics.failures")
            .description("looks that failed; the gauges that they feed show NaN")
            .tag("source", "database")
            .register(metrics);
    this.background = new Background("database-gauges", EVERY, this::look);
    gauges(metrics, "procare.outbox.depth", "outbox.depth", "lane", List.of("urgent", "normal"));
    gauges(
        metrics,
        "procare.outbox.oldest.age.seconds",
        "outbox.age",
        "lane",
        List.of("urgent", "normal"));
    gauges(metrics, "procare.deliveries", "deliveries", "state", ListsApi.DELIVERY_STATES);
    gauges(metrics, "procare.dead.letters", "dead.letters", "state", DeadLetterFilter.STATES);
    gauges(
        metrics,
        "procare.emr.waiting",
        "emr",
        "what",
        List.of("needs-person", "failed", "MERGE", "PHONE", "UNMATCHED"));
    gauges(metrics, "procare.hl7.messages", "hl7.messages", "state", HL7_STATES);
    gauges(metrics, "procare.inbound", "inbound", "state", ListsApi.INBOUND_STATES);
  }

  private void gauges(
      MeterRegistry metrics, String name, String gauge, String tag, List<String> labels) {
    for (String label : labels) {
      Gauge.builder(name, measured, m -> m.value(gauge + "/" + label, 0))
          .tag(tag, label)
          .register(metrics);
    }
  }

  void look() {
    try {
      Map<String, Double> values = new HashMap<>();
      jdbc.query(
          snapshot,
          Map.of("since", TimeIds.from(clock.instant().minus(ENDED_WITHIN))),
          row -> {
            values.put(
                row.getString("gauge") + "/" + row.getString("label"), row.getDouble("value"));
          });
      measured.took(values);
    } catch (DataAccessException e) {
      measured.failed();
      failures.increment();
      LOG.debug("No gauges this time: {}", Causes.root(e));
    }
  }

  @Override
  public void start() {
    background.start();
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }
}
