package procare.engagement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.reminder.DoseOutcome;

/**
 * Tells caregivers of a missed dose, and that it was taken after all; tells patients that what they
 * have runs out. Whether the reader consented is looked at when a message leaves.
 */
@Component("doseNotices")
public class DoseNotices {
  private static final String MISSED = "dose.missed.caregiver";
  private static final String AFTER_ALL = "dose.taken-after-all.caregiver";
  private static final String REFILL = "reminder.refill-needed";

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Deliveries deliveries;
  private final MessageBook book;

  DoseNotices(
      NamedParameterJdbcTemplate jdbc, Audience audience, Deliveries deliveries, MessageBook book) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.deliveries = deliveries;
    this.book = book;
    book.require(MISSED, "patient", "what", "when");
    book.require(AFTER_ALL, "patient", "what", "when");
    book.require(REFILL, "what", "days");
  }

  /** {@code medication.missed}; nothing when it was taken meanwhile. */
  public void missed(Event event) {
    UUID occurrence = UUID.fromString(event.data().path("occurrenceId").asText());
    Reader patient = audience.find(event.patientId()).orElseThrow();
    // Locked, so that a "taken" at this moment finds the notices that it must take back.
    jdbc.query(
        "select p.title, to_char(o.slot, 'HH24:MI') as slot from reminder_occurrence o join reminder_plan p on p.id = o.plan_id"
            + " where o.id = :id and o.state = 'MISSED' for update of o",
        Map.of("id", occurrence),
        row -> {
          Map<String, Object> values =
              Map.of(
                  "patient",
                  patient.name(),
                  "what",
                  row.getString("title"),
                  "when",
                  row.getString("slot"));
          for (UUID caregiver : caregivers(patient.id())) {
            String key = key(occurrence) + caregiver;
            tell(event, key, caregiver, patient, Draft.Kind.NOTICE, MISSED, values);
          }
        });
  }

  /** Takes back what has not left, and corrects what has. */
  void takenAfterAll(Event event, Reader patient, DoseOutcome dose) {
    Map<String, ?> told = Map.of("patient", patient.id(), "key", key(dose.occurrenceId()) + "%");
    jdbc.update(
        "update delivery set state = 'suppressed', reason = 'the dose was taken', lease_until = null"
            + " where patient_id = :patient and dedupe_key like :key and state = 'pending'",
        told);
    List<UUID> people =
        jdbc.queryForList(
            "select person_id from delivery where patient_id = :patient and dedupe_key like :key"
                + " and state in ('sending', 'sent', 'delivered', 'read')",
            told,
            UUID.class);
    Map<String, Object> values =
        Map.of("patient", patient.name(), "what", dose.what(), "when", dose.slot());
    for (UUID caregiver : people) {
      String key = "dose-taken:" + dose.occurrenceId() + ":" + caregiver;
      tell(event, key, caregiver, patient, Draft.Kind.NOTICE, AFTER_ALL, values);
    }
  }

  void refill(Event event, Reader patient, DoseOutcome dose) {
    tell(
        event,
        "refill:" + dose.occurrenceId(),
        patient.id(),
        patient,
        Draft.Kind.REMINDER,
        REFILL,
        Map.of("what", dose.what(), "days", dose.refillDays()));
  }

  private void tell(
      Event event,
      String key,
      UUID personId,
      Reader patient,
      Draft.Kind kind,
      String template,
      Map<String, ?> values) {
    String language = audience.find(personId).orElse(patient).language();
    deliveries.request(
        new Draft(
            event,
            key,
            personId,
            null,
            patient.id(),
            null,
            kind,
            template,
            language,
            book.render(template, language, values),
            false,
            null));
  }

  private List<UUID> caregivers(UUID patientId) {
    return jdbc.queryForList(
        "select person_id from care_link where patient_id = :id and relation = 'CAREGIVER' order by rank",
        Map.of("id", patientId),
        UUID.class);
  }

  private static String key(UUID occurrence) {
    return "dose-missed:" + occurrence + ":";
  }
}
