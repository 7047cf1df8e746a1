package procare.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoversTest {
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Failovers failovers = new Failovers(metrics, Messages.gateways());

  @ParameterizedTest
  @CsvSource({
    "evolution,    whatsapp, gowa,      1",
    "evolution,    sms,      sms,       1",
    "evolution,    sms,      evolution, 1",
    "evolution,    whatsapp, evolution, 0",
    "sms,          whatsapp, evolution, 0",
    "sms,          sms,      sms,       0",
    "switched-off, whatsapp, evolution, 0",
  })
  void whatLeavesANumberIsCountedThere(String tried, String channel, String next, double count) {
    failovers.count(Messages.urgent(tried), channel, next);
    assertThat(total()).isEqualTo(count);
    assertThat(metrics.scrape())
        .contains("procare_gateway_failovers_total{gateway=\"evolution\"} " + count);
  }

  @Test
  void everyNumberIsThereBeforeItFails() {
    assertThat(metrics.find("procare.gateway.failovers").counters()).hasSize(3);
    assertThat(total()).isZero();
  }

  private double total() {
    return metrics.find("procare.gateway.failovers").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
