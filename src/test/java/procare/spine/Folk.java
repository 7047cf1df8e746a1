package procare.spine;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Ids;
import procare.security.Role;

/** People with accounts and numbers, new ones for every test, as an administrator would set up. */
class Folk {
  static final String PASSWORD = "long enough 1";

  /**
   * @param phone digits without +
   */
  record Somebody(UUID id, String name, String username, String phone, Role role) {}

  private final JdbcTemplate jdbc;
  private final Http http;

  Folk(JdbcTemplate jdbc, Http http) {
    this.jdbc = jdbc;
    this.http = http;
  }

  Somebody somebody(Role role) {
    return somebody(role, "en");
  }

  private Somebody somebody(Role role, String language) {
    String number = phone();
    String name = role.name().toLowerCase(java.util.Locale.ROOT) + number.substring(4);
    Somebody made =
        new Somebody(Ids.next(), "P" + number.substring(7), name + "@test", number, role);
    jdbc.update(
        "insert into person (id, display_name, language) values (?, ?, ?)",
        made.id(),
        made.name(),
        language);
    jdbc.update(
        "insert into app_user (id, person_id, username, password_hash, roles) values (?, ?, ?, ?, array[?])",
        Ids.next(),
        made.id(),
        made.username(),
        "{noop}" + PASSWORD,
        role.name());
    jdbc.update(
        "insert into contact_point (id, person_id, system, value, verified_at) values (?, ?, 'phone', ?, now())",
        Ids.next(),
        made.id(),
        number);
    return made;
  }

  /** A number that nobody has. */
  static String phone() {
    return Printed.secret(
        "9155" + ThreadLocalRandom.current().nextLong(1_000_000_0L, 9_999_999_9L));
  }

  /** Speaks English, has a meter in mg/dL, agreed to rewording, knows no caregiver. */
  Somebody patient() {
    return patient("en", "mg/dL", false);
  }

  /**
   * @param unit of the meter, or null when it is not known
   */
  Somebody patient(String language, String unit, boolean glucoseOnly) {
    Somebody made = somebody(Role.PATIENT, language);
    jdbc.update(
        "insert into patient (id, meter_unit, glucose_only, ai_rewording) values (?, ?, ?, true)",
        made.id(),
        unit,
        glucoseOnly);
    return made;
  }

  Somebody caregiver(Somebody patient) {
    return linked(patient, Role.CAREGIVER, 1);
  }

  Somebody doctor(Somebody patient, int rank) {
    return linked(patient, Role.DOCTOR, rank);
  }

  private Somebody linked(Somebody patient, Role role, int rank) {
    Somebody made = somebody(role);
    jdbc.update(
        "insert into care_link (patient_id, person_id, relation, rank) values (?, ?, ?, ?)",
        patient.id(),
        made.id(),
        role.name(),
        rank);
    return made;
  }

  /** Logs in and gives the access token. */
  String token(Somebody somebody) {
    return Printed.secret(login(somebody.username(), PASSWORD).is(200).text("/accessToken"));
  }

  Http.Answer login(String username, String password) {
    return http.post(
        "/api/v1/auth/login",
        null,
        "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
  }
}
