package procare.lab;

import static procare.Times.at;

import java.sql.Array;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;

/** Orders' reports as rows: one per laboratory and order number, whatever brought it. */
@Component
class ReportStore {
  /** A report as it is held. */
  record Held(UUID id, UUID patientId, String status, Instant issuedAt) {}

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String find = Sql.of("lab/find-report");
  private final String insert = Sql.of("lab/insert-report");
  private final String update = Sql.of("lab/update-report");

  ReportStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Versions of one order take turns, also when two nodes get them. */
  void lock(LabReport report) {
    TreeSet<String> keys = new TreeSet<>();
    keys.add("f:" + report.filler());
    keys.add("p:" + report.placer());
    for (String key : keys) {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 12))")
          .param(report.facility() + "|" + key)
          .query((rs, row) -> true)
          .single();
    }
  }

  Optional<Held> find(LabReport report) {
    return jdbc.sql(find)
        .param("facility", report.facility())
        .param("filler", filler(report))
        .param("placer", placer(report))
        .param("other", other(report))
        .query(
            (rs, row) ->
                new Held(
                    rs.getObject("id", UUID.class),
                    rs.getObject("patient_id", UUID.class),
                    rs.getString("status"),
                    instant(rs.getObject("issued_at", OffsetDateTime.class))))
        .optional();
  }

  UUID insert(LabReport report, UUID patientId) {
    UUID id = Ids.next();
    jdbc.sql(insert)
        .param("id", id)
        .param("partner", report.partner())
        .param("facility", report.facility())
        .param("patient", patientId)
        .param("filler", filler(report))
        .param("placer", placer(report))
        .param("other", other(report))
        .param("service", LabJson.write(report.service()))
        .param("status", report.status())
        .param("collected", time(report.collectedAt()))
        .param("issued", time(report.issuedAt()))
        .param("orderedBy", report.orderedBy())
        .param("notes", report.notes().toArray(String[]::new))
        .param("now", at(clock.instant()))
        .update();
    return id;
  }

  /** Adds what a further message says; its status only when it is the newer one. */
  void update(Held held, LabReport report) {
    boolean newer =
        Versions.compare(report.status(), report.issuedAt(), held.status(), held.issuedAt())
            == Versions.Order.NEWER;
    jdbc.sql(update)
        .param("id", held.id())
        .param("newer", newer)
        .param("status", report.status())
        .param("filler", filler(report))
        .param("placer", placer(report))
        .param("service", LabJson.write(report.service()))
        .param("collected", time(report.collectedAt()))
        .param("issued", time(report.issuedAt()))
        .param("orderedBy", report.orderedBy())
        .param("notes", report.notes().toArray(String[]::new))
        .param("now", at(clock.instant()))
        .update();
  }

  /** False when this message brought the report before. */
  boolean noteMessage(UUID reportId, String messageId) {
    return jdbc.sql(
                "insert into lab_report_message (report_id, message_id, received_at) values (?, ?, ?) on conflict do nothing")
            .params(reportId, messageId, at(clock.instant()))
            .update()
        == 1;
  }

  private static String filler(LabReport report) {
    return PersonMatch.blank(report.filler()) ? null : report.filler().strip();
  }

  private static String placer(LabReport report) {
    return PersonMatch.blank(report.placer()) ? null : report.placer().strip();
  }

  private static String other(LabReport report) {
    return filler(report) == null && placer(report) == null ? report.messageId() : null;
  }

  static OffsetDateTime time(Instant instant) {
    return instant == null ? null : at(instant);
  }

  static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static java.util.List<String> texts(Array array) throws java.sql.SQLException {
    return array == null ? java.util.List.of() : java.util.List.of((String[]) array.getArray());
  }
}
