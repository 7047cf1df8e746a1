package procare.lab;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Critical values, each waiting for a doctor's signature. A corrected value is signed anew; one
 * that is critical no longer waits for nobody.
 */
@Component
class Criticals {
  /** The last critical value of a test. */
  record Row(UUID id, UUID versionId, UUID patientId, String state, Instant signBy) {}

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final LabProperties settings;
  private final Clock clock;

  Criticals(JdbcClient jdbc, Outbox outbox, LabProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Follows a test to the version that holds now.
   *
   * @param changed whether it says something else than the version before
   * @return the critical value that this version changed or took back, if there was one
   */
  Optional<UUID> follow(
      LabReport report,
      UUID reportId,
      UUID patientId,
      Version now,
      Optional<CriticalRules.Critical> critical,
      boolean changed) {
    Optional<Row> last = last(now.observationId()).filter(row -> !"WITHDRAWN".equals(row.state()));
    if (last.isPresent() && critical.isPresent() && !changed) {
      jdbc.sql("update lab_critical set version_id = ? where id = ?")
          .params(now.id(), last.get().id())
          .update();
      return Optional.empty();
    }
    boolean wasOpen = last.isPresent() && "OPEN".equals(last.get().state());
    last.ifPresent(row -> corrected(row, critical.isEmpty()));
    critical.ifPresent(
        c -> {
          Instant due = clock.instant().plus(settings.signWithin());
          boolean sooner = wasOpen && last.get().signBy().isBefore(due);
          open(report, reportId, patientId, now, c, sooner ? last.get().signBy() : due);
        });
    return last.map(Row::id);
  }

  /** A critical value whose version may or may not hold: nobody waits for that to be decided. */
  void besides(
      LabReport report,
      UUID reportId,
      UUID patientId,
      Version version,
      CriticalRules.Critical critical) {
    if (last(version.observationId()).filter(row -> "OPEN".equals(row.state())).isEmpty()) {
      Instant due = clock.instant().plus(settings.signWithin());
      open(report, reportId, patientId, version, critical, due);
    }
  }

  private Optional<Row> last(UUID observationId) {
    return jdbc.sql(
            "select id, version_id, patient_id, state, sign_by from lab_critical where observation_id = ? order by opened_at desc, id desc limit 1 for update")
        .param(observationId)
        .query(Row.class)
        .optional();
  }

  private void corrected(Row row, boolean noLonger) {
    Instant now = clock.instant();
    jdbc.sql(
            "update lab_critical set corrected_at = ?, state = case state when 'OPEN' then 'WITHDRAWN' else state end where id = ?")
        .params(at(now), row.id())
        .update();
    if (noLonger) {
      closed(row.id(), row.patientId(), "WITHDRAWN", null, "lab");
    }
  }

  private void open(
      LabReport report,
      UUID reportId,
      UUID patientId,
      Version version,
      CriticalRules.Critical critical,
      Instant signBy) {
    UUID id = Ids.next();
    Instant now = clock.instant();
    String correlation = "lab:" + reportId;
    jdbc.sql(
            "insert into lab_critical (id, observation_id, version_id, report_id, patient_id, partner, analyte, rule, state, opened_at, sign_by, correlation_id) values (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?)")
        .params(
            id,
            version.observationId(),
            version.id(),
            reportId,
            patientId,
            report.partner(),
            critical.analyte(),
            critical.rule(),
            at(now),
            at(signBy),
            correlation)
        .update();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("criticalId", id);
    data.put("observationId", version.observationId());
    data.put("signBy", signBy);
    outbox.append(
        Event.first("lab.critical", now, correlation, "lab", id, patientId, data).asUrgent());
  }

  /** Tells that one of a patient's critical values waits for nobody any more. */
  void closed(UUID id, UUID patientId, String how, UUID by, String causedBy) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("criticalId", id);
    data.put("how", how);
    data.put("personId", by);
    outbox.append(
        Event.first(
                "lab.critical.closed",
                clock.instant(),
                "lab-critical:" + id,
                causedBy,
                id,
                patientId,
                data)
            .asUrgent());
  }
}
