package procare.engagement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Phrases;
import procare.WordFile;
import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;

/** "language hindi", "bahasa": the language that a person is written to in, by a whole message. */
@Component
@Order(20)
class LanguageAnswers implements PatientAnswers {
  private static final int LONGEST = 40;
  private static final WordFile FILE = new WordFile("commands/languages.yaml");
  private static final List<List<String>> ASK = FILE.phrases("ask");
  private static final List<List<String>> POLITE = FILE.phrases("polite");
  private static final Map<String, List<List<String>>> NAMES = FILE.groups("names");
  private static final Map<String, List<List<String>>> ALONE = FILE.groups("alone");

  private final NamedParameterJdbcTemplate jdbc;
  private final Audience audience;
  private final Replies replies;

  LanguageAnswers(NamedParameterJdbcTemplate jdbc, Audience audience, Replies replies) {
    this.jdbc = jdbc;
    this.audience = audience;
    this.replies = replies;
  }

  @Override
  public boolean answer(
      Event event, Reader reader, String text, Understanding understood, boolean rescued) {
    Optional<String> language = read(text);
    if (language.isEmpty()) {
      return false;
    }
    jdbc.update(
        "update person set language = :language where id = :id",
        Map.of("language", language.get(), "id", reader.id()));
    replies.send(event, audience.find(reader.id()).orElseThrow(), "language.changed", Map.of());
    return true;
  }

  /** The language that a message asks for, or nothing. */
  static Optional<String> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    List<String> words = Phrases.words(text);
    words.removeIf(word -> POLITE.contains(List.of(word)));
    Optional<String> alone = find(ALONE, words);
    if (alone.isPresent()) {
      return alone;
    }
    for (List<String> ask : ASK) {
      List<String> rest = Phrases.without(words, ask);
      if (rest != null && find(NAMES, rest).isPresent()) {
        return find(NAMES, rest);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> find(Map<String, List<List<String>>> names, List<String> words) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().contains(words))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
