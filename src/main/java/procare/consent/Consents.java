package procare.consent;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;

/** What people agreed to, with a log that only grows. */
@Component
public class Consents {
  private static final int LONGEST_WORDING = 500;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String change = Sql.of("consent/change");
  private final String suppress = Sql.of("consent/suppress-waiting");

  public Consents(NamedParameterJdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Somebody said yes or no.
   *
   * @param source {@code whatsapp} or {@code api}
   * @param wording what was written, or shown and agreed to
   * @param actorId account that acts, or null for the person's own message
   * @param messageId the message, or null
   */
  public record Said(
      UUID personId,
      Category category,
      boolean in,
      String source,
      String wording,
      UUID actorId,
      UUID messageId) {}

  /**
   * Writes down what was said, in the caller's transaction. A no stops at once what is due already.
   *
   * @param cause the event or request that it came with
   */
  public void change(Event cause, Said said) {
    Instant now = clock.instant();
    String wording =
        said.wording().length() > LONGEST_WORDING
            ? said.wording().substring(0, LONGEST_WORDING)
            : said.wording();
    jdbc.update(
        change,
        new MapSqlParameterSource()
            .addValue("person", said.personId())
            .addValue("category", said.category().code())
            .addValue("state", said.in() ? "IN" : "OUT")
            .addValue("now", at(now))
            .addValue("source", said.source())
            .addValue("wording", wording)
            .addValue("actor", said.actorId())
            .addValue("message", said.messageId()));
    if (!said.in()) {
      jdbc.update(suppress, Map.of("person", said.personId(), "now", at(now)));
    }
    outbox.append(
        cause
            .next(
                "consent.changed",
                now,
                said.source(),
                said.personId(),
                cause.patientId(),
                Map.of(
                    "personId", said.personId(),
                    "category", said.category().code(),
                    "state", said.in() ? "IN" : "OUT",
                    "source", said.source()))
            .asOrdinary());
  }

  /** Whether a category holds for a person, said or by default. */
  public boolean holds(UUID personId, Category category) {
    return jdbc
        .queryForList(
            "select state = 'IN' from consent where person_id = :person and category = :category",
            Map.of("person", personId, "category", category.code()),
            Boolean.class)
        .stream()
        .findFirst()
        .orElse(category.byDefault());
  }

  /** Categories that a person refused, by name. */
  public List<Category> refused(UUID personId) {
    return jdbc
        .queryForList(
            "select category from consent where person_id = :person and state = 'OUT' order by category",
            Map.of("person", personId),
            String.class)
        .stream()
        .flatMap(code -> Category.of(code).stream())
        .filter(category -> !category.personal())
        .toList();
  }

  /** All categories of a person as the API shows them. */
  List<Map<String, Object>> all(UUID personId) {
    Map<String, Map<String, Object>> items = new LinkedHashMap<>();
    boolean rewording =
        Boolean.TRUE.equals(
            jdbc.queryForObject(
                "select coalesce((select ai_rewording from patient where id = :person), false)",
                Map.of("person", personId),
                Boolean.class));
    for (Category category : Category.values()) {
      boolean in = category == Category.AI_REWORDING ? rewording : category.byDefault();
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("category", category.code());
      item.put("state", in ? "IN" : "OUT");
      items.put(category.code(), item);
    }
    jdbc.query(
        "select category, state, since, source, wording from consent where person_id = :person",
        Map.of("person", personId),
        rs -> {
          Map<String, Object> item = items.get(rs.getString("category"));
          item.put("state", rs.getString("state"));
          item.put("since", rs.getTimestamp("since").toInstant());
          item.put("source", rs.getString("source"));
          item.put("wording", rs.getString("wording"));
        });
    return List.copyOf(items.values());
  }

  /** The newest lines of the log. */
  List<Map<String, Object>> log(UUID personId) {
    return jdbc.query(
        "select category, state, at, source, wording from consent_log where person_id = :person"
            + " order by id desc limit 100",
        Map.of("person", personId),
        (rs, i) ->
            Map.of(
                "category", rs.getString("category"),
                "state", rs.getString("state"),
                "at", rs.getTimestamp("at").toInstant(),
                "source", rs.getString("source"),
                "wording", rs.getString("wording")));
  }
}
