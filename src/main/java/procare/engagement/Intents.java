package procare.engagement;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.event.Event;
import procare.event.Outbox;

/** Tells the other agents what a message means; they decide what follows. */
@Component
class Intents {
  private final Outbox outbox;
  private final Clock clock;

  Intents(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @param patientId whose matter, or null when only the clinical monitor can know
   * @param code which red flag, or null
   */
  void detected(Event message, String intent, String code, UUID personId, UUID patientId) {
    Map<String, Object> data = new HashMap<>();
    data.put("intent", intent);
    data.put("code", code);
    data.put("personId", personId);
    data.put("messageId", message.data().path("messageId").asText());
    outbox.append(
        message
            .next(
                "patient.intent.detected",
                clock.instant(),
                "engagement-engine",
                data.get("messageId"),
                patientId,
                data)
            .asUrgent());
  }
}
