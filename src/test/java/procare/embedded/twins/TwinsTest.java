package procare.embedded.twins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import procare.Json;
import procare.Patience;

@SpringBootTest(
    classes = TwinsTest.Web.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.data-dir=target/twins-test",
      "spring.datasource.url=jdbc:postgresql://unused/unused",
      "spring.rabbitmq.addresses=unused:5672"
    })
@ActiveProfiles("embedded")
class TwinsTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples");

  @Configuration(proxyBeanMethods = false)
  @ComponentScan(
      basePackageClasses = Twin.class,
      // They need packs, which need a database; WholeWayTest has both.
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = "procare\\.embedded\\.twins\\.partner\\..*"))
  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
  })
  static class Web {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  /** Stands where the hub's webhook stands. */
  @RestController
  static class Webhook {
    final List<JsonNode> received = new CopyOnWriteArrayList<>();

    @PostMapping("/webhooks/evolution/{instance}")
    void receive(
        @PathVariable String instance,
        @RequestHeader("X-Webhook-Secret") String secret,
        @RequestBody byte[] body)
        throws IOException {
      assertThat(instance).isEqualTo("procare");
      assertThat(secret).isEqualTo("demo");
      received.add(Json.MAPPER.readTree(body));
    }

    List<String> receipts(String messageId) {
      return received.stream()
          .filter(e -> "messages.update".equals(e.path("event").asText()))
          .filter(e -> messageId.equals(e.at("/data/keyId").asText()))
          .map(e -> e.at("/data/status").asText())
          .toList();
    }

    List<JsonNode> messages() {
      return received.stream()
          .filter(e -> "messages.upsert".equals(e.path("event").asText()))
          .toList();
    }
  }

  @LocalServerPort int port;
  @Autowired Webhook webhook;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void heal() throws Exception {
    for (String twin : List.of("evolution", "openrouter")) {
      post("/twins/" + twin + "/faults", "{\"mode\":\"ok\"}");
      call("DELETE", "/twins/" + twin + "/log", null);
    }
    webhook.received.clear();
  }

  @Test
  void evolutionSendsLogsAndPostsReceipts() throws Exception {
    HttpResponse<String> sent = send(sample("evolution/requests/send-text.v2.json"));
    assertThat(sent.statusCode()).isEqualTo(201);
    JsonNode answer = Json.MAPPER.readTree(sent.body());
    JsonNode real = Json.MAPPER.readTree(sample("evolution/responses/201-send-text.json"));
    assertThat(answer.fieldNames()).toIterable().containsExactlyElementsOf(real::fieldNames);
    assertThat(answer.at("/key/remoteJid").asText()).isEqualTo("915550100101@s.whatsapp.net");
    assertThat(answer.at("/message/conversation")).isEqualTo(real.at("/message/conversation"));
    await()
        .atMost(Patience.LONG)
        .untilAsserted(
            () ->
                assertThat(webhook.receipts(answer.at("/key/id").asText()))
                    .containsExactlyInAnyOrder("SERVER_ACK", "DELIVERY_ACK", "READ"));
    JsonNode log = Json.MAPPER.readTree(get("/twins/evolution/log").body());
    assertThat(log).hasSize(1);
    assertThat(log.at("/0/path").asText()).isEqualTo("/message/sendText/procare");
    assertThat(log.at("/0/body/number").asText()).isEqualTo("915550100101");
    assertThat(get("/twins/evolution/chat?number=915550100101").body()).contains("\"read\"");
  }

  @ParameterizedTest
  @CsvSource({
    "sendText, procare, demo, evolution/requests/send-text.v1.json, 400, evolution/responses/400-validation.json",
    "sendText, procare, wrong, evolution/requests/send-text.v2.json, 401, evolution/responses/401-unauthorized.json",
    "sendText, procare-main, demo, evolution/requests/send-text.v2.json, 404, evolution/responses/404-instance.json",
    "sendTemplate, procare, demo, evolution/requests/send-template.json, 500, evolution/responses/500-template-on-baileys.json"
  })
  void evolutionRefusesAsTheRealOne(
      String call, String instance, String key, String request, int status, String expected)
      throws Exception {
    HttpResponse<String> answer =
        post("/twins/evolution/message/" + call + "/" + instance, sample(request), "apikey", key);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.MAPPER.readTree(answer.body()))
        .isEqualTo(Json.MAPPER.readTree(sample(expected)));
  }

  @Test
  void aPersonWritesAndTheHubGetsWhatEvolutionWouldSend() throws Exception {
    HttpResponse<String> written =
        post("/twins/evolution/inbound", "{\"number\":\"915550000001\",\"text\":\"६२\"}");
    assertThat(written.statusCode()).isEqualTo(202);
    await().atMost(Patience.LONG).until(() -> webhook.messages().size() == 1);
    JsonNode real = Json.MAPPER.readTree(sample("evolution/webhooks/messages.upsert.text.json"));
    JsonNode got = webhook.messages().get(0);
    assertThat(got.fieldNames()).toIterable().containsExactlyElementsOf(real::fieldNames);
    assertThat(got.path("data").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(real.path("data")::fieldNames);
    assertThat(got.at("/data/message/conversation").asText()).isEqualTo("६२");
    assertThat(got.at("/data/key/remoteJid").asText()).isEqualTo("915550000001@s.whatsapp.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"number\":\"+915550000001\",\"text\":\"62\"}",
        "{\"number\":\"915550000001\",\"text\":\" \"}",
        "{\"number\":\"915550000001\",\"text\":62}"
      })
  void refusesWhatNoPhoneCanWrite(String body) throws Exception {
    assertThat(post("/twins/evolution/inbound", body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"mode\":\"broken\"}",
        "{\"mode\":\"error\",\"status\":200}",
        "{\"mode\":\"error\",\"status\":\"503\"}",
        "{\"mode\":\"slow\",\"delayMs\":-1}",
        "{\"mode\":\"slow\",\"count\":0}",
        "{\"mode\":\"slow\",\"delay\":5}"
      })
  void refusesFaultsThatItDoesNotKnow(String body) throws Exception {
    HttpResponse<String> answer = post("/twins/evolution/faults", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("error");
  }

  @Test
  void failsForAsManyRequestsAsAsked() throws Exception {
    post(
        "/twins/evolution/faults",
        "{\"mode\":\"error\",\"status\":429,\"retryAfter\":7,\"count\":2}");
    String text = sample("evolution/requests/send-text.v2.json");
    HttpResponse<String> first = send(text);
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(send(text).statusCode()).isEqualTo(429);
    assertThat(send(text).statusCode()).isEqualTo(201);
    assertThat(Json.MAPPER.readTree(get("/twins/evolution/log").body())).hasSize(3);
  }

  @Test
  void hangsUpWithoutAnAnswerWhenDown() throws Exception {
    post("/twins/evolution/faults", "{\"mode\":\"down\",\"count\":1}");
    String text = sample("evolution/requests/send-text.v2.json");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> send(text))
        .isInstanceOf(IOException.class);
    assertThat(send(text).statusCode()).isEqualTo(201);
  }

  @Test
  void isSlowWithoutHoldingUpOthers() throws Exception {
    post("/twins/openrouter/faults", "{\"mode\":\"slow\",\"delayMs\":700}");
    long start = System.nanoTime();
    assertThat(ask("Your sugar is 62 mg/dL. Eat now.")).contains("62 mg/dL");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
    assertThat(send(sample("evolution/requests/send-text.v2.json")).statusCode()).isEqualTo(201);
  }

  @Test
  void openRouterRewordsOrMisbehaves() throws Exception {
    String text = "Your sugar is 62 mg/dL. Eat 15 g of glucose now.";
    assertThat(ask(text)).contains(text).isNotEqualTo(text);
    for (String mode : List.of("hostile", "error200", "choice-error", "empty", "filtered")) {
      post("/twins/openrouter/faults", "{\"mode\":\"" + mode + "\"}");
      assertThat(ask(text)).as(mode).doesNotContain("Eat 15 g");
    }
    assertThat(
            post("/twins/openrouter/api/v1/chat/completions", "{}", "Authorization", "Bearer no")
                .statusCode())
        .isEqualTo(200);
    post("/twins/openrouter/faults", "{\"mode\":\"ok\"}");
    assertThat(
            post("/twins/openrouter/api/v1/chat/completions", "{}", "Authorization", "Bearer no")
                .statusCode())
        .isEqualTo(401);
  }

  private String ask(String text) throws Exception {
    return post(
            "/twins/openrouter/api/v1/chat/completions",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}",
            "Authorization",
            "Bearer demo")
        .body();
  }

  private HttpResponse<String> send(String body) throws Exception {
    return post("/twins/evolution/message/sendText/procare", body, "apikey", "demo");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return call("GET", path, null);
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return call("POST", path, body, headers);
  }

  private HttpResponse<String> call(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name));
  }
}
