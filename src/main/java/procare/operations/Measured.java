package procare.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The values of the last look. Old values are no values: a gauge must not show calm by habit. */
final class Measured {
  private record Look(Instant at, Map<String, Double> values) {}

  private final AtomicReference<Look> last = new AtomicReference<>();
  private final Clock clock;
  private final Duration validFor;

  Measured(Clock clock, Duration validFor) {
    this.clock = clock;
    this.validFor = validFor;
  }

  void took(Map<String, Double> values) {
    last.set(new Look(clock.instant(), Map.copyOf(values)));
  }

  void failed() {
    last.set(null);
  }

  boolean isFresh() {
    Look look = last.get();
    return look != null && !look.at().plus(validFor).isBefore(clock.instant());
  }

  /** NaN when there was no look lately; {@code otherwise} when the look did not find the name. */
  double value(String name, double otherwise) {
    Look look = last.get();
    return look == null || !isFresh() ? Double.NaN : look.values().getOrDefault(name, otherwise);
  }
}
