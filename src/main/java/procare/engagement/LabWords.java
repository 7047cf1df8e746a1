package procare.engagement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Deliveries;
import procare.delivery.Draft;
import procare.delivery.Draft.Kind;
import procare.engagement.Audience.Reader;
import procare.event.Event;
import procare.lab.LabNews;

/**
 * Chooses the approved words about laboratory results (domain.md §1, §2). A patient learns that a
 * report has come, or that a doctor must see a value today and what to do until then; never what a
 * value means. Doctors learn the value. No language model is ever asked.
 */
@Component("labWords")
public class LabWords {
  static final String CRITICAL = "emergency.lab-critical";
  static final String CRITICAL_GLUCOSE = "emergency.lab-critical-glucose";
  static final String ALERT = "doctor.alert.lab-critical";
  private static final String SEEN = "followup.lab-seen";
  private static final String ARRIVED = "lab.report-arrived";
  private static final String REPORT_CORRECTED = "lab.report-corrected";
  private static final String CORRECTED_PATIENT = "followup.lab-corrected";
  private static final String CORRECTED_DOCTOR = "doctor.lab-corrected";
  private static final String CORRECTED_OTHERS = "resolved.lab-corrected";
  private static final String UNMATCHED = "operations.lab-unmatched";
  private static final String TOLD =
      "select distinct person_id from delivery where emergency_id = :emergency and kind in ('EMERGENCY', 'ALERT') and person_id is not null";
  private static final String IS_DOCTOR =
      "select exists (select 1 from care_link where patient_id = :patient and person_id = :person and relation = 'DOCTOR')";

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Deliveries deliveries;
  private final MessageBook book;
  private final LabNews news;

  LabWords(
      NamedParameterJdbcTemplate jdbc,
      Audience audience,
      Deliveries deliveries,
      MessageBook book,
      LabNews news) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.deliveries = deliveries;
    this.book = book;
    this.news = news;
    book.require(CRITICAL, "number");
    book.require(CRITICAL_GLUCOSE, "number");
    book.require(ALERT, "patient", "phone", "results", "minutes");
    book.require(SEEN, "name");
    book.require(ARRIVED);
    book.require(REPORT_CORRECTED);
    book.require(CORRECTED_PATIENT, "number");
    book.require(CORRECTED_DOCTOR, "patient", "phone", "test", "was", "now");
    book.require(CORRECTED_OTHERS, "patient");
    book.require(UNMATCHED);
  }

  /** Which text a patient with a critical value gets; empty when none waits any more. */
  Optional<String> rescue(UUID patientId) {
    List<LabNews.Item> waiting = news.waiting(patientId);
    if (waiting.isEmpty()) {
      return Optional.empty();
    }
    boolean glucose = waiting.stream().anyMatch(i -> "glucose".equals(i.analyte()));
    return Optional.of(glucose ? CRITICAL_GLUCOSE : CRITICAL);
  }

  /** The values that wait for a signature, for a doctor; empty when none does any more. */
  Optional<String> results(UUID patientId) {
    String all =
        news.waiting(patientId).stream()
            .map(i -> i.test() + " " + i.value())
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  String seen() {
    return SEEN;
  }

  /** {@code lab.resulted}: a finished report has come; once for each report. */
  public void resulted(Event event) {
    UUID reportId = UUID.fromString(event.data().path("reportId").asText());
    if (news.mayTellArrival(reportId)) {
      Reader patient = reader(event.patientId());
      send(event, arrival(reportId), patient, null, Kind.NOTICE, ARRIVED, Map.of());
    }
  }

  /**
   * {@code lab.corrected}: everybody who was told of a critical value learns that it was changed or
   * taken back; of other values the patient, if told of the report.
   */
  public void corrected(Event event) {
    UUID versionId = UUID.fromString(event.data().path("versionId").asText());
    Reader patient = reader(event.patientId());
    if (!event.data().hasNonNull("criticalId")) {
      UUID reportId = news.reportOf(versionId);
      if (isTold(arrival(reportId))) {
        String key = "lab:" + versionId + ":corrected";
        send(event, key, patient, null, Kind.NOTICE, REPORT_CORRECTED, Map.of());
      }
      return;
    }
    LabNews.Item first =
        news.critical(UUID.fromString(event.data().path("criticalId").asText())).orElseThrow();
    for (UUID personId : told(first)) {
      Map<String, Object> values = new HashMap<>();
      values.put("number", patient.emergencyNumber());
      values.put("patient", patient.name());
      values.put("phone", audience.phone(patient.id()));
      values.put("test", first.test());
      values.put("was", first.value());
      values.put("now", news.value(versionId));
      String key = "event:" + event.id() + ":" + personId;
      send(
          event,
          key,
          reader(personId),
          first.emergencyId(),
          Kind.FOLLOW_UP,
          correction(patient.id(), personId, first),
          values);
    }
  }

  /** {@code lab.unmatched}: only what cannot wait for somebody to open the list. */
  public void unmatched(Event event) {
    if (event.data().path("critical").asBoolean(false)) {
      for (Reader operator : audience.operators()) {
        String key = "event:" + event.id() + ":" + operator.id();
        send(event, key, operator, null, Kind.ALERT, UNMATCHED, Map.of());
      }
    }
  }

  private Set<UUID> told(LabNews.Item critical) {
    Set<UUID> told = new java.util.LinkedHashSet<>();
    if (critical.emergencyId() != null) {
      told.addAll(jdbc.queryForList(TOLD, Map.of("emergency", critical.emergencyId()), UUID.class));
    }
    if (critical.signedBy() != null) {
      told.add(critical.signedBy());
    }
    return told;
  }

  /** Values go to doctors only. */
  private String correction(UUID patientId, UUID personId, LabNews.Item critical) {
    if (personId.equals(patientId)) {
      return CORRECTED_PATIENT;
    }
    boolean doctor =
        personId.equals(critical.signedBy())
            || Boolean.TRUE.equals(
                jdbc.queryForObject(
                    IS_DOCTOR, Map.of("patient", patientId, "person", personId), Boolean.class));
    return doctor ? CORRECTED_DOCTOR : CORRECTED_OTHERS;
  }

  private boolean isTold(String dedupeKey) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from delivery where dedupe_key = :key)",
            Map.of("key", dedupeKey),
            Boolean.class));
  }

  private static String arrival(UUID reportId) {
    return "lab:" + reportId + ":arrived";
  }

  private Reader reader(UUID personId) {
    return audience
        .find(personId)
        .orElseThrow(() -> new IllegalStateException("a person to be told does not exist"));
  }

  private void send(
      Event event,
      String dedupeKey,
      Reader reader,
      UUID emergencyId,
      Kind kind,
      String template,
      Map<String, ?> values) {
    deliveries.request(
        new Draft(
            event,
            dedupeKey,
            reader.id(),
            null,
            event.patientId(),
            emergencyId,
            kind,
            template,
            reader.language(),
            book.render(template, reader.language(), values),
            false,
            null));
  }
}
