package procare.routes;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.Json;
import procare.event.Event;
import procare.operations.DeadLetter;
import procare.operations.DeadLetters;

/**
 * Where a message of the bus ends that nobody could handle: a row that a person sees, with its
 * cause.
 */
@Component("busFailures")
public class BusFailures {
  private static final Logger LOG = LoggerFactory.getLogger(BusFailures.class);
  private final DeadLetters deadLetters;

  public BusFailures(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** Fails itself when the row cannot be written; then the message stays on its queue. */
  public void deadLetter(Exchange exchange) {
    Throwable cause = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    int tries = Math.max(1, exchange.getProperty(BusMessages.TRIES, 0, Integer.class));
    String source = source(exchange);
    deadLetters.store(DeadLetter.of(source, body(exchange), Map.of(), cause, tries));
    LOG.error(
        "A message of {} is dead after {} tries, see operations/dead-letters: {}",
        source,
        tries,
        Causes.root(cause));
  }

  private static String source(Exchange exchange) {
    String uri = exchange.getFromEndpoint().getEndpointUri();
    int queue = uri.indexOf("queues=");
    return queue < 0 ? uri : uri.substring(queue + "queues=".length()).replaceFirst("&.*", "");
  }

  private static byte[] body(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof Event event) {
      return Json.bytes(event.envelope());
    }
    byte[] body = exchange.getMessage().getBody(byte[].class);
    return body == null ? new byte[0] : body;
  }
}
