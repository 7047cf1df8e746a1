package procare.partner.pack;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gauges by partner: {@code procare_partner_pack{partner}} (1 runs, 0 disabled or never accepted),
 * {@code procare_partner_pack_refused} (1 when newer content was refused), {@code
 * procare_partner_silent} and {@code procare_partner_heard_age_seconds}, the time since the partner
 * was last heard.
 */
@Component
class PackGauges {
  private final Packs packs;
  private final PackHearing hearing;
  private final Clock clock;
  private final MultiGauge running;
  private final MultiGauge refused;
  private final MultiGauge silent;
  private final MultiGauge age;

  PackGauges(Packs packs, PackHearing hearing, Clock clock, MeterRegistry metrics) {
    this.packs = packs;
    this.hearing = hearing;
    this.clock = clock;
    this.running = MultiGauge.builder("procare.partner.pack").register(metrics);
    this.refused = MultiGauge.builder("procare.partner.pack.refused").register(metrics);
    this.silent = MultiGauge.builder("procare.partner.silent").register(metrics);
    this.age =
        MultiGauge.builder("procare.partner.heard.age").baseUnit("seconds").register(metrics);
  }

  void show() {
    List<PackEntry> entries = List.copyOf(packs.entries());
    Map<String, PackHearing.Heard> heard = hearing.hearings();
    Instant now = clock.instant();
    running.register(rows(entries, e -> e.runs() ? 1 : 0), true);
    refused.register(rows(entries, e -> e.refused().isEmpty() ? 0 : 1), true);
    List<PackEntry> known = entries.stream().filter(e -> heard.containsKey(e.name())).toList();
    silent.register(rows(known, e -> heard.get(e.name()).silentSince() == null ? 0 : 1), true);
    age.register(
        rows(known, e -> Duration.between(heard.get(e.name()).heardAt(), now).toSeconds()), true);
  }

  @FunctionalInterface
  private interface Value {
    double of(PackEntry entry);
  }

  private static List<MultiGauge.Row<?>> rows(List<PackEntry> entries, Value value) {
    return entries.stream()
        .<MultiGauge.Row<?>>map(e -> MultiGauge.Row.of(Tags.of("partner", e.name()), value.of(e)))
        .toList();
  }
}
