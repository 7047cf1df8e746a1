package procare.lab;

import static procare.Times.at;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Json;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;

/** What waits for a person: whole reports that are nobody's yet, and results in doubt. */
@Component
class LabReviews {
  /** One review, as far as deciding on it needs. */
  record Row(
      UUID id,
      String kind,
      String state,
      String partner,
      UUID patientId,
      byte[] report,
      UUID versionId) {}

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String open = Sql.of("lab/open-review");

  LabReviews(JdbcClient jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Holds a report back. The same report again, by whatever way, waits once. */
  Optional<UUID> hold(LabReport report, Placement.Doubtful doubt, boolean critical) {
    UUID id = Ids.next();
    byte[] hash =
        sha256(report.partner(), doubt.kind().name(), LabJson.write(withoutMessage(report)));
    boolean isNew =
        jdbc.sql(open)
                .param("id", id)
                .param("kind", doubt.kind().name())
                .param("partner", report.partner())
                .param("facility", report.facility())
                .param("message", report.messageId())
                .param("patient", doubt.candidate())
                .param("version", null, java.sql.Types.OTHER)
                .param("report", LabJson.bytes(report))
                .param("person", Json.write(report.person()))
                .param("hash", hash)
                .param("detail", doubt.detail())
                .param("critical", critical)
                .param("now", at(clock.instant()))
                .update()
            == 1;
    if (!isNew) {
      return Optional.empty();
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reviewId", id);
    data.put("kind", doubt.kind());
    data.put("partner", report.partner());
    data.put("critical", critical);
    Event event =
        Event.first("lab.unmatched", clock.instant(), "lab-review:" + id, "lab", id, null, data);
    outbox.append(critical ? event.asUrgent() : event);
    return Optional.of(id);
  }

  /** Marks one stored version as in doubt. */
  void doubt(
      LabReport report,
      UUID patientId,
      UUID versionId,
      String kind,
      String detail,
      boolean critical) {
    jdbc.sql(open)
        .param("id", Ids.next())
        .param("kind", kind)
        .param("partner", report.partner())
        .param("facility", report.facility())
        .param("message", report.messageId())
        .param("patient", patientId)
        .param("version", versionId)
        .param("report", null, java.sql.Types.BINARY)
        .param("person", null, java.sql.Types.VARCHAR)
        .param("hash", sha256(versionId.toString(), kind))
        .param("detail", detail)
        .param("critical", critical)
        .param("now", at(clock.instant()))
        .update();
  }

  Optional<Row> lock(UUID id) {
    return jdbc.sql(
            "select id, kind, state, partner, patient_id, report, version_id from lab_review where id = ? for update")
        .param(id)
        .query(Row.class)
        .optional();
  }

  /** The report leaves the queue; where it went is kept, its content is not kept twice. */
  void close(UUID id, UUID patientId, UUID by, String note) {
    jdbc.sql(
            "update lab_review set state = 'DONE', patient_id = coalesce(?, patient_id), closed_at = ?, closed_by = ?, note = ?, report = case when ?::uuid is null then report end where id = ?")
        .params(patientId, at(clock.instant()), by, note, patientId, id)
        .update();
  }

  private static LabReport withoutMessage(LabReport r) {
    return new LabReport(
        r.partner(),
        r.facility(),
        "",
        r.person(),
        r.placer(),
        r.filler(),
        r.service(),
        r.status(),
        r.collectedAt(),
        r.issuedAt(),
        r.orderedBy(),
        r.results(),
        r.documents(),
        r.notes());
  }

  static byte[] sha256(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
