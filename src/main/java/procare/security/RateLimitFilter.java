package procare.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import procare.api.ApiProblem;
import procare.security.ApiRateLimit.Decision;

/** Counts the API calls of each user and refuses those beyond the limit with 429. */
final class RateLimitFilter implements Filter {
  private final ApiRateLimit limit;

  RateLimitFilter(ApiRateLimit limit) {
    this.limit = limit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Caller> caller =
        request.getDispatcherType() == DispatcherType.REQUEST
                && ((HttpServletRequest) request).getRequestURI().startsWith("/api/")
            ? Callers.current()
            : Optional.empty();
    if (caller.isPresent()) {
      count(caller.get(), (HttpServletResponse) response);
    }
    chain.doFilter(request, response);
  }

  private void count(Caller caller, HttpServletResponse response) {
    Decision decision = limit.decide(caller.userId());
    response.setHeader("X-RateLimit-Limit", Integer.toString(limit.requests()));
    response.setHeader("X-RateLimit-Remaining", Long.toString(decision.remaining()));
    response.setHeader("X-RateLimit-Reset", Long.toString(decision.reset().toSeconds()));
    if (!decision.allowed()) {
      throw new ApiProblem(
          429,
          "rate-limited",
          "more than %d calls within %s; wait for the time in retryAfter (seconds)"
              .formatted(limit.requests(), limit.window()),
          List.of(),
          decision.retryAfter());
    }
  }
}
