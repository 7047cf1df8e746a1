package procare.emergency;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.OwnDatabase;
import procare.event.Event;
import procare.event.Inbox;
import procare.event.Outbox;
import procare.event.RelaySignal;

/**
 * The emergency package put together on the test database, one patient with caregivers {@code c1…}
 * and doctors {@code d1…}, and a clock that the test moves. Statements go through {@code source},
 * so that a test can let them fail.
 */
final class Ward {
  static final Instant START = Instant.parse("2026-08-15T04:00:00Z");

  final SettableClock clock = new SettableClock(START);
  final Map<String, UUID> who = new LinkedHashMap<>();
  final UUID patient;
  final JdbcTemplate jdbc = new JdbcTemplate(OwnDatabase.of("emergency"));
  final TransactionTemplate transaction;
  final EmergencyStore emergencies;
  final StepStore steps;
  final FactStore facts;
  final People people;
  final Acknowledgements acknowledgements;
  final ClinicalMonitor monitor;
  final EmergencySteps runner;
  final LabAlarms alarms;
  private final Inbox inbox;

  Ward(int caregivers, int doctors) {
    this(OwnDatabase.of("emergency"), caregivers, doctors, settings());
  }

  Ward(DataSource source, int caregivers, int doctors, EmergencyProperties settings) {
    var transactions = new JdbcTransactionManager(source);
    var client = JdbcClient.create(source);
    transaction = new TransactionTemplate(transactions);
    var outbox = new Outbox(new NamedParameterJdbcTemplate(source), new RelaySignal());
    inbox = new Inbox(new JdbcTemplate(source));
    emergencies = new EmergencyStore(client);
    steps = new StepStore(client);
    facts = new FactStore(client);
    people = new People(client);
    var announcements = new Announcements(outbox, facts);
    var ladder = new Ladder(emergencies, steps, people, announcements);
    var course = new Course(emergencies, steps, facts, ladder, announcements);
    acknowledgements = new Acknowledgements(emergencies, steps, facts, announcements);
    var incidents = new Incidents(emergencies, steps, facts, ladder, announcements, settings);
    var replies = new CareReplies(emergencies, people, acknowledgements);
    monitor = new ClinicalMonitor(emergencies, incidents, replies, course, facts, clock);
    alarms = new LabAlarms(emergencies, steps, facts, ladder, announcements, settings, clock);
    runner = new EmergencySteps(emergencies, steps, course, transactions, clock);
    patient = person("p");
    jdbc.update("insert into patient (id) values (?)", patient);
    for (int i = 1; i <= caregivers; i++) {
      link(person("c" + i), "CAREGIVER", i);
    }
    for (int i = 1; i <= doctors; i++) {
      link(person("d" + i), "DOCTOR", i);
    }
    person("stranger");
  }

  static EmergencyProperties settings() {
    return new EmergencyProperties(
        Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofMinutes(30), 4, Map.of());
  }

  private UUID person(String name) {
    UUID id = Ids.next();
    jdbc.update("insert into person (id, display_name) values (?, ?)", id, name);
    who.put(name, id);
    return id;
  }

  private void link(UUID person, String relation, int rank) {
    jdbc.update(
        "insert into care_link (patient_id, person_id, relation, rank) values (?, ?, ?, ?)",
        patient,
        person,
        relation,
        rank);
  }

  void at(int minute) {
    clock.set(START.plus(Duration.ofMinutes(minute)));
  }

  /** The agent's transaction, as the claim-event step makes it. */
  void deliver(Event event) {
    transaction.executeWithoutResult(
        status -> {
          if (!inbox.claim("clinical-monitor", event.id())) {
            return;
          }
          switch (event.type()) {
            case "clinical.glucose.check" -> monitor.onGlucoseCheck(event);
            case "patient.intent.detected" -> monitor.onIntent(event);
            case "delivery.failed" -> monitor.onDeliveryFailed(event);
            case "lab.critical" -> alarms.onCritical(event);
            case "lab.critical.closed" -> alarms.onClosed(event);
            default -> throw new IllegalArgumentException(event.type());
          }
        });
  }

