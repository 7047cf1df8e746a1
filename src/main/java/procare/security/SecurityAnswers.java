package procare.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import procare.api.ApiProblem;

/**
 * Answers 401 and 403 as problem details. Outside of the API and the actuator a closed door is
 * answered like a missing one, with 404.
 */
final class SecurityAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (!isGuarded(request)) {
      ProblemWriter.write(request, response, 404);
    } else if (refused instanceof InvalidBearerTokenException) {
      ProblemWriter.write(
          request,
          response,
          ApiProblem.of(
              401,
              "token-invalid",
              "the access token is not valid, expired or revoked; refresh it or log in again"));
    } else {
      ProblemWriter.write(request, response, 401);
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
      throws IOException {
    ProblemWriter.write(request, response, isGuarded(request) ? 403 : 404);
  }

  private static boolean isGuarded(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/") || path.startsWith("/actuator");
  }
}
