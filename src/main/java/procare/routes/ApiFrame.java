package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;
import procare.Json;
import procare.api.ApiAnswer;
import procare.api.ApiAnswer.Download;
import procare.api.ApiRequest;
import procare.api.ApiSchemas;
import procare.api.Problems;
import procare.security.Caller;
import procare.security.Callers;

/**
 * The steps around every REST operation: from the HTTP exchange to an {@link ApiRequest}, from an
 * {@link ApiAnswer} or an exception to the response. Nothing of the request's headers passes
 * through either way (CAMEL-24453).
 */
@Component("apiFrame")
public class ApiFrame {
  private static final String OPERATION = "procare.operation";
  static final String REQUEST_ID = "procare.requestId";
  private final ApiSchemas schemas;

  public ApiFrame(ApiSchemas schemas) {
    this.schemas = schemas;
  }

  /** Checks the request against the contract and makes it the body. */
  public void receive(Exchange exchange) {
    HttpServletRequest http = HttpExchanges.request(exchange);
    String requestId = MDC.get("requestId");
    exchange.setProperty(REQUEST_ID, requestId);
    String operation = exchange.getProperty(OPERATION, String.class);
    // The name under which the call is measured.
    ServerHttpObservationFilter.findObservationContext(http)
        .ifPresent(measured -> measured.setPathPattern("/api/v1" + schemas.path(operation)));
    Map<String, String> path = path(exchange);
    exchange.getMessage().removeHeaders("*");
    Map<String, String> query = new HashMap<>();
    http.getParameterMap()
        .forEach((name, values) -> query.put(name, values.length == 0 ? "" : values[0]));
    var body = schemas.parseBody(operation, RawBodyFilter.of(http), http.getContentType());
    schemas.check(operation, body, query, path);
    Caller caller = Callers.current().orElse(null);
    String key = schemas.idempotencyKey(http.getHeader("Idempotency-Key"));
    exchange
        .getMessage()
        .setBody(new ApiRequest(operation, caller, requestId, key, path, query, body));
  }

  /**
   * Writes the answer that the operation's bean left as body; 304 when the caller has it already.
   */
  public void answer(Exchange exchange) {
    ApiAnswer answer = unlessKnown(exchange, exchange.getMessage().getBody(ApiAnswer.class));
    exchange.getMessage().removeHeaders("*");
    answer.headers().forEach(exchange.getMessage()::setHeader);
    if (answer.body() instanceof Download download) {
      HttpExchanges.stream(exchange, download.bytes());
      exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, download.mediaType());
      exchange.getMessage().setHeader("Content-Length", download.size());
      exchange.getMessage().setBody(null);
      return;
    }
    String type = answer.headers().getOrDefault(Exchange.CONTENT_TYPE, "application/json");
    respond(exchange, answer.status(), type, answer.body());
  }

  private static ApiAnswer unlessKnown(Exchange exchange, ApiAnswer answer) {
    String tag = answer.headers().get("ETag");
    String known = HttpExchanges.request(exchange).getHeader("If-None-Match");
    if (tag == null || known == null || !known.equals("*") && !known.contains(tag)) {
      return answer;
    }
    if (answer.body() instanceof Download download) {
      HttpExchanges.stream(exchange, download.bytes());
    }
    return new ApiAnswer(304, null, answer.headers());
  }

  /** Turns whatever went wrong into problem details. */
  public void problem(Exchange exchange) {
    Throwable thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    Problems.Problem problem = Problems.of(thrown, exchange.getProperty(REQUEST_ID, String.class));
    exchange.getMessage().removeHeaders("*");
    problem.headers().forEach(exchange.getMessage()::setHeader);
    respond(exchange, problem.status(), Problems.MEDIA_TYPE, problem.body());
  }

  private static void respond(Exchange exchange, int status, String type, Object body) {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    if (body == null) {
      exchange.getMessage().setBody(null);
      return;
    }
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
    exchange.getMessage().setBody(Json.bytes(body));
  }

  /**
   * Path parameters, which the contract's router leaves among the headers; those of the request
   * never got there.
   */
  private static Map<String, String> path(Exchange exchange) {
    Map<String, String> path = new HashMap<>();
    exchange
        .getMessage()
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("Camel") && value != null) {
                path.put(name, value.toString());
              }
            });
    return path;
  }
}
