package procare.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import procare.Json;
import procare.TestDatabase;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.patient.People;

@SpringBootTest(
    classes = SecurityTestApp.class,
    properties = {
      "procare.security.jwt-secret=" + SecurityTestApp.SECRET,
      "procare.security.login-attempts-per-address=1000",
      "spring.config.location=optional:classpath:/none.yml"
    })
class AuthTest {
  private static final String PASSWORD = "long enough 1";
  @Autowired AuthApi auth;
  @Autowired Sessions sessions;
  @Autowired AccessTokens tokens;
  @Autowired People people;

  private static ApiRequest request(String operation, String key, Object body, Caller caller) {
    return new ApiRequest(operation, caller, "request-1", key, Map.of(), Map.of(), Json.tree(body));
  }

  private static String name() {
    return "u" + UUID.randomUUID();
  }

  private static Map<String, Object> person(String username) {
    return Map.of(
        "username",
        username,
        "password",
        PASSWORD,
        "displayName",
        "Asha",
        "phone",
        "098765 43210",
        "language",
        "hi",
        "zone",
        "Asia/Kolkata");
  }

  private static JsonNode body(ApiAnswer answer) {
    return Json.tree(answer.body());
  }

  private JsonNode register(String username) {
    return body(auth.register(request("registerUser", null, person(username), null)));
  }

  private JsonNode login(String username, String password) {
    return body(
        auth.login(
            request("login", null, Map.of("username", username, "password", password), null)));
  }

  private JsonNode refresh(String token) {
    return body(auth.refresh(request("refreshToken", null, Map.of("refreshToken", token), null)));
  }

