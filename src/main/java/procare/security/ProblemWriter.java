package procare.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import procare.Json;
import procare.api.ApiProblem;
import procare.api.Problems;
import procare.api.Problems.Problem;

/** Writes problem details to a servlet response. */
final class ProblemWriter {
  private ProblemWriter() {}

  static void write(HttpServletRequest request, HttpServletResponse response, Throwable thrown)
      throws IOException {
    write(response, Problems.of(thrown, RequestIds.of(request)));
  }

  static void write(HttpServletRequest request, HttpServletResponse response, int status)
      throws IOException {
    ApiProblem refusal = Problems.ofStatus(status);
    write(response, Problems.render(refusal, RequestIds.of(request)));
  }

  private static void write(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    problem.headers().forEach(response::setHeader);
    byte[] body = Json.bytes(problem.body());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
