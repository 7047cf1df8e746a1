package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Logins, and who may see and do what. */
@HubTest
class AccountsTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @Test
  void demoPeopleCanLogIn() {
    for (String name :
        List.of("patient", "caregiver", "doctor", "volunteer", "operator", "admin")) {
      folk.login(name + "@demo", "demo").is(200);
    }
    folk.login("patient@demo", "wrong").isProblem(401, "bad-credentials");
    folk.login("nobody@demo", "demo").isProblem(401, "bad-credentials");
  }

  @Test
  void aLoginEndsWithItsTokens() {
    Somebody patient = folk.patient();
    JsonNode login = folk.login(patient.username(), Folk.PASSWORD).is(200).json();
    String access = Printed.secret(login.path("accessToken").asText());
    String refresh = Printed.secret(login.path("refreshToken").asText());
    assertThat(login.path("expiresIn").asInt()).isPositive();
    JsonNode me = http.get("/api/v1/auth/me", access).is(200).json();
    assertThat(me.path("username").asText()).isEqualTo(patient.username());
    assertThat(me.path("roles").path(0).asText()).isEqualTo("PATIENT");

    String next = refresh(refresh).is(200).text("/refreshToken");
    refresh(refresh).isProblem(401, "token-invalid");
    refresh(next).isProblem(401, "token-invalid");
    http.get("/api/v1/auth/me", access).isProblem(401, "token-invalid");

    String token = folk.token(patient);
    http.call("POST", "/api/v1/auth/logout", token, null).is(204);
    http.get("/api/v1/auth/me", token).isProblem(401, "token-invalid");
  }

  private Http.Answer refresh(String token) {
    return http.post("/api/v1/auth/refresh", null, "{\"refreshToken\":\"" + token + "\"}");
  }

  @Test
  void refusesForgedTokens() {
    String mine = folk.token(folk.patient());
    http.get("/api/v1/auth/me", null).isProblem(401, "unauthorized");
    for (String forged :
        List.of(
            "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", mine.replaceFirst("\\.[^.]+$", ".AAAA"))) {
      http.get("/api/v1/auth/me", forged).isProblem(401, "token-invalid");
    }
  }

  @Test
  void eachRoleSeesItsOwn() {
    Somebody patient = folk.patient();
    Somebody other = folk.patient();
    whatsapp.write(patient, "sugar 142");
    whatsapp.awaitText(patient, "142");
    String reading =
        store
            .jdbc()
            .queryForObject(
                "select id::text from glucose_reading where patient_id = ?",
                String.class,
                patient.id());
    record Case(Somebody who, int patientStatus, int operations, int post) {}
    List<Case> cases = new ArrayList<>();
    cases.add(new Case(patient, 200, 403, 201));
    cases.add(new Case(other, 403, 403, 403));
    cases.add(new Case(folk.caregiver(patient), 200, 403, 201));
    cases.add(new Case(folk.doctor(patient, 1), 200, 403, 201));
    cases.add(new Case(folk.doctor(other, 1), 403, 403, 403));
    cases.add(new Case(folk.somebody(Role.VOLUNTEER), 403, 403, 403));
    cases.add(new Case(folk.somebody(Role.OPERATOR), 403, 200, 403));
    cases.add(new Case(folk.somebody(Role.ADMIN), 403, 200, 403));
    cases.add(new Case(folk.somebody(Role.PARTNER), 403, 403, 403));
    for (Case c : cases) {
      String token = folk.token(c.who());
      String as = c.who().username();
      assertThat(http.get("/api/v1/patients/" + patient.id(), token).status())
          .as(as)
          .isEqualTo(c.patientStatus());
      assertThat(http.get("/api/v1/glucose-readings?patientId=" + patient.id(), token).status())
          .as(as)
          .isEqualTo(c.patientStatus());
      assertThat(http.get("/api/v1/glucose-readings/" + reading, token).status())
          .as(as + ": one reading of somebody else is as good as none")
          .isEqualTo(c.patientStatus() == 403 ? 404 : 200);
      assertThat(http.get("/api/v1/operations/why?key=" + patient.id(), token).status())
          .as(as)
          .isEqualTo(c.operations());
      assertThat(
              http.post(
                      "/api/v1/glucose-readings",
                      token,
                      "{\"value\":120,\"unit\":\"mg/dL\",\"patientId\":\"" + patient.id() + "\"}")
                  .status())
          .as(as)
          .isEqualTo(c.post());
    }
    assertThat(
            store.count(
                "audit_entry where patient_id = ? and action = 'audit.access.denied'",
                patient.id()))
        .isGreaterThan(8);
    assertThat(store.count("audit_entry where patient_id = ? and action = 'read'", patient.id()))
        .isGreaterThan(8);
  }

  @Test
  void nothingOfARequestComesBack() {
    String token = folk.token(folk.patient());
    for (String path : List.of("/api/v1/auth/me", "/api/v1/nothing", "/actuator/health", "/")) {
      Http.Answer answer =
          http.call(
              "GET",
              path,
              token,
              null,
              "X-Anything",
              "echo-me",
              "Cookie",
              "a=echo-me",
              "X-Request-ID",
              "trace-9");
      assertThat(answer.headers().map().toString()).doesNotContain("echo-me", token);
      assertThat(answer.headers().firstValue("X-Request-ID")).contains("trace-9");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    }
    http.call(
            "OPTIONS",
            "/api/v1/auth/me",
            null,
            null,
            "Origin",
            "https://evil.example",
            "Access-Control-Request-Method",
            "GET")
        .is(403);
  }

  @Test
  void theHundredAndFirstCallMustWait() {
    String token = folk.token(folk.patient());
    for (int i = 1; i <= 100; i++) {
      http.get("/api/v1/auth/me", token).is(200);
    }
    Http.Answer refused = http.get("/api/v1/auth/me", token).isProblem(429, "rate-limited");
    assertThat(refused.at("/retryAfter").asInt()).isBetween(1, 900);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    http.get("/api/v1/auth/me", folk.token(folk.patient())).is(200);
  }

  @Test
  void aNumberIsProvenByItsCode() {
    String phone = Folk.phone();
    String name = "new" + UUID.randomUUID();
    JsonNode made =
        http.post(
                "/api/v1/auth/register",
                null,
                ("{\"username\":\"%s\",\"password\":\"%s\",\"displayName\":\"Nila\",\"phone\":\"+%s\",\"language\":\"en\"}")
                    .formatted(name, Folk.PASSWORD, phone))
            .is(201)
            .json();
    String code = Printed.secret(made.path("phoneVerification").path("code").asText());
    whatsapp.write(phone, "sugar 142");
    whatsapp.awaitText(phone, "not registered");
    whatsapp.write(phone, "VERIFY 000000x");
    whatsapp.write(phone, "VERIFY " + (code.equals("111111") ? "222222" : "111111"));
    whatsapp.awaitText(phone, "not right");
    whatsapp.write(phone, "VERIFY " + code);
    whatsapp.awaitText(phone, "Thank you, Nila");
    whatsapp.write(phone, "sugar 142 mg/dl");
    whatsapp.awaitText(phone, "Noted: 142 mg/dL");
  }
}
