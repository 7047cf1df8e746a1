package procare.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = SecurityTestApp.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.security.jwt-secret=" + SecurityTestApp.SECRET,
      "procare.security.previous-jwt-secret=" + DoorsTest.PREVIOUS,
      "procare.security.cors-allowed-origins=https://clinic.example",
      "spring.config.location=optional:classpath:/none.yml",
      "procare.gateway.rate-limit.requests=7"
    })
class DoorsTest {
  static final String PREVIOUS = "previous-0123456789-abcdefghijklmnopqrstuvwxyz";
  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort int port;
  @Autowired AccessTokens tokens;
  @Autowired Sessions sessions;

  private HttpRequest.Builder call(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    HttpRequest.Builder request = call(path);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // path, nobody, PATIENT, CAREGIVER, DOCTOR, VOLUNTEER, OPERATOR, ADMIN, PARTNER
    "/api/v1/echo,401,200,200,200,200,200,200,200",
    "/api/v1/operations/echo,401,403,403,403,403,200,200,403",
    "/api/v1/unknown,401,404,404,404,404,404,404,404",
    "/api/v2/echo,401,403,403,403,403,403,403,403",
    "/actuator/prometheus,401,403,403,403,403,200,403,403",
    "/actuator/env,401,403,403,403,403,404,403,403",
    "/actuator/health/liveness,200,200,200,200,200,200,200,200",
    "/,200,200,200,200,200,200,200,200",
    "/chat.html,404,404,404,404,404,404,404,404",
    "/twins/evolution/log,404,404,404,404,404,404,404,404",
    "/admin,404,404,404,404,404,404,404,404",
  })
  void letsEachRoleThroughItsDoorsOnly(
      String path,
      int nobody,
      int patient,
      int caregiver,
      int doctor,
      int volunteer,
      int operator,
      int admin,
      int partner)
      throws Exception {
    assertThat(get(path, null).statusCode()).as("nobody").isEqualTo(nobody);
    int[] expected = {patient, caregiver, doctor, volunteer, operator, admin, partner};
    for (Role role : Role.values()) {
      assertThat(get(path, TestLogins.token(tokens, role)).statusCode())
          .as(role.name())
          .isEqualTo(expected[role.ordinal()]);
    }
  }

  @Test
  void takesNoOtherWayToLogIn() throws Exception {
    Caller caller = TestLogins.caller(Role.DOCTOR);
    String good = tokens.issue(caller);
    assertThat(get("/api/v1/echo", good).statusCode()).isEqualTo(200);

    String[] parts = good.split("\\.");
    JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
    JWTClaimsSet admin = new JWTClaimsSet.Builder(claims).claim("roles", List.of("ADMIN")).build();
    JWTClaimsSet expired =
        new JWTClaimsSet.Builder(claims)
            .expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(1))))
            .build();
    JWTClaimsSet noSession = new JWTClaimsSet.Builder(claims).claim("sid", null).build();
    JWTClaimsSet otherIssuer = new JWTClaimsSet.Builder(claims).issuer("else").build();
    String forgedPayload =
        parts[0] + "." + signed(admin, SecurityTestApp.SECRET).split("\\.")[1] + "." + parts[2];
    for (String bad :
        new String[] {
          forgedPayload,
          new PlainJWT(claims).serialize(),
          signed(claims, "another-secret-0123456789-abcdefghijkl"),
          signed(expired, SecurityTestApp.SECRET),
          signed(noSession, SecurityTestApp.SECRET),
          signed(otherIssuer, SecurityTestApp.SECRET),
          "nonsense",
          parts[0] + "." + parts[1] + ".",
        }) {
      HttpResponse<String> answer = get("/api/v1/echo", bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(401);
      assertThat(answer.body()).contains("\"code\":\"token-invalid\"").doesNotContain(bad);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    assertThat(get("/api/v1/echo", signed(claims, PREVIOUS)).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/echo?access_token=" + good, null).statusCode()).isEqualTo(401);
  }

  @Test
  void forgetsATokenAfterLogout() throws Exception {
    Caller caller = TestLogins.caller(Role.PATIENT);
    String token = tokens.issue(caller);
    assertThat(get("/api/v1/echo", token).statusCode()).isEqualTo(200);
    sessions.revoke(caller.sessionId(), "logout");
    assertThat(get("/api/v1/echo", token).statusCode()).isEqualTo(401);
  }

  @Test
  void acceptsATokenOnlyInItsTime() {
    Caller caller = TestLogins.caller(Role.PATIENT);
    SecurityProperties properties =
        new SecurityProperties(
            SecurityTestApp.SECRET,
            null,
            Duration.ofMinutes(15),
            Duration.ofDays(1),
            List.of(),
            false,
            1,
            1,
            Duration.ofMinutes(1));
    Instant now = Instant.parse("2026-01-31T08:30:00Z");
    String token =
        new AccessTokens(properties, Clock.fixed(now, java.time.ZoneOffset.UTC)).issue(caller);
    for (int minutes : new int[] {0, 14, 16}) {
      AccessTokens later =
          new AccessTokens(
              properties,
              Clock.fixed(now.plus(Duration.ofMinutes(minutes)), java.time.ZoneOffset.UTC));
      boolean good = minutes < 15;
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> later.decode(token)) == null)
          .isEqualTo(good);
    }
  }

  @Test
  void ignoresForeignAuthorizationWhereItIsNotAsked() throws Exception {
    HttpResponse<String> webhook =
        http.send(
            call("/webhooks/size")
                .header("Authorization", "Bearer evolution.own.token")
                .POST(BodyPublishers.ofString("x"))
                .build(),
            BodyHandlers.ofString());
    assertThat(webhook.statusCode()).isEqualTo(200);
    HttpResponse<String> login =
        http.send(
            call("/api/v1/auth/login")
                .header("Authorization", "Bearer expired")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(login.statusCode()).isEqualTo(404);
  }

  @Test
  void refusesTheCallAfterTheLast() throws Exception {
    String token = TestLogins.token(tokens, Role.PATIENT);
    for (int left = 6; left >= 0; left--) {
      HttpResponse<String> answer = get("/api/v1/echo", token);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).contains("" + left);
      assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains("7");
    }
    HttpResponse<String> answer = get("/api/v1/echo", token);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("\"code\":\"rate-limited\"", "\"retryAfter\":");
    int retryAfter = Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
    assertThat(retryAfter).isBetween(800, 900);
    assertThat(get("/api/v1/echo", TestLogins.token(tokens, Role.PATIENT)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersPagesOfListedOriginsOnly() throws Exception {
    HttpResponse<String> listed = preflight("https://clinic.example");
    assertThat(listed.statusCode()).isEqualTo(200);
    assertThat(listed.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://clinic.example");
    assertThat(listed.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> foreign = preflight("https://evil.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).contains("\"code\":\"origin-not-allowed\"");
    assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    return http.send(
        call("/api/v1/echo")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .header("Access-Control-Request-Headers", "Authorization")
            .method("OPTIONS", BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static String signed(JWTClaimsSet claims, String secret) throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(secret));
    return token.serialize();
  }
}
