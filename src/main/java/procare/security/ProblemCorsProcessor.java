package procare.security;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;
import procare.Json;
import procare.api.ApiProblem;
import procare.api.Problems;

/** Refuses pages of foreign origins with problem details. */
final class ProblemCorsProcessor extends DefaultCorsProcessor {
  @Override
  protected void rejectRequest(ServerHttpResponse response) throws IOException {
    ApiProblem refusal =
        ApiProblem.of(
            403,
            "origin-not-allowed",
            "pages of this origin may not call the hub; see procare.security.cors-allowed-origins");
    response.setStatusCode(HttpStatus.FORBIDDEN);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    response.getBody().write(Json.bytes(Problems.render(refusal, RequestIds.current()).body()));
    response.flush();
  }
}
