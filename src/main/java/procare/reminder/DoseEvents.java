package procare.reminder;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.event.Event;
import procare.event.Outbox;

/** News of doses, without haste even when the message that they follow from had some. */
@Component
class DoseEvents {
  private final Outbox outbox;

  DoseEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void logged(
      Event cause, Instant now, UUID occurrenceId, UUID patientId, Map<String, Object> data) {
    follow(cause, "medication.logged", now, occurrenceId, patientId, data);
  }

  void refillNeeded(Event cause, Instant now, UUID planId, UUID patientId, int daysLeft) {
    Map<String, Object> data = Map.of("planId", planId, "daysLeft", daysLeft);
    follow(cause, "medication.refill_needed", now, planId, patientId, data);
  }

  /** Begins a story of its own, named by the occurrence as its messages are. */
  void missed(Instant now, UUID occurrenceId, UUID patientId, Map<String, Object> data) {
    outbox.append(
        Event.first(
            "medication.missed",
            now,
            occurrenceId.toString(),
            "clock",
            occurrenceId,
            patientId,
            data));
  }

  private void follow(
      Event cause, String type, Instant now, UUID subject, UUID patientId, Map<String, ?> data) {
    outbox.append(
        cause.next(type, now, "engagement-engine", subject, patientId, data).asOrdinary());
  }
}
