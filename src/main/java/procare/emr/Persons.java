package procare.emr;

import static procare.Times.at;

import java.sql.Types;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;
import procare.api.ApiProblem;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;
import procare.patient.PhoneNumbers;

/**
 * What partners tell about patients whom the hub knows: newest word, visits, phones to ask about.
 */
@Component("emrPersons")
class Persons {
  private final NamedParameterJdbcTemplate jdbc;
  private final Reviews reviews;
  private final Audit audit;
  private final Outbox outbox;
  private final String person = Sql.of("emr/person");
  private final String visit = Sql.of("emr/visit");

  Persons(NamedParameterJdbcTemplate jdbc, Reviews reviews, Audit audit, Outbox outbox) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.audit = audit;
    this.outbox = outbox;
  }

  /** False when all of it was known before or is older than what is known. */
  boolean apply(PersonUpdate update, UUID patient) {
    String digits = digits(update.phone());
    PersonName name = update.names().isEmpty() ? new PersonName(null, null) : update.names().get(0);
    boolean changed =
        jdbc.update(
                person,
                new MapSqlParameterSource()
                    .addValue("patient", patient)
                    .addValue("partner", update.partner())
                    .addValue("family", name.family(), Types.VARCHAR)
                    .addValue("given", name.given(), Types.VARCHAR)
                    .addValue("birthDate", update.birthDate(), Types.DATE)
                    .addValue("sex", update.sex(), Types.VARCHAR)
                    .addValue("phone", digits, Types.VARCHAR)
                    .addValue("at", at(update.occurredAt()))
                    .addValue("message", update.messageId()))
            == 1;
    if (changed) {
      note(update, patient, "change", "demographics");
      if (digits != null && !isProven(patient, digits)) {
        reviews.phone(update, patient, digits);
      }
    }
    return switch (update.event()) {
      case A01 -> visited(update, patient, "ADMITTED") || changed;
      case A03 -> visited(update, patient, "DISCHARGED") || changed;
      case A08, A40 -> changed;
    };
  }

  private boolean visited(PersonUpdate update, UUID patient, String what) {
    UUID id = Ids.next();
    boolean isNew =
        jdbc.update(
                visit,
                Map.of(
                    "id",
                    id,
                    "partner",
                    update.partner(),
                    "patient",
                    patient,
                    "event",
                    what,
                    "at",
                    at(update.occurredAt()),
                    "message",
                    update.messageId()))
            == 1;
    if (isNew) {
      note(update, patient, "create", "visit");
      outbox.append(
          Event.first(
              "care.timeline.entry",
              update.occurredAt(),
              story(update),
              "emr",
              id,
              patient,
              Map.of("kind", what, "partner", update.partner())));
    }
    return isNew;
  }

  private boolean isProven(UUID patient, String digits) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from contact_point where person_id = :patient and system = 'phone'"
                + " and value = :digits and verified_at is not null)",
            Map.of("patient", patient, "digits", digits),
            Boolean.class));
  }

  private void note(PersonUpdate update, UUID patient, String action, String type) {
    audit.recordBy(
        "emr:" + update.partner(), action, patient, type, update.messageId(), story(update));
  }

  private static String story(PersonUpdate update) {
    return update.partner() + ":" + update.messageId();
  }

  private static String digits(String phone) {
    try {
      return phone == null ? null : PhoneNumbers.require("phone", phone);
    } catch (ApiProblem impossible) {
      return null;
    }
  }
}
