package procare.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import procare.Ids;

/** The {@code X-Request-ID} of the call in progress: the caller's when it is harmless, else new. */
public final class RequestIds {
  /** Request and response header. */
  public static final String HEADER = "X-Request-ID";

  /** MDC key; {@code correlationId} holds the same while a call is served. */
  public static final String MDC_KEY = "requestId";

  static final String CORRELATION_MDC_KEY = "correlationId";
  private static final String ATTRIBUTE = "procare.requestId";
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /** The id of the call that this thread serves; a new one outside of calls. */
  public static String current() {
    String id = MDC.get(MDC_KEY);
    return id == null ? Ids.next().toString() : id;
  }

  /** The id of a request, decided once. */
  static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String sent = request.getHeader(HEADER);
    String id = sent != null && HARMLESS.matcher(sent).matches() ? sent : Ids.next().toString();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
