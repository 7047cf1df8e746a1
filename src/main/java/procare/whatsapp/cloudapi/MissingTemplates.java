package procare.whatsapp.cloudapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Tells operations that an approved template is missing: counted each time, logged and published
 * once an hour for each template and language.
 */
@Component
public class MissingTemplates {
  private static final Logger LOG = LoggerFactory.getLogger(MissingTemplates.class);
  private final Outbox outbox;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).maximumSize(10_000).build();

  public MissingTemplates(Outbox outbox, Clock clock, MeterRegistry metrics) {
    this.outbox = outbox;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * @param instead the language that was taken in its place, or null when there was none
   */
  void report(Attempt attempt, String instead) {
    String language = attempt.language();
    metrics
        .counter("procare.templates.missing", "template", attempt.template(), "language", language)
        .increment();
    if (told.asMap().putIfAbsent(attempt.template() + "/" + language, true) != null) {
      return;
    }
    LOG.warn(
        "No approved WhatsApp template for {} in {}; {}",
        attempt.template(),
        language,
        instead == null ? "the message cannot go by this gateway" : "sent in " + instead);
    Map<String, Object> data = new HashMap<>();
    data.put("template", attempt.template());
    data.put("language", language);
    data.put("instead", instead);
    data.put("deliveryId", attempt.deliveryId());
    outbox.append(
        Event.first(
            "hub.template.missing",
            clock.instant(),
            attempt.correlationId(),
            "delivery",
            attempt.deliveryId(),
            null,
            data));
  }
}