  private static void refused(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(status);
              assertThat(problem.code()).isEqualTo(code);
            });
  }

  @Test
  void registersAPatientWhoProvesTheNumberOnWhatsApp() {
    JsonNode made = register(name());
    assertThat(made.path("roles")).hasToString("[\"PATIENT\"]");
    JsonNode verification = made.path("phoneVerification");
    assertThat(verification.path("phone").asText()).isEqualTo("+919876543210");
    String code = verification.path("code").asText();
    assertThat(code).matches("\\d{6}");
    assertThat(verification.path("instruction").asText()).contains("VERIFY " + code);
    UUID person = UUID.fromString(made.path("personId").asText());

    assertThat(people.verify(code, "919876543211")).isEmpty();
    assertThat(people.verify(code, "919876543210")).contains(person);
    assertThat(people.verify(code, "919876543210")).isEmpty();
    assertThat(people.byVerifiedPhone("919876543210")).contains(person);
    assertThat(people.find(person).orElseThrow().language()).isEqualTo("hi");
    assertThat(people.find(person).orElseThrow().phone()).isEqualTo("919876543210");
  }

  @Test
  void refusesWhatCannotBeRegistered() {
    String taken = name();
    register(taken);
    refused(() -> register(taken.toUpperCase()), 409, "username-taken");
    for (String[] wrong :
        new String[][] {
          {"phone", "12"},
          {"phone", "call me"},
          {"zone", "Mars/Olympus"},
          {"zone", "+05:30"},
          {"displayName", "  "},
          {"password", "é".repeat(40)}
        }) {
      ObjectNode body = (ObjectNode) Json.tree(person(name()));
      body.put(wrong[0], wrong[1]);
      refused(() -> auth.register(request("registerUser", null, body, null)), 400, "validation");
    }
  }

  @Test
  void registersOnceForOneKey() throws Exception {
    String username = name();
    List<JsonNode> answers =
        together(
            3, () -> body(auth.register(request("registerUser", "k1", person(username), null))));
    assertThat(answers).hasSize(3);
    assertThat(answers.stream().distinct()).hasSize(1);
    ObjectNode other = (ObjectNode) Json.tree(person(username));
    refused(
        () ->
            auth.register(
                request("registerUser", "k1", other.deepCopy().put("language", "en"), null)),
        422,
        "idempotency-key-reused");
    refused(
        () ->
            auth.register(
                request(
                    "registerUser", "k1", other.deepCopy().put("password", "not the same"), null)),
        422,
        "idempotency-key-reused");
  }

  @Test
  void logsInWithTheRightPasswordOnly() {
    String username = name();
    register(username);
    JsonNode answer = login(username.toUpperCase(), PASSWORD);
    assertThat(answer.path("expiresIn").asInt()).isEqualTo(900);
    Caller caller = tokens.caller(tokens.decode(answer.path("accessToken").asText()));
    assertThat(caller.username()).isEqualTo(username);
    assertThat(caller.roles()).containsExactly(Role.PATIENT);
    assertThat(sessions.stands(caller.sessionId())).isTrue();
    assertThat(body(auth.me(request("getMe", null, Map.of(), caller))).path("displayName").asText())
        .isEqualTo("Asha");

    refused(() -> login(username, "wrong password"), 401, "bad-credentials");
    refused(() -> login(username, "x".repeat(128)), 401, "bad-credentials");
    refused(() -> login(name(), PASSWORD), 401, "bad-credentials");
    TestDatabase.jdbc().update("update app_user set disabled = true where username = ?", username);
    refused(() -> login(username, PASSWORD), 401, "bad-credentials");
  }

  @Test
  void storesNoPasswordAndNoToken() {
    String username = name();
    register(username);
    String refreshToken = login(username, PASSWORD).path("refreshToken").asText();
    assertThat(
            TestDatabase.jdbc()
                .queryForObject(
                    "select password_hash from app_user where username = ?",
                    String.class,
                    username))
        .startsWith("{bcrypt}$2a$");
    assertThat(
            TestDatabase.jdbc()
                .queryForObject(
                    "select count(*) from refresh_token where hash = sha256(convert_to(?, 'UTF8'))",
                    Integer.class,
                    refreshToken))
        .isEqualTo(1);
  }

  @Test
  void stopsGuessingOfOnePassword() {
    String username = name();
    register(username);
    for (int i = 0; i < 9; i++) {
      refused(() -> login(username, "wrong password"), 401, "bad-credentials");
    }
    login(username, PASSWORD);
    refused(() -> login(username, "wrong password"), 401, "bad-credentials");
    refused(() -> login(username, PASSWORD), 429, "too-many-logins");
  }

  @Test
  void exchangesARefreshTokenOnce() {
    String username = name();
    register(username);
    JsonNode first = login(username, PASSWORD);
    JsonNode second = refresh(first.path("refreshToken").asText());
    UUID session = tokens.caller(tokens.decode(second.path("accessToken").asText())).sessionId();
    assertThat(second.path("refreshToken")).isNotEqualTo(first.path("refreshToken"));
    assertThat(sessions.stands(session)).isTrue();

    refused(() -> refresh(first.path("refreshToken").asText()), 401, "token-invalid");
    assertThat(sessions.stands(session)).isFalse();
    refused(() -> refresh(second.path("refreshToken").asText()), 401, "token-invalid");
    refused(() -> refresh("never seen"), 401, "token-invalid");
  }

  @Test
  void letsOneOfTwoRefreshesWin() throws Exception {
    String username = name();
    register(username);
    String token = login(username, PASSWORD).path("refreshToken").asText();
    List<JsonNode> winners = together(4, () -> refresh(token));
    assertThat(winners).hasSize(1);
  }

  @Test
  void endsALoginWithItsTokens() {
    String username = name();
    register(username);
    JsonNode login = login(username, PASSWORD);
    Caller caller = tokens.caller(tokens.decode(login.path("accessToken").asText()));
    assertThat(sessions.stands(caller.sessionId())).isTrue();
    assertThat(auth.logout(request("logout", null, Map.of(), caller)).status()).isEqualTo(204);
    assertThat(sessions.stands(caller.sessionId())).isFalse();
    refused(() -> refresh(login.path("refreshToken").asText()), 401, "token-invalid");
  }

  /** Answers of those calls that were not refused. */
  private static List<JsonNode> together(int calls, Callable<JsonNode> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      List<Future<JsonNode>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        running.add(threads.submit(call));
      }
      List<JsonNode> answers = new ArrayList<>();
      for (Future<JsonNode> future : running) {
        try {
          answers.add(future.get());
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(ApiProblem.class);
        }
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }
}
