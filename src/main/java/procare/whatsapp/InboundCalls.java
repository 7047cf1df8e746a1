package procare.whatsapp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.stereotype.Component;
import procare.api.ApiAnswer;
import procare.operations.DeadLetter;
import procare.operations.DeadLetters;
import procare.security.MessageRateLimit;
import procare.whatsapp.InboundMessages.Taken;
import procare.whatsapp.Incoming.Kind;

/**
 * What every gateway's door does once a call is known to be genuine: stores each item in a
 * transaction of its own, keeps for a person what cannot be used, and answers 200 when all of it is
 * stored. An item that can never be stored costs no other; a database that is away costs nothing,
 * since the call then fails and the gateway sends all of it again.
 */
@Component
public class InboundCalls {
  private static final Logger LOG = LoggerFactory.getLogger(InboundCalls.class);

  private final InboundMessages messages;
  private final MessageRateLimit rateLimit;
  private final DeadLetters deadLetters;

  public InboundCalls(
      InboundMessages messages, MessageRateLimit rateLimit, DeadLetters deadLetters) {
    this.messages = messages;
    this.rateLimit = rateLimit;
    this.deadLetters = deadLetters;
  }

  /**
   * @param instance the number written to, for items that do not say it themselves
   * @return 200 with {@code {result, correlationId}}; for a call with several items {@code {result:
   *     "batch", items: [{result, correlationId}]}}
   */
  public ApiAnswer take(String gateway, String instance, byte[] raw, GatewayEvents events) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Incoming incoming : messages.read(events, raw)) {
      items.add(answer(take(gateway, instance, raw, incoming)));
    }
    return ApiAnswer.ok(
        items.size() == 1 ? items.get(0) : Map.of("result", "batch", "items", items));
  }

  /** One item, whether a webhook brought it or the gateway's history did. */
  public Taken take(String gateway, String callInstance, byte[] call, Incoming incoming) {
    String instance = incoming.instance() == null ? callInstance : incoming.instance();
    byte[] raw = incoming.raw() == null ? call : incoming.raw();
    Taken taken;
    try {
      taken = store(gateway, instance, raw, incoming);
    } catch (DataIntegrityViolationException | UncategorizedDataAccessException e) {
      // The item's own fault, such as a character that no text can hold; not the database's.
      LOG.warn(
          "An item from {} cannot be stored and waits as a dead letter: {}",
          gateway,
          e.getClass().getSimpleName());
      keep(gateway, instance, raw, "NotStorable", e.getClass().getSimpleName());
      return new Taken("unusable", null);
    }
    if ("unusable".equals(taken.result())) {
      keep(gateway, instance, raw, "UnusableWebhook", incoming.reason());
    }
    return taken;
  }

  private Taken store(String gateway, String instance, byte[] raw, Incoming incoming) {
    // What a gateway sends again must not use up the turns of what its patient writes next.
    boolean counts =
        incoming.kind() == Kind.MESSAGE && !messages.stored(gateway, instance, incoming);
    Duration delay = counts ? rateLimit.turn(Texts.storable(incoming.address())) : Duration.ZERO;
    return messages.receive(gateway, instance, raw, incoming, delay);
  }

  private void keep(String gateway, String instance, byte[] raw, String cause, String reason) {
    deadLetters.store(
        new DeadLetter(
            "webhook." + gateway, raw, Map.of("instance", instance), cause, reason, null, 1));
  }

  private static Map<String, Object> answer(Taken taken) {
    Map<String, Object> answer = new HashMap<>();
    answer.put("result", taken.result());
    if (taken.correlationId() != null) {
      answer.put("correlationId", taken.correlationId());
    }
    return answer;
  }
}
