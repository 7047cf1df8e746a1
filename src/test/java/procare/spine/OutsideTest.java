package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** What the world around the hub sees of it. */
@HubTest
class OutsideTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;

  @Test
  void healthTellsStrangersNothingMore() {
    for (String path : List.of("", "/liveness", "/readiness")) {
      Http.Answer answer = http.get("/actuator/health" + path, null).is(200);
      assertThat(answer.text("/status")).isIn("UP", "DEGRADED");
      assertThat(answer.json().has("components")).isFalse();
    }
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    assertThat(http.get("/actuator/health", operator).is(200).text())
        .contains("broker", "partners", "db");
    for (String closed :
        List.of("/actuator/env", "/actuator/heapdump", "/actuator", "/actuator/loggers")) {
      assertThat(http.get(closed, null).status()).as(closed).isIn(401, 403, 404);
    }
  }

  @Test
  void metricsHaveTheirNames() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    Awaitility.await()
        .atMost(Patience.LONG)
        .untilAsserted(
            () ->
                assertThat(http.get("/actuator/prometheus", null).is(200).text())
                    .contains(
                        "procare_outbox_depth{",
                        "procare_outbox_oldest_age_seconds{",
                        "procare_queue_depth{",
                        "procare_deliveries{",
                        "procare_dead_letters{",
                        "procare_inbound{",
                        "procare_emergencies{",
                        "procare_end_to_end_seconds_bucket{",
                        "procare_partner_calls_seconds",
                        "resilience4j_circuitbreaker_state{",
                        "procare_broker_blocked",
                        "hikaricp_connections_active"));
    assertThat(http.get("/actuator/prometheus", null).text())
        .doesNotContain(patient.phone(), patient.id().toString());
  }

  @Test
  void theFrontDoorIsOpenAndEverythingElseShut() {
    assertThat(http.get("/", null).is(200).text()).contains("ProCare Hub");
    http.get("/openapi.yaml", null).is(200);
    http.get("/asyncapi.yaml", null).is(200);
    for (String closed : List.of("/api/v1/patients", "/api/v1/operations/why?key=x")) {
      http.get(closed, null).isProblem(401, "unauthorized");
    }
    for (String closed :
        List.of("/nothing", "/error", "/application.yml", "/../secret", "/.git/config")) {
      assertThat(http.get(closed, null).status()).as(closed).isIn(400, 401, 403, 404);
    }
  }

  @Test
  void logLinesCarryTheStoryTheyBelongTo() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "is LOW");
    assertThat(Printed.text()).contains("ProCare Hub ready");
    assertThat(Printed.leaks()).isEmpty();
  }
}
