package procare.lab;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Sql;

/** What there is to tell of laboratory results, for those who choose the words. */
@Component
public class LabNews {
  /**
   * A critical value.
   *
   * @param analyte {@code glucose}, {@code potassium}, {@code creatinine} or {@code other}
   * @param test its name
   * @param value with its unit, in the laboratory's words
   * @param emergencyId in which it is looked after, or null when nobody was told yet
   * @param signedBy the doctor, or null
   */
  public record Item(
      UUID id, String analyte, String test, String value, UUID emergencyId, UUID signedBy) {}

  private static final String ITEM =
      "select c.id, c.analyte, v.display, v.value, v.status, c.emergency_id, c.signed_by"
          + " from lab_critical c join lab_observation_version v on v.id = c.version_id where ";

  private final JdbcClient jdbc;
  private final String arrived = Sql.of("lab/arrived");

  public LabNews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A patient's unsigned critical values, locked until the caller's transaction ends: a correction
   * at this moment waits, and then finds who was told.
   */
  public List<Item> waiting(UUID patientId) {
    return jdbc.sql(ITEM + "c.patient_id = ? and c.state = 'OPEN' order by c.id for share of c")
        .param(patientId)
        .query(LabNews::item)
        .list();
  }

  /** One critical value, whatever became of it. */
  public Optional<Item> critical(UUID id) {
    return jdbc.sql(ITEM + "c.id = ? for share of c").param(id).query(LabNews::item).optional();
  }

  /** The report that a version is of. */
  public UUID reportOf(UUID versionId) {
    return jdbc.sql(
            "select o.report_id from lab_observation_version v join lab_observation o on o.id = v.observation_id where v.id = ?")
        .param(versionId)
        .query(UUID.class)
        .single();
  }

  /** What one version says, for people: {@code 6.4 mmol/L}, {@code cancelled}. */
  public String value(UUID versionId) {
    return jdbc.sql("select value, status from lab_observation_version where id = ?")
        .param(versionId)
        .query((rs, row) -> words(LabJson.value(rs.getString("value")), rs.getString("status")))
        .single();
  }

  /**
   * Whether a patient may be told that a report has come: it is finished, nothing in it waits for a
   * person's look, and nothing in it is or was critical, since that is told in other words.
   */
  public boolean mayTellArrival(UUID reportId) {
    return jdbc.sql(arrived).param("report", reportId).query(Boolean.class).single();
  }

  private static Item item(ResultSet rs, int row) throws SQLException {
    return new Item(
        rs.getObject("id", UUID.class),
        rs.getString("analyte"),
        rs.getString("display"),
        words(LabJson.value(rs.getString("value")), rs.getString("status")),
        rs.getObject("emergency_id", UUID.class),
        rs.getObject("signed_by", UUID.class));
  }

  static String words(LabValue value, String status) {
    if (Versions.withdrawn(status)) {
      return status;
    }
    if (value instanceof LabValue.Quantity q) {
      return (q.comparator() == null ? "" : q.comparator()) + plain(q.value()) + unit(q.unit());
    }
    if (value instanceof LabValue.Range r) {
      return plain(r.low()) + "-" + plain(r.high()) + unit(r.unit());
    }
    if (value instanceof LabValue.Ratio r) {
      return plain(r.numerator()) + ":" + plain(r.denominator());
    }
    if (value instanceof LabValue.Text t) {
      return t.text();
    }
    return value instanceof LabValue.Coded c
        ? c.code().display() == null ? c.code().code() : c.code().display()
        : "-";
  }

  private static String plain(BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  private static String unit(String unit) {
    return unit == null || unit.isBlank() ? "" : " " + unit;
  }
}
