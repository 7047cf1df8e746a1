package procare.routes;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import procare.partner.Outcome;
import procare.partner.PartnerAnswers;

/**
 * The decisions inside the {@code call-partner} Kamelet; what a partner's answer means is the
 * partner's bean to say.
 */
@Component("partnerCalls")
public class PartnerCalls {
  private static final String STARTED = "procare.call.started";
  private static final String PATH = "procare.path";
  private static final String HEADERS = "procare.headers";

  /** Carries an outcome through the breaker as the failure that it is. */
  static final class PartnerIll extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    PartnerIll(Outcome outcome) {
      super(outcome.reason(), null, false, false);
      this.outcome = outcome;
    }
  }

  private final ApplicationContext beans;
  private final MeterRegistry metrics;

  public PartnerCalls(ApplicationContext beans, MeterRegistry metrics) {
    this.beans = beans;
    this.metrics = metrics;
  }

  /**
   * Leaves nothing of the incoming message on the outgoing call but its body; a gateway's request
   * brings its own path and headers as properties.
   */
  public void begin(Exchange exchange) {
    exchange.getMessage().removeHeaders("*", BusMessages.RETRY_COUNT);
    String path = exchange.getProperty(PATH, String.class);
    if (path != null) {
      exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
    }
    Map<?, ?> headers = exchange.getProperty(HEADERS, Map.class);
    if (headers != null) {
      headers.forEach((name, value) -> exchange.getMessage().setHeader((String) name, value));
    }
    exchange.setProperty(STARTED, System.nanoTime());
  }

  /**
   * Inside the breaker: turns the HTTP answer into an {@link Outcome}; throws when the partner is
   * to blame.
   */
  public void read(Exchange exchange) throws PartnerIll {
    int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    byte[] body = exchange.getMessage().getBody(byte[].class);
    PartnerAnswers answers =
        beans.getBean(property(exchange, "procare.answers"), PartnerAnswers.class);
    Outcome outcome = answers.read(status, headers(exchange), body == null ? new byte[0] : body);
    if (outcome.partnerIsIll()) {
      throw new PartnerIll(outcome);
    }
    exchange.getMessage().setBody(outcome);
  }

  /** After a failure: says what is known about whether the partner did it. */
  public void explain(Exchange exchange) {
    Throwable e = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    exchange.getMessage().setBody(outcomeOf(e));
  }

  /** Clears the partner's headers and counts the call. */
  public void end(Exchange exchange) {
    exchange.getMessage().removeHeaders("*", BusMessages.RETRY_COUNT);
    Outcome outcome = exchange.getMessage().getBody(Outcome.class);
    Long started = exchange.getProperty(STARTED, Long.class);
    long took = started == null ? 0 : System.nanoTime() - started;
    exchange.setProperty("procare.call.took", Duration.ofNanos(took));
    metrics
        .timer(
            "procare.partner.calls",
            "partner",
            property(exchange, "procare.partner"),
            "outcome",
            outcome.kind().name().toLowerCase(Locale.ROOT))
        .record(took, TimeUnit.NANOSECONDS);
  }

  static Outcome outcomeOf(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PartnerIll ill) {
        return ill.outcome;
      }
      if (cause instanceof CallNotPermittedException) {
        return Outcome.of(Outcome.Kind.CIRCUIT_OPEN, null, "circuit breaker is open");
      }
      if (cause instanceof ConnectException
          || cause instanceof ConnectTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException
          || cause instanceof SSLHandshakeException) {
        return Outcome.of(
            Outcome.Kind.TRANSIENT, null, "not reachable: " + cause.getClass().getSimpleName());
      }
    }
    return Outcome.of(Outcome.Kind.AMBIGUOUS, null, "no answer: " + innermost(e));
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }

  private static Map<String, String> headers(Exchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getMessage()
        .getHeaders()
        .forEach(
            (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
    return headers;
  }

  private static String property(Exchange exchange, String name) {
    return exchange.getProperty(name, String.class);
  }
}
