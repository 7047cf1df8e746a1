package procare.emergency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Json;
import procare.Sql;

/** What became known in the course of an emergency; facts are added, never changed. */
@Component
class FactStore {
  /**
   * One fact.
   *
   * @param at when the hub learned of it
   * @param detail of a READING its JSON, of a RED_FLAG its code, else words of a person or null
   */
  record Fact(UUID id, Instant at, String kind, UUID readingId, UUID personId, String detail) {}

  private final JdbcClient jdbc;
  private final String lastDanger = Sql.of("emergency/last-danger");
  private final String storedSince = Sql.of("emergency/stored-since");

  FactStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a reading. A time of measurement in the future (a wrong clock) counts as now, or no later
   * reading could ever end the emergency.
   */
  void reading(Emergency emergency, Reading reading, boolean danger, Instant now) {
    ObjectNode detail = (ObjectNode) Json.tree(reading);
    detail.put("danger", danger);
    detail.put("recordedAt", Times.earlier(reading.recordedAt(), now).toString());
    add(emergency.id(), now, "READING", reading.readingId(), null, detail.toString());
  }

  void note(Emergency emergency, String kind, UUID personId, String detail, Instant now) {
    add(emergency.id(), now, kind, null, personId, detail);
  }

  private void add(
      UUID emergencyId, Instant at, String kind, UUID readingId, UUID personId, String detail) {
    jdbc.sql(
            "insert into emergency_fact (id, emergency_id, at, kind, reading_id, person_id, detail) values (?, ?, ?, ?, ?, ?, ?)")
        .params(Ids.next(), emergencyId, Times.sql(at), kind, readingId, personId, detail)
        .update();
  }

  List<Fact> all(UUID emergencyId) {
    return jdbc.sql("select * from emergency_fact where emergency_id = ? order by at, id")
        .param(emergencyId)
        .query(FactStore::fact)
        .list();
  }

  /** When the patient was last measured in danger, or empty when no reading is in it. */
  Optional<Instant> lastDanger(Emergency emergency) {
    return jdbc.sql(lastDanger)
        .param("emergency", emergency.id())
        .query((rs, row) -> Optional.ofNullable(rs.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  /** Readings measured after {@code since} and received after the last danger, newest first. */
  List<Reading> storedSince(Emergency emergency, Instant since, Instant now) {
    return jdbc.sql(storedSince)
        .param("emergency", emergency.id())
        .param("patient", emergency.patientId())
        .param("since", Times.sql(since))
        .param("now", Times.sql(now))
        .query(
            (rs, row) ->
                new Reading(
                    rs.getObject("id", UUID.class),
                    plain(rs.getBigDecimal("value")),
                    rs.getString("unit"),
                    rs.getString("comparator"),
                    rs.getString("severity"),
                    Times.read(rs, "recorded_at"),
                    false))
        .list();
  }

  /** Critical laboratory values of a patient that no doctor has signed and nobody took back. */
  int unsignedCriticals(UUID patientId) {
    return jdbc.sql("select count(*) from lab_critical where patient_id = ? and state = 'OPEN'")
        .param(patientId)
        .query(Integer.class)
        .single();
  }

  /** Notes in which emergency a critical value is looked after; false when it no longer waits. */
  boolean joinCritical(UUID criticalId, UUID emergencyId) {
    return jdbc.sql("update lab_critical set emergency_id = ? where id = ? and state = 'OPEN'")
            .params(emergencyId, criticalId)
            .update()
        == 1;
  }

  /** Whether it waits for a signature and nobody was told of it. */
  boolean unheardCritical(UUID criticalId) {
    return jdbc.sql(
            "select exists (select 1 from lab_critical where id = ? and state = 'OPEN' and emergency_id is null)")
        .param(criticalId)
        .query(Boolean.class)
        .single();
  }

  private static BigDecimal plain(BigDecimal stored) {
    BigDecimal value = stored.stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static Fact fact(ResultSet rs, int row) throws SQLException {
    return new Fact(
        rs.getObject("id", UUID.class),
        Times.read(rs, "at"),
        rs.getString("kind"),
        rs.getObject("reading_id", UUID.class),
        rs.getObject("person_id", UUID.class),
        rs.getString("detail"));
  }
}
