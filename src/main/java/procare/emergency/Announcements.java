package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.event.Outbox;

/** Tells the other agents what happens in an emergency; they choose channel and words. */
@Component
class Announcements {
  private final Outbox outbox;
  private final FactStore facts;

  Announcements(Outbox outbox, FactStore facts) {
    this.outbox = outbox;
    this.facts = facts;
  }

  /**
   * @param recheckAt when the patient's next reading is looked for
   * @param appended it joined an emergency that was open already
   * @param informCaregivers caregivers are told at once, by events of their own
   */
  void detected(
      Story story,
      Emergency emergency,
      Reading reading,
      String redFlag,
      Instant recheckAt,
      boolean appended,
      boolean informCaregivers) {
    Map<String, Object> data = about(emergency);
    data.put("reading", reading == null ? null : reading.brief());
    data.put("redFlag", redFlag);
    data.put("recheckAt", recheckAt);
    data.put("backdated", reading != null && reading.backdated());
    data.put("appended", appended);
    data.put("informCaregivers", informCaregivers);
    publish(story, "patient.emergency.detected", emergency, data);
  }

  /** A critical laboratory value; who tells of it reads it when the words are chosen. */
  void labCritical(Story story, Emergency emergency, UUID criticalId) {
    Map<String, Object> data = about(emergency);
    data.put("criticalId", criticalId);
    data.put("backdated", false);
    data.put("appended", false);
    data.put("informCaregivers", false);
    publish(story, "patient.emergency.detected", emergency, data);
  }

  /**
   * @param outcome {@code PERSISTENT}, {@code NO_ANSWER} or {@code SELF_REPORTED}
   * @param recheckAt the next re-check, or null when the patient is not asked again
   */
  void persistent(Story story, Emergency emergency, String outcome, Instant recheckAt) {
    Map<String, Object> data = about(emergency);
    data.put("outcome", outcome);
    data.put("reading", lastReading(emergency));
    data.put("recheckAt", recheckAt);
    publish(story, "patient.emergency.persistent", emergency, data);
  }

  /**
   * @param personId who is asked; null for the operations queue
   * @param acknowledgeBy when the next rung is asked; null when none is
   */
  void escalation(
      Story story,
      Emergency emergency,
      Rung rung,
      UUID personId,
      String reason,
      Instant acknowledgeBy) {
    Map<String, Object> data = about(emergency);
    data.put("rung", rung.name());
    data.put("personId", personId);
    data.put("reading", lastReading(emergency));
    data.put("redFlag", lastRedFlag(emergency));
    data.put("reason", reason);
    data.put("acknowledgeBy", acknowledgeBy);
    publish(story, "patient.emergency.escalation", emergency, data);
  }

  void acknowledged(
      Story story, Emergency emergency, UUID personId, String role, String channel, String note) {
    Map<String, Object> data = about(emergency);
    data.put("personId", personId);
    data.put("role", role);
    data.put("channel", channel);
    data.put("note", note);
    publish(story, "patient.emergency.acknowledged", emergency, data);
  }

  void resolved(
      Story story, Emergency emergency, String resolution, Reading reading, UUID personId) {
    Map<String, Object> data = about(emergency);
    data.put("resolution", resolution);
    data.put("reading", reading == null ? null : reading.brief());
    data.put("personId", personId);
    publish(story, "patient.emergency.resolved", emergency, data);
  }

  private static Map<String, Object> about(Emergency emergency) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("emergencyId", emergency.id());
    data.put("kind", emergency.kind());
    data.put("severity", emergency.severity());
    return data;
  }

  private void publish(Story story, String type, Emergency emergency, Map<String, Object> data) {
    outbox.append(story.tell(type, emergency, data));
  }

  private Reading.Brief lastReading(Emergency emergency) {
    return last(emergency, "READING").map(Announcements::read).map(Reading::brief).orElse(null);
  }

  private String lastRedFlag(Emergency emergency) {
    return last(emergency, "RED_FLAG").orElse(null);
  }

  private Optional<String> last(Emergency emergency, String kind) {
    List<String> details =
        facts.all(emergency.id()).stream()
            .filter(f -> kind.equals(f.kind()) && f.detail() != null)
            .map(FactStore.Fact::detail)
            .toList();
    return details.isEmpty() ? Optional.empty() : Optional.of(details.get(details.size() - 1));
  }

  private static Reading read(String detail) {
    try {
      JsonNode node = Json.parse(detail.getBytes(StandardCharsets.UTF_8));
      return Reading.of(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
