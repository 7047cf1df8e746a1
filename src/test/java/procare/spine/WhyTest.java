package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Where is it, and why: one question by any key. */
@HubTest
class WhyTest {
  private static final String WHY = "/api/v1/operations/why?key=";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @Test
  void tellsTheStoryByEveryKey() {
    Somebody patient = folk.patient();
    String words = Printed.secret("zebrafinch fasting sugar 62");
    String inbound = WhatsApp.messageId();
    String story =
        whatsapp
            .webhook(WhatsApp.message(patient.phone(), inbound, words))
            .is(200)
            .text("/correlationId");
    Map<String, Object> sent = store.awaitDelivery(patient, "emergency.low", "read");
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("correlation id", story);
    keys.put("delivery", sent.get("id"));
    keys.put("provider message id", sent.get("provider_message_id"));
    keys.put("inbound message id", inbound);
    keys.put(
        "event",
        store
            .jdbc()
            .queryForObject(
                "select id from event_log where correlation_id = ? and type = 'patient.emergency.detected'",
                Object.class,
                story));
    keys.put(
        "reading",
        store
            .jdbc()
            .queryForObject(
                "select id from glucose_reading where patient_id = ?", Object.class, patient.id()));
    keys.put("emergency", store.awaitEmergency(patient, "LOW", "OPEN"));
    keys.put("patient", patient.id());
    keys.put("phone", patient.phone());
    keys.put("phone with plus", "%2B" + patient.phone());
    String token = folk.token(folk.somebody(Role.OPERATOR));
    keys.forEach(
        (kind, key) -> {
          JsonNode answer = http.get(WHY + key, token).is(200).json();
          List<String> kinds = new ArrayList<>();
          List<Instant> times = new ArrayList<>();
          answer
              .path("steps")
              .forEach(
                  step -> {
                    kinds.add(step.path("what").asText());
                    times.add(Instant.parse(step.path("at").asText()));
                  });
          assertThat(answer.toString())
              .as(kind)
              .doesNotContain(patient.phone(), "zebrafinch", "62 mg/dL");
          assertThat(kinds)
              .as(kind + " " + answer)
              .contains("message-received", "reading-stored", "event", "event-handled");
          assertThat(times).as(kind).isSorted();
          assertThat(answer.toString()).as(kind).contains("patient.emergency.detected", "read");
        });
    assertThat(
            store.count(
                "audit_entry where patient_id = ? and resource_type = 'story'", patient.id()))
        .isGreaterThanOrEqualTo(keys.size());
  }

  @Test
  void refusesWhatItCannotKnow() {
    String token = folk.token(folk.somebody(Role.OPERATOR));
    http.get(WHY + "nothing-like-this", token).isProblem(404, "not-found");
    http.get("/api/v1/operations/why", token).isProblem(400, "validation");
    http.get(WHY + "k".repeat(129), token).isProblem(400, "validation");
    http.get(WHY + "%00", token).isProblem(400, "validation");
    http.get(WHY + "x", folk.token(folk.somebody(Role.DOCTOR))).isProblem(403, "forbidden");
    http.get(WHY + "x", null).isProblem(401, "unauthorized");
    http.get("/api/v1/operations/deliveries?state=lost", token).isProblem(400, "validation");
    http.get("/api/v1/operations/deliveries?next=x", token).isProblem(400, "validation");
    http.get("/api/v1/operations/events?type=hub.breaker.changed&limit=1", token).is(200);
  }
}
