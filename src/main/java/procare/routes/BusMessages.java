package procare.routes;

import org.apache.camel.Exchange;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import procare.event.Envelopes;
import procare.event.Event;
import procare.event.Inbox;

/** What every consumer of the bus does with a message before its own work. */
@Component("busMessages")
public class BusMessages {
  /**
   * Camel counts its retries in message headers; whoever clears headers must leave these or retry
   * for ever.
   */
  static final String RETRY_COUNT = "CamelRedeliver*";

  /** Our own count: Camel takes its headers away before a dead message is handled. */
  static final String TRIES = "procare.tries";

  private final Inbox inbox;

  public BusMessages(Inbox inbox) {
    this.inbox = inbox;
  }

  /**
   * Makes the CloudEvent the body and drops the headers.
   *
   * @throws procare.event.InvalidEventException when it is none
   */
  public void parse(Exchange exchange) {
    exchange.setProperty(TRIES, 1 + exchange.getProperty(TRIES, 0, Integer.class));
    if (exchange.getMessage().getBody() instanceof Event) {
      return;
    }
    byte[] body = exchange.getMessage().getBody(byte[].class);
    Event event = Envelopes.parse(body == null ? new byte[0] : body);
    exchange.getMessage().removeHeaders("*", BusMessages.RETRY_COUNT);
    exchange.getMessage().setBody(event);
    MDC.put("correlationId", event.correlationId());
  }

  /**
   * Claims the event for this consumer in the current transaction; false for a duplicate, which
   * then has no effect.
   */
  public boolean first(Exchange exchange, String consumer) {
    return inbox.claim(consumer, exchange.getMessage().getBody(Event.class).id());
  }
}
