package procare.engagement;

import static procare.Times.at;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.ai.Identifiers;
import procare.consent.Category;
import procare.consent.Consents;

/**
 * The last messages between the hub and people who agreed that a language model may read them:
 * without what tells who they are, and only until the next night.
 */
@Component
class ConversationTurns {
  private static final int LONGEST = 500;
  private static final String NAMES =
      "select display_name from person where id = :id or id in (select person_id from care_link where patient_id = :id)"
          + " or id in (select patient_id from care_link where person_id = :id)";

  private final NamedParameterJdbcTemplate jdbc;
  private final Consents consents;
  private final Clock clock;

  ConversationTurns(NamedParameterJdbcTemplate jdbc, Consents consents, Clock clock) {
    this.jdbc = jdbc;
    this.consents = consents;
    this.clock = clock;
  }

  /** What the person wrote; the turn has the message's id. */
  void wrote(UUID personId, UUID messageId, String text) {
    remember(messageId, personId, "user", text);
  }

  /** What the hub answered. */
  void answered(UUID personId, String text) {
    remember(Ids.next(), personId, "assistant", text);
  }

  /** A text without names and numbers of people. */
  String withoutIdentifiers(UUID personId, String text) {
    List<String> names = jdbc.queryForList(NAMES, Map.of("id", personId), String.class);
    return Identifiers.strip(text, names);
  }

  private void remember(UUID id, UUID personId, String role, String text) {
    if (personId == null || text.isBlank() || !consents.holds(personId, Category.AI_READING)) {
      return;
    }
    String plain = withoutIdentifiers(personId, text);
    jdbc.update(
        "insert into conversation_turn (id, person_id, at, role, text) values (:id, :person, :at, :role, :text)"
            + " on conflict (id) do nothing",
        new MapSqlParameterSource()
            .addValue("id", id)
            .addValue("person", personId)
            .addValue("at", at(clock.instant()))
            .addValue("role", role)
            .addValue("text", plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain));
  }
}
