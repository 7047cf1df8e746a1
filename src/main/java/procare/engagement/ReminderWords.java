package procare.engagement;

import static procare.Times.at;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.conversation.MessageBook;
import procare.event.Event;
import procare.reminder.Kind;

/**
 * Puts occurrences that are due into words, some hundred with one statement: each row is written
 * where it lies, and only the approved sentences travel. They wait as deliveries; when each leaves
 * is decided there.
 */
@Component("reminderWords")
public class ReminderWords {
  /** Stand in for the parameters while PostgreSQL's format is made; nobody can write them. */
  private static final Map<String, String> MARKS = Map.of("what", "\uE001", "when", "\uE002");

  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String handOver = Sql.of("reminder/hand-over");
  private final List<String> kinds = new ArrayList<>();
  private final List<String> languages = new ArrayList<>();
  private final List<String> templates = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> buttons = new ArrayList<>();

  ReminderWords(NamedParameterJdbcTemplate jdbc, MessageBook book, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    for (Kind kind : Kind.values()) {
      book.require(kind.template(), "what", "when");
      for (String language : MessageBook.LANGUAGES) {
        kinds.add(kind.name());
        languages.add(language);
        templates.add(kind.template());
        texts.add(format(book.render(kind.template(), language, MARKS)));
        buttons.add(kind == Kind.MEDICATION ? DoseButtons.json(book, language) : null);
      }
    }
  }

  /** Events with {@code occurrenceIds}; a repeated one finds its messages made. */
  public void due(Event event) {
    String[] ids =
        StreamSupport.stream(event.data().path("occurrenceIds").spliterator(), false)
            .map(id -> id.asText())
            .toArray(String[]::new);
    jdbc.update(
        handOver,
        new MapSqlParameterSource()
            .addValue("ids", ids)
            .addValue("kinds", kinds.toArray(String[]::new))
            .addValue("languages", languages.toArray(String[]::new))
            .addValue("templates", templates.toArray(String[]::new))
            .addValue("texts", texts.toArray(String[]::new))
            .addValue("buttons", buttons.toArray(String[]::new))
            .addValue("again", event.data().path("sendNow").asText(null))
            .addValue("eventId", event.id())
            .addValue("now", at(clock.instant())));
  }

  /** What people wrote is an argument of the format and never read as a part of it. */
  private static String format(String text) {
    return text.replace("%", "%%")
        .replace(MARKS.get("what"), "%1$s")
        .replace(MARKS.get("when"), "%2$s");
  }
}
