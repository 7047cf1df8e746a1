package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.core.env.Environment;
import procare.Json;

/** Calls the hub over HTTP. */
class Http {
  private static final String JSON = "application/json";

  /**
   * @param json parsed body, a missing node when it is no JSON
   */
  record Answer(int status, HttpHeaders headers, byte[] bytes, JsonNode json) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    Answer is(int expected) {
      assertThat(status).as(text()).isEqualTo(expected);
      return this;
    }

    /** A problem of RFC 9457 that names what is wrong. */
    Answer isProblem(int expected, String code) {
      is(expected);
      assertThat(headers.firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(json.path("code").asText()).as(text()).isEqualTo(code);
      assertThat(json.path("requestId").asText())
          .isNotEmpty()
          .isEqualTo(headers.firstValue("X-Request-ID").orElse(""));
      return this;
    }

    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    String text(String pointer) {
      return json.at(pointer).asText(null);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final Environment environment;

  Http(Environment environment) {
    this.environment = environment;
  }

  Answer get(String path, String token) {
    return call("GET", path, token, null);
  }

  Answer post(String path, String token, String body, String... headers) {
    return call("POST", path, token, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /**
   * @param token access token, or null for none
   * @param body null for none; JSON unless the headers say otherwise
   * @param headers names and values in turn
   */
  Answer call(String method, String path, String token, byte[] body, String... headers) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + environment.getRequiredProperty("local.server.port")
                        + path))
            .method(method, publisher);
    if (body != null && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", JSON);
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    JsonNode json = MissingNode.getInstance();
    try {
      JsonNode parsed = Json.parse(response.body());
      json = parsed == null ? json : parsed;
    } catch (IOException e) {
      // Not every answer is JSON; who needs it to be sees a missing node.
    }
    return new Answer(response.statusCode(), response.headers(), response.body(), json);
  }

  /** Makes the same call several times at the same moment. */
  List<Answer> together(int times, Callable<Answer> call) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(times);
    try {
      List<Callable<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(call);
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : callers.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      callers.shutdownNow();
    }
  }
}