  Event reading(String value, String unit, String severity, Instant recordedAt, boolean backdated) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("readingId", Ids.next());
    boolean meterWord = value.startsWith("<") || value.startsWith(">");
    data.put("value", new BigDecimal(meterWord ? value.substring(1) : value));
    data.put("unit", unit);
    data.put("comparator", meterWord ? value.substring(0, 1) : null);
    data.put("severity", severity);
    data.put("recordedAt", recordedAt);
    data.put("backdated", backdated);
    return event("clinical.glucose.check", data);
  }

  /** A reading in mg/dL, measured now. */
  Event reading(int value) {
    return reading(Integer.toString(value), "mg/dL", severity(value), clock.instant(), false);
  }

  static String severity(int value) {
    return value < 54 ? "LEVEL_2" : value < 70 ? "LEVEL_1" : value > 300 ? "HIGH" : "NORMAL";
  }

  Event intent(String intent, String person) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("intent", intent);
    data.put("code", "RED_FLAG".equals(intent) ? "UNCONSCIOUS" : null);
    data.put("personId", who.get(person));
    return "ACKNOWLEDGE".equals(intent)
        ? Event.first("patient.intent.detected", clock.instant(), "story", "test", null, null, data)
        : event("patient.intent.detected", data);
  }

  Event failed(UUID emergency, String person) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("deliveryId", Ids.next());
    data.put("kind", "p".equals(person) ? "EMERGENCY" : "ALERT");
    data.put("personId", who.get(person));
    data.put("emergencyId", emergency);
    return event("delivery.failed", data);
  }

  /** A critical laboratory value that waits for a signature. */
  UUID critical(int minutes) {
    UUID[] id = {Ids.next(), Ids.next(), Ids.next(), Ids.next()};
    jdbc.update(
        "insert into lab_report (id, partner, facility, patient_id, filler, service, status, created_at, updated_at) values (?, 'l', 'l', ?, ?, '[]', 'final', now(), now())",
        id[0],
        patient,
        id[0].toString());
    jdbc.update(
        "insert into lab_observation (id, report_id, patient_id, sub_id, created_at) values (?, ?, ?, '', now())",
        id[1],
        id[0],
        patient);
    jdbc.update(
        "insert into lab_observation_version (id, observation_id, message_id, status, codes, display, value, factor, flags, notes, hash, received_at) values (?, ?, 'm', 'final', '[]', 'K', '{}', 1, '{}', '{}', '', now())",
        id[2],
        id[1]);
    jdbc.update(
        "insert into lab_critical (id, observation_id, version_id, report_id, patient_id, partner, analyte, rule, state, opened_at, sign_by, correlation_id) values (?, ?, ?, ?, ?, 'l', 'potassium', 'high', 'OPEN', ?, ?, 's')",
        id[3],
        id[1],
        id[2],
        id[0],
        patient,
        Times.sql(clock.instant()),
        Times.sql(clock.instant().plus(Duration.ofMinutes(minutes))));
    return id[3];
  }

  Event alarm(UUID critical, int minutes) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("criticalId", critical);
    data.put("signBy", clock.instant().plus(Duration.ofMinutes(minutes)));
    return event("lab.critical", data);
  }

  /** A doctor signs it, or the laboratory takes it back; the event comes with it, or is lost. */
  Event closed(UUID critical, String state) {
    jdbc.update("update lab_critical set state = ? where id = ?", state, critical);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("criticalId", critical);
    data.put("how", state);
    data.put("personId", "SIGNED".equals(state) ? who.get("d1") : null);
    return event("lab.critical.closed", data);
  }

  private Event event(String type, Map<String, Object> data) {
    return Event.first(type, clock.instant(), "story", "test", null, patient, data).asUrgent();
  }

  List<UUID> all() {
    return jdbc.queryForList(
        "select id from emergency where patient_id = ? order by opened_at, id",
        UUID.class,
        patient);
  }

  Emergency only() {
    List<UUID> ids = all();
    if (ids.size() != 1) {
      throw new AssertionError("expected one emergency, found " + ids.size());
    }
    return emergencies.find(ids.get(0)).orElseThrow();
  }

  /** What was told, as lines like {@code 15 ask CAREGIVER c1 NO_ANSWER}. */
  List<String> told() {
    List<String> lines = new ArrayList<>();
    jdbc.query(
        "select type, time, envelope -> 'data' as data from event_log where patient_id = ? and type like 'patient.emergency.%' order by time, id",
        rs -> {
          lines.add(Telling.line(this, rs));
        },
        patient);
    return lines;
  }

  boolean known(String name) {
    return who.containsKey(name);
  }

  String name(String id) {
    return who.entrySet().stream()
        .filter(e -> e.getValue().toString().equals(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("-");
  }
}
