package procare.emergency;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;

/** Emergencies as rows. Whoever changes one holds its row lock. */
@Component
class EmergencyStore {
  private final JdbcClient jdbc;
  private final String open = Sql.of("emergency/open");
  private final String lockUnresolved = Sql.of("emergency/lock-unresolved");
  private final String lockDue = Sql.of("emergency/lock-due");
  private final String lockAsked = Sql.of("emergency/lock-asked");

  EmergencyStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes readings and messages of one patient take turns; what only refers to the patient does not
   * wait.
   *
   * @return false when there is no such patient
   */
  boolean lockPatient(UUID patientId) {
    return jdbc.sql("select id from patient where id = ? for no key update")
        .param(patientId)
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  List<Emergency> lockUnresolved(UUID patientId) {
    return jdbc.sql(lockUnresolved)
        .param("patient", patientId)
        .query(EmergencyStore::emergency)
        .list();
  }

  Optional<Emergency> lock(UUID id) {
    return jdbc.sql("select * from emergency where id = ? for update")
        .param(id)
        .query(EmergencyStore::emergency)
        .optional();
  }

  Optional<Emergency> find(UUID id) {
    return jdbc.sql("select * from emergency where id = ?")
        .param(id)
        .query(EmergencyStore::emergency)
        .optional();
  }

  /** The emergency whose step is due longest and that nobody else is working on. */
  Optional<UUID> lockDue(Instant now, Collection<UUID> except) {
    return jdbc.sql(lockDue)
        .param("now", Times.sql(now))
        .param("except", except.toArray(UUID[]::new))
        .query(UUID.class)
        .optional();
  }

  List<Emergency> lockAsked(UUID personId) {
    return jdbc.sql(lockAsked).param("person", personId).query(EmergencyStore::emergency).list();
  }

  /** False when the patient has an open one of this kind already. */
  boolean open(Emergency emergency, UUID readingId) {
    return jdbc.sql(open)
            .param("id", emergency.id())
            .param("patient", emergency.patientId())
            .param("kind", emergency.kind().name())
            .param("severity", emergency.severity())
            .param("now", Times.sql(emergency.openedAt()))
            .param("reading", readingId)
            .param("policy", Json.write(emergency.policy()))
            .param("correlation", emergency.correlationId())
            .update()
        == 1;
  }

  void severity(UUID id, String severity) {
    jdbc.sql("update emergency set severity = ? where id = ?").params(severity, id).update();
  }

  void climb(UUID id, Rung rung) {
    jdbc.sql("update emergency set rung = ? where id = ?").params(rung.name(), id).update();
  }

  void state(UUID id, State state) {
    jdbc.sql("update emergency set state = ? where id = ?").params(state.name(), id).update();
  }

  void acknowledged(UUID id, UUID personId, Instant now) {
    jdbc.sql(
            "update emergency set state = 'ACKNOWLEDGED', acknowledged_at = ?, acknowledged_by = ? where id = ?")
        .params(Times.sql(now), personId, id)
        .update();
  }

  void resolved(UUID id, String resolution, Instant now) {
    jdbc.sql(
            "update emergency set state = 'RESOLVED', resolved_at = ?, resolution = ? where id = ?")
        .params(Times.sql(now), resolution, id)
        .update();
  }

  static Emergency emergency(ResultSet rs, int row) throws SQLException {
    return new Emergency(
        rs.getObject("id", UUID.class),
        rs.getObject("patient_id", UUID.class),
        Kind.valueOf(rs.getString("kind")),
        rs.getString("severity"),
        State.valueOf(rs.getString("state")),
        Times.read(rs, "opened_at"),
        Rung.valueOf(rs.getString("rung")),
        policy(rs.getString("policy")),
        Times.read(rs, "acknowledged_at"),
        rs.getObject("acknowledged_by", UUID.class),
        Times.read(rs, "resolved_at"),
        rs.getString("resolution"),
        rs.getString("correlation_id"));
  }

  private static Policy policy(String json) throws SQLException {
    try {
      return Json.MAPPER.readValue(json, Policy.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("emergency.policy is not readable", e);
    }
  }
}
