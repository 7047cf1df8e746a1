package procare.emr;

import static procare.Times.at;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Makes two patients of the hub one. A record that nothing ever happened to is merged at once; any
 * other only when a person says so. Plans and emergencies never move: they must be over first, or
 * reminders would double and a ladder change its patient.
 */
@Component("patientMerges")
public class PatientMerges {
  private final NamedParameterJdbcTemplate jdbc;
  private final Reviews reviews;
  private final Audit audit;
  private final Outbox outbox;
  private final Clock clock;
  private final String hasHistory = Sql.of("emr/has-history");
  private final String stillInCare = Sql.of("emr/still-in-care");
  private final String merge = Sql.of("emr/merge");

  PatientMerges(
      NamedParameterJdbcTemplate jdbc, Reviews reviews, Audit audit, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.audit = audit;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** How a merge ended. */
  enum Merged {
    /** They are one now, or were before. */
    DONE,
    /** The retired one has an open emergency or a plan that still runs. */
    STILL_IN_CARE
  }

  /** Merges, or asks a person when there is anything to lose. */
  void propose(PersonUpdate update, UUID survivor, UUID retired, String reason) {
    if (Boolean.TRUE.equals(ask(hasHistory, retired))) {
      reviews.merge(update, survivor, retired, reason);
    } else {
      merge(survivor, retired, "emr:" + update.partner(), update.messageId());
    }
  }

  /** Merges, in the caller's transaction. */
  Merged merge(UUID survivor, UUID retired, String by, String correlationId) {
    jdbc.queryForList(
        "select pg_advisory_xact_lock(hashtextextended('patient-merge', 0))::text",
        Map.of(),
        String.class);
    UUID into = today(survivor);
    UUID from = today(retired);
    if (into.equals(from)) {
      return Merged.DONE;
    }
    if (Boolean.TRUE.equals(ask(stillInCare, from))) {
      return Merged.STILL_IN_CARE;
    }
    jdbc.update(
        merge,
        new MapSqlParameterSource()
            .addValue("survivor", into)
            .addValue("retired", from)
            .addValue("by", by)
            .addValue("now", at(clock.instant())));
    audit.recordBy(by, "merge", into, "patient", from.toString(), correlationId);
    outbox.append(
        Event.first(
            "patient.merged",
            clock.instant(),
            correlationId,
            "emr",
            into,
            into,
            Map.of("retiredId", from)));
    return Merged.DONE;
  }

  /** Who a patient is after all merges. */
  public UUID today(UUID patient) {
    return jdbc.queryForObject(
        "select patient_survivor(:patient)", Map.of("patient", patient), UUID.class);
  }

  private Boolean ask(String question, UUID patient) {
    return jdbc.queryForObject(question, Map.of("patient", patient), Boolean.class);
  }
}
