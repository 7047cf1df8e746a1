package procare.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.Ids;
import procare.TestDatabase;

/** What a conversation leaves behind is gone the next night. */
class ConversationSweepTest {
  private static final JdbcTemplate JDBC = TestDatabase.jdbc();

  private static long count(String from, Object... values) {
    return JDBC.queryForObject("select count(*) from " + from, Long.class, values);
  }

  @Test
  void forgetsWhatIsOldAndKeepsWhatIsNot() {
    UUID person = Ids.next();
    UUID old = Ids.next();
    JDBC.update("insert into person (id, display_name) values (?, 'P')", person);
    for (String age : new String[] {"1 hour", "13 hours"}) {
      JDBC.update(
          "insert into conversation_turn (id, person_id, at, role, text) values (?, ?, now() - ?::interval, 'user', 'words')",
          Ids.next(),
          person,
          age);
    }
    JDBC.update(
        "insert into conversation (whose, kind, payload, asked_at, expires_at) values"
            + " (? || 'a', 'CONFIRM_VALUE', '{}', now(), now() - interval '1 second'),"
            + " (? || 'b', 'CONFIRM_VALUE', '{}', now(), now() + interval '1 hour')",
        person.toString(),
        person.toString());
    JDBC.update(
        "insert into contact_day (person_id, day, sent) values (?, current_date - 9, 5), (?, current_date, 5)",
        person,
        person);
    JDBC.update(
        "insert into ai_proposal (message_id, person_id, text, fallback, state, correlation_id, requested_at)"
            + " values (?, ?, 'words', 'f', 'USED', 'c', now() - interval '13 hours')",
        old,
        person);
    new ConversationSweep(
            new NamedParameterJdbcTemplate(JDBC),
            new ConversationSweep.Settings(Duration.ofHours(12)),
            Clock.systemUTC())
        .run();
    assertThat(count("conversation_turn where person_id = ?", person)).isEqualTo(1);
    assertThat(count("conversation where whose = ?", person + "a")).isZero();
    assertThat(count("conversation where whose = ?", person + "b")).isEqualTo(1);
    assertThat(count("contact_day where person_id = ?", person)).isEqualTo(1);
    assertThat(
            JDBC.queryForObject(
                "select text from ai_proposal where message_id = ?", String.class, old))
        .isEmpty();
  }

  @Test
  void theLogOfConsentOnlyGrows() {
    JDBC.update(
        "insert into consent_log (person_id, category, state, at, source, wording) values (?, 'all', 'OUT', now(), 'whatsapp', 'STOP')",
        Ids.next());
    for (String change :
        new String[] {"update consent_log set state = 'IN'", "delete from consent_log"}) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> JDBC.update(change))
          .hasMessageContaining("only grows");
    }
  }
}
