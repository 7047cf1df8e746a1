package procare.spine;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import procare.Json;
import procare.spine.Folk.Somebody;

/** Doses of this minute, whatever the time of day is. */
class Medicines {
  private final Http http;
  private final Folk folk;
  private final Store store;

  Medicines(Http http, Folk folk, Store store) {
    this.http = http;
    this.folk = folk;
    this.store = store;
  }

  /**
   * Tells a patient of a dose that is due now.
   *
   * @param author who makes the plan; a doctor when it is critical
   * @param gateway by which the patient is told
   * @return the message, sent
   */
  Map<String, Object> tell(
      Somebody patient, Somebody author, String gateway, boolean critical, int units) {
    // Where it is noon now: no midnight, no quiet hours and no change of clocks has a part in it.
    int hoursEast = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
    String zone = "Etc/GMT" + (hoursEast > 0 ? "-" : "+") + Math.abs(hoursEast);
    store
        .jdbc()
        .update(
            "update person set whatsapp_gateway = ?, zone = ? where id = ?",
            gateway,
            zone,
            patient.id());
    String noon = LocalTime.now(ZoneId.of(zone)).truncatedTo(ChronoUnit.MINUTES).toString();
    Map<String, Object> plan =
        new HashMap<>(
            Map.of(
                "patientId", patient.id(),
                "kind", "MEDICATION",
                "text", "Metformin",
                "timing", Map.of("timeOfDay", List.of(noon)),
                "supply", Map.of("units", units, "unitsPerDose", 1, "warnDays", 3)));
    if (critical) {
      plan.put("critical", true);
    }
    String id =
        http.post("/api/v1/reminder-plans", folk.token(author), Json.tree(plan).toString())
            .is(201)
            .text("/id");
    // Due today and not tomorrow: nobody waits for a minute to begin.
    store
        .jdbc()
        .update(
            "update reminder_next set local_date = local_date - 1, due_at = due_at - interval '1"
                + " day' where plan_id = ?::uuid and due_at > now() + interval '1 hour'",
            id);
    return store.awaitDelivery(patient, "reminder.medication", "sent", "delivered", "read");
  }

  /** The time to confirm is over. */
  void miss(Somebody patient) {
    UUID id = patient.id();
    store
        .jdbc()
        .update(
            "update reminder_occurrence set send_until = now() - interval '3 minutes',"
                + " confirm_until = now() - interval '1 second' where patient_id = ?",
            id);
    store.awaitCount(1, "reminder_occurrence where patient_id = ? and state = 'MISSED'", id);
  }
}
