package procare.engagement;

import java.time.Clock;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.conversation.MessageBook;

/** Opens the engagement engine's words to tests of reminders. */
public final class ReminderWordsFactory {
  private ReminderWordsFactory() {}

  public static ReminderWords words(
      NamedParameterJdbcTemplate jdbc, MessageBook book, Clock clock) {
    return new ReminderWords(jdbc, book, clock);
  }
}
