package procare.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * {@code procare_end_to_end_seconds{kind}}: from the receipt of what caused a message to the
 * gateway's acceptance of it, by kind of delivery.
 */
@Component
public class EndToEndLatency {
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
    Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15),
    Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1)
  };
  private final MeterRegistry metrics;

  public EndToEndLatency(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /**
   * @param kind of the delivery, for example {@code EMERGENCY}
   * @param took received to sent; a negative time (clocks of two nodes) counts as none
   */
  public void record(String kind, Duration took) {
    Timer.builder("procare.end.to.end")
        .description("received to sent")
        .tag("kind", kind)
        .serviceLevelObjectives(BOUNDS)
        .register(metrics)
        .record(took.isNegative() ? Duration.ZERO : took);
  }
}
