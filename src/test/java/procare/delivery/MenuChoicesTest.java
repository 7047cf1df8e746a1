package procare.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.TestDatabase;
import procare.Times;
import procare.emergency.SettableClock;

class MenuChoicesTest {
  private static final Instant SENT = Instant.parse("2026-08-15T02:30:00Z");
  private final JdbcTemplate jdbc = TestDatabase.jdbc();
  private final SettableClock clock = new SettableClock(SENT.plusSeconds(60));
  private final MenuChoices choices = new MenuChoices(new NamedParameterJdbcTemplate(jdbc), clock);
  private final String address = "9155" + UUID.randomUUID();

  private void sent(String buttons, Instant at) {
    jdbc.update(
        "insert into delivery (id, dedupe_key, gateway, address, kind, urgent, template, language, body, approved_body, state, next_attempt_at, correlation_id, sent_at, buttons)"
            + " values (gen_random_uuid(), gen_random_uuid()::text, 'evolution', ?, 'REMINDER', false, 't', 'en', 'b', 'b', 'sent', now(), 'c', ?, ?::jsonb)",
        address,
        Times.at(at),
        buttons);
  }

  @ParameterizedTest
  @CsvSource({"1, med:yes", "' 2 ', med:no", "3, ", "12, ", "'', ", "110, ", "one, "})
  void aNumberOfTheMenuIsAChoice(String text, String id) {
    sent("[{\"id\":\"med:yes\",\"title\":\"Yes\"},{\"id\":\"med:no\",\"title\":\"No\"}]", SENT);
    assertThat(choices.of(address, text).map(c -> c.button().id()).orElse(null)).isEqualTo(id);
  }

  @Test
  void onlyOfTheLastMessageAndOnlyForADay() {
    assertThat(choices.of(address, "1")).isEmpty();
    sent("[{\"id\":\"a\",\"title\":\"A\"}]", SENT);
    assertThat(choices.of(address, "1")).isPresent();
    clock.forward(Duration.ofHours(24));
    assertThat(choices.of(address, "1")).isEmpty();
    clock.set(SENT.plusSeconds(60));
    sent(null, SENT.plusSeconds(30));
    assertThat(choices.of(address, "1")).isEmpty();
    assertThat(choices.of(address, null)).isEmpty();
  }
}
