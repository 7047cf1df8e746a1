package procare.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.transaction.PlatformTransactionManager;
import procare.Json;
import procare.TestDatabase;

/** Accounts and patients over HTTP, through the real routes. */
@SpringBootTest(
    classes = EdgeTest.App.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.security.jwt-secret=test-0123456789-abcdefghijklmnopqrstuvwxyz",
      "procare.gateway.rate-limit.requests=1000",
      "spring.config.location=optional:classpath:/none.yml",
      "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration,"
          + "org.springframework.boot.autoconfigure.amqp.RabbitAutoConfiguration,"
          + "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
      "spring.mvc.problemdetails.enabled=true",
      "management.health.rabbit.enabled=false",
      "camel.rest.component=platform-http",
      "camel.rest.binding-mode=off",
      "camel.main.routes-include-pattern=classpath:routes/in/api.camel.yaml,classpath:routes/in/auth.camel.yaml,"
          + "classpath:routes/in/patients.camel.yaml"
    })
class EdgeTest {
  private static final String PASSWORD = "long enough 1";
  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort int port;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = {
        "procare.security",
        "procare.api",
        "procare.patient",
        "procare.audit",
        "procare.event"
      },
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
  @ComponentScan(
      basePackages = "procare.routes",
      useDefaultFilters = false,
      includeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern =
                  "procare\\.routes\\.(ApiFrame|ApiHandlerMapping|RawBodyFilter|HttpConfiguration)"))
  @ConfigurationPropertiesScan("procare.security")
  static class App {
    @Bean(destroyMethod = "")
    DataSource dataSource() {
      return TestDatabase.dataSource();
    }

    /** Operations whose routes this test leaves out; the contract wants one for each. */
    @Bean
    RouteBuilder otherOperations() {
      return new RouteBuilder() {
        @Override
        public void configure() throws IOException {
          String here =
              Files.readString(Path.of("src/main/resources/routes/in/auth.camel.yaml"))
                  + Files.readString(Path.of("src/main/resources/routes/in/patients.camel.yaml"));
          Pattern.compile("operationId: (\\w+)")
              .matcher(Files.readString(Path.of("src/main/resources/openapi/hub.yaml")))
              .results()
              .map(operation -> "direct:" + operation.group(1))
              .filter(uri -> !here.contains(uri + "\n"))
              .forEach(uri -> from(uri).stop());
        }
      };
    }

    @Bean
    PlatformTransactionManager transactionManager() {
      return TestDatabase.transactions();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String token, String json) throws Exception {
    HttpRequest.Builder request =
        call(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().map().keySet())
        .doesNotContain("authorization", "user-agent", "host", "cookie", "x-anything");
    return answer.body().isEmpty()
        ? null
        : Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode login() throws Exception {
    String name = "e" + UUID.randomUUID();
    json(
        post(
            "/auth/register",
            null,
            "{\"username\":\"%s\",\"password\":\"%s\",\"displayName\":\"Asha\"}"
                .formatted(name, PASSWORD)),
        201);
    return json(
        post(
            "/auth/login",
            null,
            "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD)),
        200);
  }

  @Test
  void goesFromRegistrationToLogout() throws Exception {
    JsonNode login = login();
    String token = login.path("accessToken").asText();
    HttpResponse<String> me =
        send(
            call("/auth/me")
                .header("Authorization", "Bearer " + token)
                .header("X-Anything", "1")
                .header("Cookie", "a=b")
                .header("X-Request-ID", "trace-7"));
    JsonNode person = json(me, 200);
    assertThat(person.path("displayName").asText()).isEqualTo("Asha");
    assertThat(me.headers().allValues("X-Request-ID")).containsExactly("trace-7");
    assertThat(me.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    assertThat(me.headers().firstValue("X-RateLimit-Remaining")).contains("999");

    String id = person.path("personId").asText();
    json(send(call("/patients/" + id).header("Authorization", "Bearer " + token)), 200);
    json(
        send(
            call("/patients/" + id)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"language\":\"hi\"}"))),
        200);
    String refreshed =
        json(
                post(
                    "/auth/refresh",
                    null,
                    "{\"refreshToken\":\"" + login.path("refreshToken").asText() + "\"}"),
                200)
            .path("accessToken")
            .asText();
    assertThat(post("/auth/logout", refreshed, "").statusCode()).isEqualTo(204);
    json(send(call("/auth/me").header("Authorization", "Bearer " + token)), 401);
    json(send(call("/auth/me").header("Authorization", "Bearer " + refreshed)), 401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /auth/login | application/json | {\"username\":1} | 400 | validation",
        "POST | /auth/login | application/json | {\"username\" | 400 | malformed-json",
        "POST | /auth/login | application/json | `` | 400 | body-missing",
        "POST | /auth/login | text/plain | {} | 415 | unsupported-media-type",
        "POST | /auth/login | application/x-www-form-urlencoded | username=a&password=b | 415 | unsupported-media-type",
        "POST | /auth/login | multipart/form-data; boundary=x | --x-- | 415 | unsupported-media-type",
        "POST | /auth/login | application/json | {\"username\":\"a\",\"password\":\"b\"} | 401 | bad-credentials",
        "POST | /auth/login?x=1 | application/json | {\"username\":\"a\",\"password\":\"b\"} | 400 | validation",
        "PUT | /auth/login | application/json | {} | 401 | unauthorized",
        "GET | /auth/me?x=1 | - | - | 400 | validation",
        "DELETE | /auth/me | - | - | 405 | method-not-allowed",
        "GET | /patients/not-an-id | - | - | 404 | not-found",
        "GET | /patients/00000000-0000-7000-8000-000000000000 | - | - | 403 | forbidden",
        "GET | /patients?limit=0 | - | - | 400 | validation",
        "GET | /patients?limit=abc&limit=2 | - | - | 400 | validation",
        "GET | /nothing | - | - | 404 | not-found",
      })
  void answersBadInputWithProblems(
      String method, String path, String type, String body, int status, String code)
      throws Exception {
    HttpRequest.Builder request = call(path);
    if (!path.startsWith("/auth/login")) {
      request.header("Authorization", "Bearer " + login().path("accessToken").asText());
    }
    if (!type.equals("-")) {
      request.header("Content-Type", type);
    }
    request.method(
        method, body.equals("-") ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<String> answer = send(request);
    JsonNode problem = json(answer, status);
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(problem.path("requestId").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-ID").orElse("none"));
  }

  @Test
  void answersHostileBodiesWithProblems() throws Exception {
    for (byte[] body :
        new byte[][] {
          ("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
          {'{', '"', 'a', '"', ':', '"', (byte) 0xFF, '"', '}'},
          "{\"username\":\"a\\u0000\",\"password\":\"b\"}".getBytes(StandardCharsets.UTF_8),
        }) {
      json(
          send(
              call("/auth/login")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(body))),
          400);
    }
    json(
        send(
            call("/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))),
        413);
  }
}
