package procare.lab;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;

/** Tests of a report and everything that was ever said of them. */
@Component
class ObservationStore {
  /** One test. */
  record Held(UUID id, String loinc, String localCode, UUID currentId) {}

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String find = Sql.of("lab/find-observation");
  private final String findAlone = Sql.of("lab/find-observation-alone");
  private final String insertVersion = Sql.of("lab/insert-version");
  private final String unmapped = Sql.of("lab/count-unmapped");

  ObservationStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The test that a result is about, made when it is new.
   *
   * @param subId empty for the first or only one
   * @param subGiven whether the sender told them apart at all
   */
  Held of(
      UUID reportId, UUID patientId, String loinc, String local, String subId, boolean subGiven) {
    Optional<Held> held = find(find, reportId, loinc, local, subId);
    if (held.isEmpty() && !subGiven && subId.isEmpty()) {
      held = find(findAlone, reportId, loinc, local, subId);
    }
    if (held.isPresent()) {
      learn(held.get(), loinc, local);
      return held.get();
    }
    UUID id = Ids.next();
    jdbc.sql(
            "insert into lab_observation (id, report_id, patient_id, loinc, local_code, sub_id, created_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(id, reportId, patientId, loinc, local, subId, at(clock.instant()))
        .update();
    return new Held(id, loinc, local, null);
  }

  private Optional<Held> find(String sql, UUID reportId, String loinc, String local, String subId) {
    return jdbc.sql(sql)
        .param("report", reportId)
        .param("loinc", loinc)
        .param("local", local)
        .param("sub", subId)
        .query(Held.class)
        .optional();
  }

  /** A code that became known later belongs to the test that was stored without it. */
  private void learn(Held held, String loinc, String local) {
    if (held.loinc() == null && loinc != null || held.localCode() == null && local != null) {
      jdbc.sql(
              "update lab_observation set loinc = coalesce(loinc, ?), local_code = coalesce(local_code, ?) where id = ?")
          .params(loinc, local, held.id())
          .update();
    }
  }

  /** False when exactly this was said before. */
  boolean add(Version version) {
    return jdbc.sql(insertVersion)
            .param("id", version.id())
            .param("observation", version.observationId())
            .param("message", version.messageId())
            .param("status", version.status())
            .param("issued", ReportStore.time(version.issuedAt()))
            .param("observed", ReportStore.time(version.observedAt()))
            .param("codes", LabJson.write(version.codes()))
            .param("loinc", version.loinc())
            .param("display", version.display())
            .param("value", LabJson.write(version.value()))
            .param("unit", version.unit())
            .param("ucum", version.ucum())
            .param("factor", version.factor())
            .param("range", version.referenceRange())
            .param("flags", version.flags().toArray(String[]::new))
            .param("notes", version.notes().toArray(String[]::new))
            .param("review", version.review())
            .param("critical", version.critical())
            .param("hash", version.hash())
            .param("now", at(clock.instant()))
            .update()
        == 1;
  }

  void current(UUID observationId, UUID versionId) {
    jdbc.sql("update lab_observation set current_id = ? where id = ?")
        .params(versionId, observationId)
        .update();
  }

  Optional<Version> version(UUID id) {
    return id == null
        ? Optional.empty()
        : jdbc.sql("select * from lab_observation_version where id = ?")
            .param(id)
            .query(ObservationStore::version)
            .optional();
  }

  /** What holds now of every test of a report, in the order in which they became known. */
  List<Version> currentOf(UUID reportId) {
    return jdbc.sql(
            "select v.* from lab_observation o join lab_observation_version v on v.id = o.current_id where o.report_id = ? order by o.id")
        .param(reportId)
        .query(ObservationStore::version)
        .list();
  }

  /** For the engineer who maps the laboratory's codes. */
  void unmapped(String partner, LabCode code, String unit) {
    jdbc.sql(unmapped)
        .param("partner", partner)
        .param("system", code.system() == null ? "" : code.system())
        .param("code", code.code() == null ? String.valueOf(code.display()) : code.code())
        .param("display", code.display())
        .param("unit", unit == null ? "" : unit)
        .param("now", at(clock.instant()))
        .update();
  }

  static Version version(ResultSet rs, int row) throws SQLException {
    return new Version(
        rs.getObject("id", UUID.class),
        rs.getObject("observation_id", UUID.class),
        rs.getString("message_id"),
        rs.getString("status"),
        ReportStore.instant(rs.getObject("issued_at", OffsetDateTime.class)),
        ReportStore.instant(rs.getObject("observed_at", OffsetDateTime.class)),
        List.of(LabJson.codes(rs.getString("codes"))),
        rs.getString("loinc"),
        rs.getString("display"),
        LabJson.value(rs.getString("value")),
        rs.getString("unit"),
        rs.getString("ucum"),
        rs.getBigDecimal("factor"),
        rs.getString("reference_range"),
        ReportStore.texts(rs.getArray("flags")),
        ReportStore.texts(rs.getArray("notes")),
        rs.getString("review"),
        rs.getString("critical"));
  }
}
