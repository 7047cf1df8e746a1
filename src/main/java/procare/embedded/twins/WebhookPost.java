package procare.embedded.twins;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Posts webhooks to the hub, again and again as the gateway does. It has threads of its own. */
@Component
@Profile("embedded")
class WebhookPost implements DisposableBean {
  private static final double JITTER = 0.2;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * How a gateway repeats a webhook that was not taken (contracts.md §10, "Receiver duties").
   *
   * @param last answers after which it gives up at once
   */
  record Retries(int tries, long firstPauseMs, long longestPauseMs, Set<Integer> last) {
    static final Retries EVOLUTION =
        new Retries(10, 5_000, 300_000, Set.of(400, 401, 403, 404, 422));
    static final Retries GOWA = new Retries(5, 1_000, 8_000, Set.of());

    /** Meta goes on for 7 days; nobody watches a twin that long. */
    static final Retries META = new Retries(20, 1_000, 600_000, Set.of());
  }

  private final Environment environment;
  private final ScheduledExecutorService clock = scheduler();
  private final ExecutorService workers = Executors.newFixedThreadPool(2, daemon("twin-webhooks"));
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(workers)
          .build();

  WebhookPost(Environment environment) {
    this.environment = environment;
  }

  private static ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, daemon("twin-webhook-clock"));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** An address of this hub, at the port that it really has. */
  String address(String path) {
    return "http://127.0.0.1:"
        + environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"))
        + path;
  }

  /**
   * @param outcome true once the hub took it with a 2xx, false when it never will
   */
  void send(
      String path,
      String body,
      Map<String, String> headers,
      Duration after,
      Retries retries,
      Consumer<Boolean> outcome) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    attempt(request.build(), retries, 1, after.toMillis(), outcome);
  }

  private void attempt(
      HttpRequest request, Retries retries, int number, long delayMs, Consumer<Boolean> outcome) {
    clock.schedule(
        () ->
            http.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? response.statusCode() : 0)
                .thenAccept(status -> conclude(request, retries, number, status, outcome)),
        delayMs,
        TimeUnit.MILLISECONDS);
  }

  private void conclude(
      HttpRequest request, Retries retries, int number, int status, Consumer<Boolean> outcome) {
    if (status >= 200 && status < 300) {
      outcome.accept(true);
    } else if (retries.last().contains(status) || number == retries.tries() || clock.isShutdown()) {
      outcome.accept(false);
    } else {
      attempt(request, retries, number + 1, pause(retries, number), outcome);
    }
  }

  private static long pause(Retries retries, int number) {
    long pause =
        Math.min(retries.longestPauseMs(), retries.firstPauseMs() << Math.min(20, number - 1));
    return (long) (pause * ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER));
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
    workers.shutdownNow();
  }
}
