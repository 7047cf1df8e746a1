package procare.security;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import procare.api.ApiProblem;

/** Stands where the routes stand, and misbehaves as they might. */
@TestComponent
@RestController
class TestCalls {
  /** Sends all request headers back, as Camel's platform-http does, and answers later. */
  @GetMapping({
    "/api/v1/echo",
    "/api/v1/operations/echo",
    "/",
    "/actuator/health/liveness",
    "/actuator/prometheus",
    "/twins/evolution/log",
    "/chat.html"
  })
  CompletableFuture<ResponseEntity<Map<String, String>>> echo(
      @RequestHeader Map<String, String> headers) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("accept")) {
            answer.header(name, value);
          }
        });
    return CompletableFuture.supplyAsync(
        () ->
            answer.body(
                Map.of("caller", Callers.current().map(Caller::username).orElse("nobody"))));
  }

  @PostMapping({"/api/v1/size", "/webhooks/size"})
  Map<String, Integer> size(@RequestBody byte[] body) {
    return Map.of("size", body.length);
  }

  @GetMapping("/api/v1/bug")
  String bug() {
    throw new IllegalStateException("secret inside");
  }

  @GetMapping("/api/v1/refusal")
  String refusal() {
    throw new IllegalArgumentException(
        "wrapped", ApiProblem.field("value", "is wrong", "send another"));
  }

  @GetMapping("/api/v1/empty-error")
  ResponseEntity<Void> emptyError() {
    return ResponseEntity.status(404).build();
  }
}
