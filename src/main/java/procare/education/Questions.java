package procare.education;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;
import procare.event.Event;

/** Questions that no approved text answers, until a person does. */
@Component
public class Questions {
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String ask = Sql.of("education/ask");
  private final String list = Sql.of("education/list");

  public Questions(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Why a person must answer. */
  public enum Reason {
    NO_CONTENT,
    FORBIDDEN_TOPIC,
    /** Words of danger from a number that several people share. */
    UNIDENTIFIED_DANGER
  }

  /**
   * A question as it is kept.
   *
   * @param personId null while nobody said who of several people wrote
   * @param address where the question came from
   * @param topic what no machine may answer, or null
   */
  record Question(
      UUID id,
      UUID personId,
      String person,
      String address,
      String text,
      String language,
      String reason,
      String topic,
      String state,
      Instant askedAt,
      Instant answeredAt,
      UUID answeredBy,
      String answer,
      String correlationId,
      UUID eventId) {}

  /** Keeps a question of a known person for somebody to answer; once per message. */
  public void handOver(
      Event event, UUID personId, String text, String language, Reason reason, String topic) {
    keep(event, personId, text, language, reason, topic);
  }

  /** Keeps words of danger of which nobody knows whose they are. */
  public void unidentified(Event event, String text, String language) {
    keep(event, null, text, language, Reason.UNIDENTIFIED_DANGER, null);
  }

  /** Somebody said who wrote a message; what was open only for that is done. */
  public void identified(UUID messageId, UUID personId) {
    jdbc.update(
        "update question set person_id = :person, state = 'ANSWERED', answered_at = :now, answer = 'the sender said who it is'"
            + " where message_id = :message and reason = 'UNIDENTIFIED_DANGER' and state = 'OPEN'",
        Map.of("person", personId, "message", messageId, "now", at(clock.instant())));
  }

  /** What an approved text answered after all. */
  public void answeredByLibrary(UUID messageId, String entryId) {
    jdbc.update(
        "update question set state = 'ANSWERED', answered_at = :now, answer = :answer"
            + " where message_id = :message and state = 'OPEN'",
        Map.of("answer", "library: " + entryId, "message", messageId, "now", at(clock.instant())));
  }

  /**
   * Newest first.
   *
   * @param doctor only patients of this person, or null for all
   * @param before id at which the page before ended, or null
   */
  List<Question> list(String state, UUID doctor, UUID before, int limit) {
    return jdbc.query(
        list,
        new MapSqlParameterSource()
            .addValue("id", null)
            .addValue("state", state)
            .addValue("doctor", doctor)
            .addValue("before", before)
            .addValue("limit", limit),
        Questions::question);
  }

  Optional<Question> lock(UUID id) {
    jdbc.queryForList("select id from question where id = :id for update", Map.of("id", id));
    return jdbc
        .query(
            list,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("state", null)
                .addValue("doctor", null)
                .addValue("before", null)
                .addValue("limit", 1),
            Questions::question)
        .stream()
        .findFirst();
  }

  void answered(UUID id, UUID personId, String answer) {
    jdbc.update(
        "update question set state = 'ANSWERED', answered_at = :now, answered_by = :by, answer = :answer where id = :id",
        Map.of("id", id, "now", at(clock.instant()), "by", personId, "answer", answer));
  }

  private void keep(
      Event event, UUID personId, String text, String language, Reason reason, String topic) {
    jdbc.update(
        ask,
        new MapSqlParameterSource()
            .addValue("id", Ids.next())
            .addValue("person", personId)
            .addValue("address", event.data().path("address").asText(null))
            .addValue("message", UUID.fromString(event.data().path("messageId").asText()))
            .addValue("text", text)
            .addValue("language", language)
            .addValue("reason", reason.name())
            .addValue("topic", topic)
            .addValue("now", at(clock.instant()))
            .addValue("correlationId", event.correlationId())
            .addValue("eventId", event.id()));
  }

  private static Question question(ResultSet rs, int row) throws SQLException {
    return new Question(
        rs.getObject("id", UUID.class),
        rs.getObject("person_id", UUID.class),
        rs.getString("display_name"),
        rs.getString("address"),
        rs.getString("text"),
        rs.getString("language"),
        rs.getString("reason"),
        rs.getString("topic"),
        rs.getString("state"),
        time(rs, "asked_at"),
        time(rs, "answered_at"),
        rs.getObject("answered_by", UUID.class),
        rs.getString("answer"),
        rs.getString("correlation_id"),
        rs.getObject("event_id", UUID.class));
  }

  private static Instant time(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
