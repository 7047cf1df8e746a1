package procare.embedded;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Sql;
import procare.security.Role;

/**
 * The people of the embedded profile, made anew at a start where they are missing; what was changed
 * about them stays. All have the password {@code demo}.
 */
@Component
@Profile("embedded")
@Order(DemoPeople.ORDER)
class DemoPeople implements ApplicationRunner {
  static final int ORDER = 0;
  private static final String PASSWORD = "demo";

  /**
   * @param phone digits without +, null for people without WhatsApp
   */
  record Person(String username, String name, String phone, Role role) {
    /** The same at every start and on every machine, so that documents can name it. */
    UUID id() {
      return named("person");
    }

    UUID named(String kind) {
      return UUID.nameUUIDFromBytes((kind + ":" + username).getBytes(StandardCharsets.UTF_8));
    }
  }

  static final Person PATIENT =
      new Person("patient@demo", "Asha Verma", "915550000001", Role.PATIENT);
  private static final Person CAREGIVER =
      new Person("caregiver@demo", "Rohan Verma", "915550000002", Role.CAREGIVER);
  static final Person DOCTOR =
      new Person("doctor@demo", "Dr. Meera Nair", "915550000003", Role.DOCTOR);
  private static final Person SECOND_DOCTOR =
      new Person("doctor2@demo", "Dr. Sunil Rao", "915550000004", Role.DOCTOR);
  private static final Person VOLUNTEER =
      new Person("volunteer@demo", "Kavya Iyer", null, Role.VOLUNTEER);

  static final List<Person> PEOPLE =
      List.of(
          PATIENT,
          CAREGIVER,
          DOCTOR,
          SECOND_DOCTOR,
          VOLUNTEER,
          new Person("operator@demo", "Om Das", null, Role.OPERATOR),
          new Person("admin@demo", "Anita Shah", null, Role.ADMIN));

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  DemoPeople(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void run(ApplicationArguments args) {
    transaction.executeWithoutResult(status -> seed());
  }

  private void seed() {
    PEOPLE.forEach(this::addPerson);
    jdbc.update(
        "insert into patient (id, meter_unit, ai_rewording) values (?, 'mg/dL', true) on conflict"
            + " do nothing",
        PATIENT.id());
    link(CAREGIVER, "CAREGIVER", 1);
    link(DOCTOR, "DOCTOR", 1);
    link(SECOND_DOCTOR, "DOCTOR", 2);
    link(VOLUNTEER, "VOLUNTEER", 1);
    addUsers();
  }

  private void addPerson(Person person) {
    jdbc.update(
        "insert into person (id, display_name, language, zone) values (?, ?, 'en', 'Asia/Kolkata')"
            + " on conflict do nothing",
        person.id(),
        person.name());
    if (person.phone() != null) {
      jdbc.update(
          Sql.of("embedded/add-demo-phone"), person.named("phone"), person.id(), person.phone());
    }
  }

  private void link(Person person, String relation, int rank) {
    jdbc.update(
        "insert into care_link (patient_id, person_id, relation, rank) values (?, ?, ?, ?) on"
            + " conflict do nothing",
        PATIENT.id(),
        person.id(),
        relation,
        rank);
  }

  private void addUsers() {
    List<String> known = jdbc.queryForList("select lower(username) from app_user", String.class);
    List<Person> missing = PEOPLE.stream().filter(p -> !known.contains(p.username())).toList();
    if (missing.isEmpty()) {
      return;
    }
    // One hash for all: hashing is slow by design, and the password is no secret.
    String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(PASSWORD);
    for (Person person : missing) {
      jdbc.update(
          Sql.of("embedded/add-demo-user"),
          person.named("user"),
          person.id(),
          person.username(),
          hash,
          person.role().name());
    }
  }
}
