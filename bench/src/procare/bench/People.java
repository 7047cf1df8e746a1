package procare.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Patients, their caregiver and a doctor who may record for all, put into a migrated database. */
final class People {
  static final String PASSWORD = "bench";
  static final String DOCTOR = "doctor@bench";

  /**
   * @param phone digits without +
   */
  record Patient(UUID id, String phone, String username) {}

  private People() {}

  /** Makes {@code count} patients; call once for a database. */
  static List<Patient> make(Connection connection, int count) throws SQLException {
    List<Patient> patients = new ArrayList<>();
    UUID doctor = person(connection, "Dr. Bench", null);
    UUID caregiver = person(connection, "Carer Bench", "915560000000");
    user(connection, doctor, DOCTOR, "DOCTOR");
    for (int i = 1; i <= count; i++) {
      String phone = "9155700%05d".formatted(i);
      UUID id = person(connection, "Patient " + i, phone);
      String username = "patient" + i + "@bench";
      user(connection, id, username, "PATIENT");
      run(connection, "insert into patient (id, meter_unit) values (?, 'mg/dL')", id);
      run(connection, "insert into care_link values (?, ?, 'DOCTOR', 1)", id, doctor);
      run(connection, "insert into care_link values (?, ?, 'CAREGIVER', 1)", id, caregiver);
      patients.add(new Patient(id, phone, username));
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze");
    }
    return patients;
  }

  private static UUID person(Connection connection, String name, String phone) throws SQLException {
    UUID id = UUID.randomUUID();
    run(connection, "insert into person (id, display_name) values (?, ?)", id, name);
    if (phone != null) {
      run(
          connection,
          "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', ?, now())",
          UUID.randomUUID(),
          id,
          phone);
    }
    return id;
  }

  /** The hub takes {@code {noop}} hashes, and nobody else ever sees this database. */
  private static void user(Connection connection, UUID person, String username, String role)
      throws SQLException {
    run(
        connection,
        "insert into app_user (id, person_id, username, password_hash, roles) values (?, ?, ?, ?, array[?])",
        UUID.randomUUID(),
        person,
        username,
        "{noop}" + PASSWORD,
        role);
  }

  private static void run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
