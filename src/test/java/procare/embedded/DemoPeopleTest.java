package procare.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.transaction.support.TransactionTemplate;
import procare.TestDatabase;
import procare.reminder.StandingPlansFactory;

class DemoPeopleTest {
  private final JdbcTemplate jdbc = TestDatabase.jdbc();

  /** In a transaction that is rolled back: other tests of this JVM have people of their own. */
  @Test
  void areSeededOnceAndKeepTheirChanges() {
    new TransactionTemplate(TestDatabase.transactions())
        .executeWithoutResult(
            tx -> {
              DemoPeople people = new DemoPeople(jdbc, TestDatabase.transactions());
              people.run(null);
              jdbc.update("update app_user set disabled = true where username = 'doctor@demo'");
              people.run(null);
              check();
              tx.setRollbackOnly();
            });
  }

  @Test
  void plansAreMadeOnceAndStayAsTheyWereLeft() {
    new TransactionTemplate(TestDatabase.transactions())
        .executeWithoutResult(
            tx -> {
              new DemoPeople(jdbc, TestDatabase.transactions()).run(null);
              DemoPlans plans =
                  new DemoPlans(
                      StandingPlansFactory.plans(
                          new NamedParameterJdbcTemplate(jdbc), Clock.systemUTC()),
                      Clock.systemUTC());
              plans.run(null);
              jdbc.update("update reminder_plan set state = 'ENDED' where kind = 'REFILL'");
              plans.run(null);
              assertThat(
                      jdbc.queryForList(
                          "select p.kind || ' ' || state || ' ' || (due_at > now()) from"
                              + " reminder_plan p join reminder_next on plan_id = p.id where"
                              + " p.patient_id = ? order by 1",
                          String.class,
                          DemoPeople.PATIENT.id()))
                  .containsExactly(
                      "APPOINTMENT ACTIVE true", "MEDICATION ACTIVE true", "REFILL ENDED true");
              tx.setRollbackOnly();
            });
  }

  private void check() {
    assertThat(count("app_user where username like '%@demo'")).isEqualTo(7);
    assertThat(count("app_user where username = 'doctor@demo' and disabled")).isEqualTo(1);
    assertThat(
            jdbc.queryForList(
                "select p.person_id from care_link p join patient on patient.id = p.patient_id"
                    + " where relation = 'DOCTOR' and patient.id = ? order by rank",
                UUID.class,
                DemoPeople.PEOPLE.get(0).id()))
        .containsExactly(DemoPeople.PEOPLE.get(2).id(), DemoPeople.PEOPLE.get(3).id());
    assertThat(
            jdbc.queryForObject(
                "select person_id from contact_point where system = 'phone' and value ="
                    + " '915550000001' and verified_at is not null",
                UUID.class))
        .isEqualTo(DemoPeople.PEOPLE.get(0).id());
    String hash =
        jdbc.queryForObject(
            "select password_hash from app_user where username = 'patient@demo'", String.class);
    assertThat(PasswordEncoderFactories.createDelegatingPasswordEncoder().matches("demo", hash))
        .isTrue();
    assertThat(hash).startsWith("{bcrypt}");
  }

  private long count(String from) {
    Long count = jdbc.queryForObject("select count(*) from " + from, Long.class);
    return count == null ? -1 : count;
  }
}
