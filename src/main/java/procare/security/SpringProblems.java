package procare.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import procare.Json;
import procare.api.Problems;
import procare.api.Problems.Problem;

/**
 * Answers what Spring MVC refuses (unknown address, method, media type) and what a handler throws
 * with the hub's problem details. Takes the place of Spring Boot's own handler.
 */
@RestControllerAdvice
class SpringProblems extends ResponseEntityExceptionHandler {
  @ExceptionHandler(Throwable.class)
  ResponseEntity<Object> unforeseen(Throwable thrown, HttpServletRequest request) {
    return answer(Problems.of(thrown, RequestIds.of(request)), HttpHeaders.EMPTY);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception thrown,
      Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpServletRequest http = ((ServletWebRequest) request).getRequest();
    Problem problem =
        status.value() == 500
            ? Problems.of(thrown, RequestIds.of(http))
            : Problems.render(Problems.ofStatus(status.value()), RequestIds.of(http));
    return answer(problem, headers);
  }

  /** Written as bytes, because the client may have asked for a type that no converter writes. */
  private static ResponseEntity<Object> answer(Problem problem, HttpHeaders given) {
    HttpHeaders headers = new HttpHeaders();
    List<String> allow = given.get(HttpHeaders.ALLOW);
    if (allow != null) {
      headers.put(HttpHeaders.ALLOW, allow);
    }
    problem.headers().forEach(headers::set);
    return ResponseEntity.status(problem.status())
        .headers(headers)
        .body(Json.bytes(problem.body()));
  }
}
