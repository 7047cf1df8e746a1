package procare.embedded.twins;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * The partners' side of the twins: notes a request, applies the present fault, answers. A slow
 * answer waits without a thread, so that a slow partner never takes the hub's own.
 */
@RestController
@Profile("embedded")
class TwinController implements DisposableBean {
  private static final long NO_LIMIT = 0L;
  private static final String GARBAGE = "<!doctype html><html>\u0000\uFFFD{\"key\": nonsense";

  private final TwinDesks desks;
  private final Clock clock;
  private final ScheduledExecutorService delays =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "twin-delays");
            thread.setDaemon(true);
            return thread;
          });

  TwinController(TwinDesks desks, Clock clock) {
    this.desks = desks;
    this.clock = clock;
  }

  @RequestMapping("/twins/{name}/**")
  DeferredResult<ResponseEntity<byte[]>> handle(
      @RequestBody(required = false) byte[] body, HttpServletRequest servlet) {
    DeferredResult<ResponseEntity<byte[]>> result = new DeferredResult<>(NO_LIMIT);
    TwinDesks.Place place =
        desks.place(servlet.getRequestURI().substring("/twins/".length())).orElse(null);
    if (place == null) {
      result.setResult(ResponseEntity.notFound().build());
      return result;
    }
    TwinDesk desk = place.desk();
    TwinRequest request =
        new TwinRequest(
            servlet.getMethod(),
            place.path(),
            servlet.getQueryString(),
            body == null ? new byte[0] : body,
            servlet::getHeader);
    desk.log().add(clock.instant(), request);
    Fault fault = desk.faultForOne();
    Runnable finish = finish(desk.twin(), fault, request, servlet, result);
    if (fault.delayMs() == 0) {
      finish.run();
    } else {
      delays.schedule(finish, fault.delayMs(), TimeUnit.MILLISECONDS);
    }
    return result;
  }

  private static Runnable finish(
      Twin twin,
      Fault fault,
      TwinRequest request,
      HttpServletRequest servlet,
      DeferredResult<ResponseEntity<byte[]>> result) {
    if ("down".equals(fault.mode())) {
      Runnable hangUp = (Runnable) servlet.getAttribute(HangUpValve.HANG_UP);
      return () -> {
        if (hangUp != null) {
          hangUp.run();
        }
        result.setResult(ResponseEntity.status(503).build());
      };
    }
    // The partner acts at once even when its answer is late: so the outcome is unknown meanwhile.
    TwinAnswer answer = answer(twin, fault, request);
    return () -> result.setResult(entity(answer));
  }

  private static TwinAnswer answer(Twin twin, Fault fault, TwinRequest request) {
    return switch (fault.mode()) {
      case "ok", "slow" -> twin.answer(request);
      case "error" -> error(twin, fault, request);
      case "garbage" -> TwinAnswer.text(200, "text/html", GARBAGE);
      default -> twin.fault(fault.mode(), request);
    };
  }

  private static TwinAnswer error(Twin twin, Fault fault, TwinRequest request) {
    TwinAnswer answer = twin.error(fault.status(), request);
    return fault.retryAfter() == null
        ? answer
        : answer.with(java.util.Map.of("Retry-After", fault.retryAfter().toString()));
  }

  private static ResponseEntity<byte[]> entity(TwinAnswer answer) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach(headers::set);
    return ResponseEntity.status(answer.status()).headers(headers).body(answer.body());
  }

  @Override
  public void destroy() {
    delays.shutdownNow();
  }
}
