package procare.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import procare.api.ApiProblem;

/**
 * Refuses bodies that are too large, by their declared length or, when they come in chunks, by
 * reading no further than the limit.
 */
final class BodyLimitFilter implements Filter {
  private final long apiLimit;
  private final long webhookLimit;

  BodyLimitFilter(GatewayProperties gateway) {
    this.apiLimit = gateway.maxBodyBytes().toBytes();
    this.webhookLimit = gateway.maxWebhookBodyBytes().toBytes();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    long limit = limit(http);
    long declared = http.getContentLengthLong();
    if (declared > limit) {
      throw tooLarge(limit);
    }
    boolean chunked = declared < 0 && http.getHeader("Transfer-Encoding") != null;
    chain.doFilter(chunked ? read(http, limit) : request, response);
  }

  private static HttpServletRequest read(HttpServletRequest request, long limit)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes((int) limit + 1);
    if (body.length > limit) {
      throw tooLarge(limit);
    }
    return new ReadRequest(request, body);
  }

  private long limit(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/webhooks/")
            || request.getRequestURI().startsWith("/api/v1/labs/")
            || request.getRequestURI().startsWith("/twins/")
        ? webhookLimit
        : apiLimit;
  }

  private static ApiProblem tooLarge(long limit) {
    return ApiProblem.of(413, "too-large", "the body is larger than " + limit + " bytes");
  }
}
