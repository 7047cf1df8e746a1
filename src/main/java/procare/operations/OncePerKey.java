package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.Sql;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/**
 * {@code Idempotency-Key} for operations on many letters: a request that is repeated because its
 * answer was lost gets that answer, instead of handling the next letters that fit the same filter.
 */
@Component
class OncePerKey {
  private static final String KEEP =
      "insert into dead_letter_handling (id, action, actor, answer) values (:id, :action, :actor, :answer::jsonb)";
  private final NamedParameterJdbcTemplate jdbc;
  private final String claim = Sql.of("operations/idempotency-claim");
  private final String answer = Sql.of("operations/idempotency-answer");

  OncePerKey(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Claims the key in the caller's transaction; a concurrent request with the same key waits here
   * until that transaction ends.
   *
   * @return the answer given before, or empty when the work is to be done now
   * @throws ApiProblem 409 when the key belongs to another body
   */
  Optional<JsonNode> earlierAnswer(ApiRequest request, UUID handlingId) {
    if (request.idempotencyKey() == null) {
      return Optional.empty();
    }
    byte[] hash = sha256(String.valueOf(request.body()));
    MapSqlParameterSource parameters =
        new MapSqlParameterSource()
            .addValue("scope", request.operation() + ":" + request.caller().personId())
            .addValue("key", request.idempotencyKey())
            .addValue("hash", hash)
            .addValue("id", handlingId);
    if (jdbc.update(claim, parameters) == 1) {
      return Optional.empty();
    }
    return jdbc.query(
        answer,
        parameters,
        rs -> {
          if (!rs.next()
              || !MessageDigest.isEqual(hash, rs.getBytes(1))
              || rs.getString(2) == null) {
            throw ApiProblem.conflict(
                "idempotency-key-reused",
                "this Idempotency-Key was used for another request; make a new one");
          }
          return Optional.of(ParsedJson.of(rs.getString(2)));
        });
  }

  void keepAnswer(UUID handlingId, String action, String actor, Map<String, ?> given) {
    jdbc.update(
        KEEP,
        new MapSqlParameterSource()
            .addValue("id", handlingId)
            .addValue("action", action)
            .addValue("actor", actor)
            .addValue("answer", Json.write(given)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
