package procare.emr;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.Ids;
import procare.TestDatabase;
import procare.audit.Audit;
import procare.emergency.SettableClock;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** The beans of this package on a real database, with a clock that tests move. */
final class EmrTests {
  static final Instant BEGAN = Instant.parse("2026-08-15T02:30:00Z");

  final JdbcTemplate jdbc = TestDatabase.jdbc();
  final NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(jdbc);
  final SettableClock clock = new SettableClock(BEGAN);
  final EmrProperties settings;
  final Audit audit = new Audit(jdbc);
  final Outbox outbox = new Outbox(named, new RelaySignal());
  final Identifiers identifiers = new Identifiers(named);
  final Reviews reviews = new Reviews(named, clock);
  final PatientMerges merges = new PatientMerges(named, reviews, audit, outbox, clock);
  final Demographics demographics;

  /** A partner's name that no other test uses. */
  final String partner = "p" + ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

  EmrTests() {
    this(Map.of());
  }

  EmrTests(Map<String, EmrProperties.Partner> partners) {
    settings =
        new EmrProperties(
            "https://procare.example/fhir/sid",
            List.of("PROCARE"),
            java.time.Duration.ofMinutes(2),
            4,
            partners);
    demographics =
        new Demographics(
            named,
            identifiers,
            merges,
            reviews,
            settings,
            new Persons(named, reviews, audit, outbox));
  }

  Clock clock() {
    return clock;
  }

  /** A patient that nothing ever happened to. */
  UUID patient() {
    UUID id = Ids.next();
    jdbc.update("insert into person (id, display_name) values (?, 'P')", id);
    jdbc.update("insert into patient (id) values (?)", id);
    return id;
  }

  UUID reading(UUID patient, String value, String unit) {
    UUID id = Ids.next();
    jdbc.update(
        "insert into glucose_reading (id, patient_id, value, unit, severity, emergency, recorded_at, source, correlation_id)"
            + " values (?, ?, ?::numeric, ?, 'NORMAL', false, ?, 'MANUAL', 'c')",
        id,
        patient,
        value,
        unit,
        procare.Times.at(BEGAN));
    return id;
  }

  long count(String from, Object... values) {
    return jdbc.queryForObject("select count(*) from " + from, Long.class, values);
  }

  static PersonIdentifier mr(String value) {
    return new PersonIdentifier("CITYHOSP", value, "MR");
  }
}
