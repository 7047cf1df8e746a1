package procare.operations;

import static procare.Times.at;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
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
import procare.delivery.Gateways;

/**
 * Gauges of each sending number: {@code procare_gateway_backlog{gateway}}, messages that are due
 * and wait, and {@code procare_gateway_permitted{gateway}}, messages a second. What really left is
 * {@code procare_partner_calls_seconds_count{partner}}.
 */
@Component
class GatewayGauges implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayGauges.class);
  private static final int QUERY_SECONDS = 5;
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final Measured measured;
  private final Background background;
  private final String backlog = Sql.of("operations/gateway-backlog");

  GatewayGauges(JdbcTemplate jdbc, Clock clock, MeterRegistry metrics, Gateways gateways) {
    JdbcTemplate impatient = new JdbcTemplate(jdbc.getDataSource());
    impatient.setQueryTimeout(QUERY_SECONDS);
    this.jdbc = new NamedParameterJdbcTemplate(impatient);
    this.clock = clock;
    this.measured = new Measured(clock, DatabaseGauges.EVERY.multipliedBy(3));
    this.background = new Background("gateway-gauges", DatabaseGauges.EVERY, this::look);
    gateways
        .gateways()
        .forEach(
            (name, gateway) -> {
              Gauge.builder("procare.gateway.backlog", measured, m -> m.value(name, 0))
                  .tag("gateway", name)
                  .register(metrics);
              Gauge.builder("procare.gateway.permitted", gateway::rate)
                  .tag("gateway", name)
                  .register(metrics);
            });
  }

  void look() {
    try {
      Map<String, Double> values = new HashMap<>();
      jdbc.query(
          backlog,
          Map.of("now", at(clock.instant())),
          row -> {
            values.put(row.getString("gateway"), row.getDouble("waiting"));
          });
      measured.took(values);
    } catch (DataAccessException e) {
      measured.failed();
      LOG.debug("No backlog this time: {}", Causes.root(e));
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
