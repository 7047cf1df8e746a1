package procare.patient;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.security.Caller;
import procare.security.Role;

/** The patients as rows. */
@Component
class Patients {
  private final JdbcClient jdbc;
  private final String list = Sql.of("patient/list");
  private final String count = Sql.of("patient/count");
  private final String find = Sql.of("patient/find");
  private final String change = Sql.of("patient/change");

  Patients(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Patient> visibleTo(Caller caller, int limit, int offset) {
    return by(caller, list)
        .param("limit", limit)
        .param("offset", offset)
        .query(Patients::patient)
        .list();
  }

  long countVisibleTo(Caller caller) {
    return by(caller, count).query(Long.class).single();
  }

  Optional<Patient> find(UUID id) {
    return jdbc.sql(find).param("id", id).query(Patients::patient).optional();
  }

  /** Changes the fields that are there. */
  void change(UUID id, JsonNode fields) {
    jdbc.sql(change)
        .param("id", id)
        .param("language", text(fields, "language"), Types.VARCHAR)
        .param("zone", text(fields, "zone"), Types.VARCHAR)
        .param("meterUnit", text(fields, "meterUnit"), Types.VARCHAR)
        .param("glucoseOnly", flag(fields, "glucoseOnly"), Types.BOOLEAN)
        .param("aiRewording", flag(fields, "aiRewording"), Types.BOOLEAN)
        .update();
  }

  private StatementSpec by(Caller caller, String sql) {
    return jdbc.sql(sql)
        .param("self", caller.personId())
        .param("isPatient", caller.is(Role.PATIENT))
        .param("relations", CareAccess.readRelations(caller), Types.ARRAY);
  }

  private static String text(JsonNode fields, String name) {
    return fields.hasNonNull(name) ? fields.get(name).asText() : null;
  }

  private static Boolean flag(JsonNode fields, String name) {
    return fields.hasNonNull(name) ? fields.get(name).asBoolean() : null;
  }

  private static Patient patient(ResultSet row, int number) throws SQLException {
    return new Patient(
        row.getObject("id", UUID.class),
        row.getString("display_name"),
        row.getString("language"),
        row.getString("zone"),
        row.getString("meter_unit"),
        row.getBoolean("glucose_only"),
        row.getBoolean("ai_rewording"),
        row.getString("emergency_number"));
  }
}
