package procare.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import procare.Json;

@SpringBootTest(
    classes = SecurityTestApp.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.security.jwt-secret=" + SecurityTestApp.SECRET,
      "spring.config.location=optional:classpath:/none.yml",
      "procare.gateway.max-body-bytes=1000B",
      "procare.gateway.rate-limit.requests=100000"
    })
class FrameTest {
  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort int port;
  @Autowired AccessTokens tokens;
  private String token;

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpRequest.Builder authorized(String path) {
    if (token == null) {
      token = TestLogins.token(tokens, Role.PATIENT);
    }
    return call(path).header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode body = Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("status").asInt()).isEqualTo(status);
    assertThat(body.path("requestId").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-ID").orElse("none"));
    assertThat(body.path("type").asText()).isEqualTo("urn:procare:problem:" + code);
    assertThat(body.path("title").asText()).isNotEmpty();
    return body;
  }

  @Test
  void keepsRequestHeadersOutOfTheAnswer() throws Exception {
    HttpResponse<String> answer =
        send(
            authorized("/api/v1/echo")
                .header("Cookie", "a=b")
                .header("X-Anything", "echo")
                .header("CamelHttpUri", "x")
                .header("X-Request-ID", "mine-1"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map().keySet())
        .doesNotContain("authorization", "cookie", "x-anything", "camelhttpuri", "user-agent");
    assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("mine-1");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  @Test
  void replacesARequestIdThatCouldHarm() throws Exception {
    HttpResponse<String> answer = send(call("/api/v1/echo").header("X-Request-ID", "a b<script>"));
    assertThat(answer.headers().firstValue("X-Request-ID").orElseThrow()).matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/nothing,404,not-found",
    "/api/v1/size,405,method-not-allowed",
    "/api/v1/bug,500,internal",
    "/api/v1/refusal,400,validation",
    "/api/v1/empty-error,404,not-found",
    "/api/v1/echo;x=1,400,bad-request",
    "/api/v1/%2e%2e/echo,400,bad-request",
    "/api/v1//echo,400,bad-request",
    "/api/v1/%00,400,bad-request",
    "/api/v1/%zz,400,bad-request",
    "/nothing,404,not-found",
    "/chat.html,404,not-found",
    "/twins/evolution/log,404,not-found",
    "/proxy,404,not-found",
  })
  void describesEveryFailure(String path, int status, String code) throws Exception {
    if (path.equals("/api/v1/%zz")) {
      assertThat(raw("GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"bad-request\"");
      return;
    }
    JsonNode body = problem(send(authorized(path)), status, code);
    assertThat(body.toString()).doesNotContain("secret inside", "Exception");
  }

  @Test
  void describesWhatTheContainerRefuses() throws Exception {
    for (String request :
        new String[] {
          "GET /api/v1/<x> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /api/v1/%C0%80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n",
          "TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
        }) {
      assertThat(raw(request))
          .as(request)
          .startsWith("HTTP/1.1 40")
          .doesNotContain("<html", "Tomcat", "Apache")
          .contains("application/problem+json");
    }
  }

  @Test
  void answersNotAcceptableAndUnsupportedWithProblems() throws Exception {
    problem(send(authorized("/api/v1/bug").header("Accept", "text/html")), 500, "internal");
    problem(send(authorized("/api/v1/refusal").header("Accept", "image/png")), 400, "validation");
  }

  @Test
  void limitsBodies() throws Exception {
    byte[] large = new byte[1001];
    problem(
        send(authorized("/api/v1/size").POST(BodyPublishers.ofByteArray(large))), 413, "too-large");
    problem(
        send(
            authorized("/api/v1/size")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
        413,
        "too-large");
    byte[] fits = new byte[1000];
    assertThat(
            send(authorized("/api/v1/size")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(fits))))
                .body())
        .isEqualTo("{\"size\":1000}");
    assertThat(
            send(call("/webhooks/size").POST(BodyPublishers.ofByteArray(new byte[5_000_000])))
                .body())
        .isEqualTo("{\"size\":5000000}");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
