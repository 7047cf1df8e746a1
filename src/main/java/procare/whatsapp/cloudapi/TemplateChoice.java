package procare.whatsapp.cloudapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.conversation.MessageBook;
import procare.delivery.Attempt;

/**
 * Which approved template says what a message says: in the person's language, else in another that
 * they read, and then operations are told that a translation is missing.
 */
@Component
public class TemplateChoice {
  private final TemplateRegister register;
  private final MessageBook book;
  private final NamedParameterJdbcTemplate jdbc;
  private final MissingTemplates missing;

  public TemplateChoice(
      TemplateRegister register,
      MessageBook book,
      NamedParameterJdbcTemplate jdbc,
      MissingTemplates missing) {
    this.register = register;
    this.book = book;
    this.jdbc = jdbc;
    this.missing = missing;
  }

  /**
   * @param values in Meta's order, on one line each
   * @param quickReplies payloads of the template's quick replies, in Meta's order
   */
  public record Chosen(
      String name, String language, List<String> values, List<String> quickReplies) {}

  /** Null when no approved template says it. */
  public Chosen of(Attempt attempt) {
    Optional<Map<String, String>> values =
        book.values(attempt.template(), attempt.language(), attempt.approvedBody());
    if (values.isPresent()) {
      for (String language : languages(attempt)) {
        Optional<TemplateRegister.Entry> entry = register.approved(attempt.template(), language);
        if (entry.isPresent()) {
          if (!language.equals(attempt.language())) {
            missing.report(attempt, language);
          }
          return chosen(entry.get(), language, values.get());
        }
      }
    }
    missing.report(attempt, null);
    return null;
  }

  private List<String> languages(Attempt attempt) {
    List<String> languages = new ArrayList<>();
    languages.add(attempt.language());
    if (attempt.personId() != null) {
      languages.addAll(
          jdbc.queryForList(
              "select unnest(reads) from person where id = :id",
              Map.of("id", attempt.personId()),
              String.class));
    }
    return languages;
  }

  private static Chosen chosen(
      TemplateRegister.Entry entry, String language, Map<String, String> values) {
    // Meta refuses line breaks, tabs and runs of blanks inside a parameter, and empty ones.
    List<String> inOrder =
        entry.parameters().stream()
            .map(name -> values.get(name).replaceAll("\\s+", " ").strip())
            .map(value -> value.isEmpty() ? "-" : value)
            .toList();
    return new Chosen(entry.name(), language, inOrder, entry.quickReplies());
  }
}
