package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpHelper;

/**
 * From an HTTP request to an exchange and back. Camel's own binding copies every request header
 * into the message, from where it may steer components (CVE-2026-78164) or return to the caller
 * (CAMEL-24453); here none gets in, and routes that need one ask the request itself.
 */
final class HttpExchanges {
  private static final String REQUEST = HttpServletRequest.class.getName();

  private static final String STREAM = "procare.stream";

  private HttpExchanges() {}

  /** The servlet request behind an exchange of platform-http. */
  static HttpServletRequest request(Exchange exchange) {
    return exchange.getProperty(REQUEST, HttpServletRequest.class);
  }

  /**
   * Sets what the REST contract's router needs: method, path, and path parameters by their names.
   *
   * @param template path of the endpoint, such as {@code /webhooks/evolution/{instance}}
   */
  static void read(HttpServletRequest request, String template, Exchange exchange) {
    exchange.setProperty(REQUEST, request);
    Map<String, Object> headers = exchange.getMessage().getHeaders();
    headers.put(Exchange.HTTP_METHOD, request.getMethod());
    headers.put(Exchange.HTTP_PATH, request.getRequestURI());
    if (template.indexOf('{') >= 0) {
      HttpHelper.evalPlaceholders(
          headers, withoutSlash(request.getRequestURI()), withoutSlash(template));
    }
  }

  /**
   * Writes status, headers and the bytes that the route left as body, or as a stream beside it.
   *
   * @throws Exception what the route failed with and nobody handled
   */
  static void write(Exchange exchange, HttpServletResponse response) throws Exception {
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    Message message = exchange.getMessage();
    response.setStatus(message.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class));
    message.getHeaders().forEach((name, value) -> header(response, name, value));
    if (exchange.getProperty(STREAM) instanceof InputStream stream) {
      stream.transferTo(response.getOutputStream());
      return;
    }
    byte[] body = message.getBody(byte[].class);
    if (body != null) {
      send(response, body);
    }
  }

  /** Leaves bytes for {@link #write} that Camel must not gather in memory. */
  static void stream(Exchange exchange, InputStream bytes) {
    exchange.setProperty(STREAM, bytes);
  }

  /** Whether it was written or not. */
  static void close(Exchange exchange) throws IOException {
    if (exchange.removeProperty(STREAM) instanceof InputStream stream) {
      stream.close();
    }
  }

  private static void header(HttpServletResponse response, String name, Object value) {
    if (Exchange.CONTENT_TYPE.equals(name)) {
      response.setContentType(value.toString());
    } else if (value != null && !name.startsWith("Camel")) {
      response.setHeader(name, value.toString());
    }
  }

  /** Not flushed: the container sends head and body in one write when the call ends. */
  private static void send(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
