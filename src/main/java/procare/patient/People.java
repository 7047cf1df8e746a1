package procare.patient;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;

/** Looks up who is behind a number, and who cares for whom. */
@Component("patientPeople")
public class People {
  private static final String LINKED =
      "select person_id from care_link where patient_id = ? and relation = ? order by rank, created_at, person_id";
  private final JdbcClient jdbc;
  private final String byContact = Sql.of("patient/by-contact");
  private final String person = Sql.of("patient/person");
  private final String verify = Sql.of("patient/verify");
  private final String learn = Sql.of("patient/learn");

  public People(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param digits E.164 without the plus sign
   * @return the person that proved to own the number; of two the patient
   */
  public Optional<UUID> byVerifiedPhone(String digits) {
    return byContact("phone", digits);
  }

  /**
   * @param lid the privacy id that WhatsApp gives instead of a number
   */
  public Optional<UUID> byLid(String lid) {
    return byContact("lid", lid);
  }

  /** Remembers that a person's messages also come from this privacy id. */
  public void learnLid(UUID personId, String lid) {
    jdbc.sql(learn)
        .param("id", Ids.next())
        .param("person", personId)
        .param("system", "lid")
        .param("value", lid)
        .update();
  }

  /** Name, language, zone and proven phone. */
  public Optional<Person> find(UUID personId) {
    return jdbc.sql(person).param("id", personId).query(Person.class).optional();
  }

  /** Caregivers of a patient, in the order in which they are asked. */
  public List<UUID> caregivers(UUID patientId) {
    return jdbc.sql(LINKED).params(patientId, "CAREGIVER").query(UUID.class).list();
  }

  /** Doctors of a patient, in the order in which they are asked. */
  public List<UUID> doctors(UUID patientId) {
    return jdbc.sql(LINKED).params(patientId, "DOCTOR").query(UUID.class).list();
  }

  /**
   * Takes a message {@code VERIFY <code>} as proof that a number is its sender's.
   *
   * @param code the six digits that registration showed
   * @param phoneDigits the number that the message came from, digits of E.164
   * @return the person whose number it now is; empty when the code does not fit
   */
  public Optional<UUID> verify(String code, String phoneDigits) {
    return jdbc
        .sql(verify)
        .param("code", code)
        .param("digits", phoneDigits)
        .query(UUID.class)
        .list()
        .stream()
        .findFirst();
  }

  private Optional<UUID> byContact(String system, String value) {
    return jdbc.sql(byContact)
        .param("system", system)
        .param("value", value)
        .query(UUID.class)
        .optional();
  }
}
