package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static procare.operations.OperationsContext.JDBC;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import procare.Ids;
import procare.delivery.EndToEndLatency;

class GaugesTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeEach
  void empty() {
    OperationsContext.empty();
  }

  @Test
  void oneLookFeedsAllGauges() {
    JDBC.update(
        "insert into outbox (event_id, routing_key, urgent, created_at) values (?, 'x', true, now() - interval '30 s'), (?, 'x', true, now())",
        Ids.next(),
        Ids.next());
    OperationsContext.bean(DeadLetters.class)
        .store(
            DeadLetter.of("q", new byte[] {1}, java.util.Map.of(), new IllegalStateException(), 1));
    JDBC.update(
        "insert into delivery (id, dedupe_key, gateway, kind, urgent, template, language, body, approved_body, state,"
            + " next_attempt_at, correlation_id) values (?, 'd', 'g', 'REPLY', true, 't', 'en', 'b', 'b', 'failed', now(), 'c')",
        Ids.next());
    JDBC.update("delete from emr_review");
    JDBC.update(
        "insert into emr_review (id, kind, partner, subject_key, fingerprint, detail, created_at)"
            + " values (?, 'UNMATCHED', 'gauged', 'k', '', '{}', now())",
        Ids.next());
    DatabaseGauges gauges = new DatabaseGauges(JDBC, Clock.systemUTC(), metrics);
    assertThat(gauge("procare.outbox.depth", "lane", "urgent")).isNaN();

    gauges.look();

    assertThat(gauge("procare.outbox.depth", "lane", "urgent")).isEqualTo(2);
    assertThat(gauge("procare.emr.waiting", "what", "UNMATCHED")).isEqualTo(1);
    assertThat(gauge("procare.emr.waiting", "what", "MERGE")).isZero();
    assertThat(gauge("procare.outbox.depth", "lane", "normal")).isZero();
    assertThat(gauge("procare.outbox.oldest.age.seconds", "lane", "urgent"))
        .isCloseTo(30, within(5.0));
    assertThat(gauge("procare.dead.letters", "state", "NEW")).isEqualTo(1);
    assertThat(gauge("procare.deliveries", "state", "failed")).isEqualTo(1);
    assertThat(gauge("procare.deliveries", "state", "pending")).isZero();
    assertThat(gauge("procare.inbound", "state", "DEFERRED")).isZero();
    assertThat(gauge("procare.hl7.messages", "state", "conflict")).isZero();
  }

  @Test
  void aLookThatFailsShowsNothingRatherThanCalm() {
    JdbcTemplate nowhere =
        new JdbcTemplate(
            new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1"));
    new DatabaseGauges(nowhere, Clock.systemUTC(), metrics).look();
    assertThat(gauge("procare.outbox.depth", "lane", "urgent")).isNaN();
    assertThat(metrics.counter("procare.metrics.failures", "source", "database").count())
        .isEqualTo(1);
  }

  @Test
  void oldValuesAreNoValues() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Measured measured =
        new Measured(
            new Clock() {
              @Override
              public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now.get();
              }
            },
            Duration.ofSeconds(30));
    measured.took(java.util.Map.of("a", 1.0));
    now.set(Instant.EPOCH.plusSeconds(30));
    assertThat(measured.value("a", 0)).isEqualTo(1);
    now.set(Instant.EPOCH.plusSeconds(31));
    assertThat(measured.value("a", 0)).isNaN();
  }

  @Test
  void prometheusSeesTheNamesThatTheDashboardsAskFor() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new DatabaseGauges(JDBC, Clock.systemUTC(), prometheus).look();
    new EndToEndLatency(prometheus).record("EMERGENCY", Duration.ofMillis(80));
    new EndToEndLatency(prometheus).record("EMERGENCY", Duration.ofMillis(-1));
    assertThat(prometheus.scrape())
        .contains(
            "procare_outbox_depth{lane=\"urgent\"}",
            "procare_outbox_oldest_age_seconds{lane=\"normal\"}",
            "procare_deliveries{state=\"sent\"}",
            "procare_dead_letters{state=\"NEW\"}",
            "procare_inbound{state=\"UNRESOLVED\"}",
            "procare_metrics_failures_total{source=\"database\"}",
            "procare_end_to_end_seconds_bucket{kind=\"EMERGENCY\",le=\"0.1\"} 2",
            "procare_end_to_end_seconds_count{kind=\"EMERGENCY\"} 2");
  }

  private double gauge(String name, String tag, String value) {
    return metrics.get(name).tag(tag, value).gauge().value();
  }
}
