package procare.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import procare.api.ApiProblem;

/**
 * Answers 503 while the hub starts or stops. The web server listens before the routes do, and
 * Evolution never sends again what it saw answered 404.
 */
final class StartFilter implements Filter {
  private static final List<String> ROUTED = List.of("/api/", "/webhooks/", "/labs/");
  private static final Duration SOON = Duration.ofSeconds(5);
  private final ApplicationAvailability availability;

  StartFilter(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = ((HttpServletRequest) request).getRequestURI();
    if (ROUTED.stream().anyMatch(path::startsWith)
        && availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
      throw new ApiProblem(
          503,
          "not-ready",
          "the hub is starting or stopping; send it again after retryAfter (seconds)",
          List.of(),
          SOON);
    }
    chain.doFilter(request, response);
  }
}
