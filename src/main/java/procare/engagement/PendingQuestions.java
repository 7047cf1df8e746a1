package procare.engagement;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;

/** The one question that a person, or the people behind an address, were asked last. */
@Component
class PendingQuestions {
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String ask = Sql.of("conversation/ask");

  PendingQuestions(NamedParameterJdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What is asked. */
  enum Kind {
    WHO_IS_THIS_FOR,
    CONFIRM_VALUE
  }

  /** A question that waits for its answer, with what is needed to act on it. */
  record Pending(JsonNode payload, Instant askedAt) {}

  static String person(UUID id) {
    return "person:" + id;
  }

  static String address(String address) {
    return "address:" + address;
  }

  /** Asks; an older question to the same people is dropped. */
  void ask(String whose, Kind kind, Object payload, Duration expiresAfter) {
    Instant now = clock.instant();
    jdbc.update(
        ask,
        new MapSqlParameterSource()
            .addValue("whose", whose)
            .addValue("kind", kind.name())
            .addValue("payload", Json.write(payload))
            .addValue("now", at(now))
            .addValue("expires", at(now.plus(expiresAfter))));
  }

  /** Locks the question, so that of two answers one counts. */
  Optional<Pending> find(String whose, Kind kind) {
    return jdbc
        .query(
            "select payload, asked_at from conversation where whose = :whose and kind = :kind"
                + " and expires_at > :now for update",
            Map.of("whose", whose, "kind", kind.name(), "now", at(clock.instant())),
            (rs, i) ->
                new Pending(
                    json(rs.getString("payload")),
                    rs.getObject("asked_at", OffsetDateTime.class).toInstant()))
        .stream()
        .findFirst();
  }

  void forget(String whose) {
    jdbc.update("delete from conversation where whose = :whose", Map.of("whose", whose));
  }

  private static JsonNode json(String text) throws SQLException {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SQLException("a pending question is no JSON", e);
    }
  }
}
