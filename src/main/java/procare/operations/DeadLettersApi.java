package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** Dead letters over REST: find, look, send again, close. */
@Component("deadLettersApi")
public class DeadLettersApi {
  private static final String RESOURCE = "dead_letter";
  private final NamedParameterJdbcTemplate jdbc;
  private final Audit audit;
  private final DeadLetterWork work;
  private final String list = Sql.of("operations/dead-letters");
  private final String one = Sql.of("operations/dead-letter");

  DeadLettersApi(NamedParameterJdbcTemplate jdbc, Audit audit, DeadLetterWork work) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.work = work;
  }

  /** {@code listDeadLetters}: newest first. */
  public ApiAnswer list(ApiRequest request) {
    int limit = Params.limit(request);
    Where where = DeadLetterFilter.ofQuery(request).with("limit", limit + 1);
    List<Map<String, Object>> rows = jdbc.query(where.in(list), where.values(), Rows.MAPPER);
    return ApiAnswer.ok(Cursor.page(rows, limit, null));
  }

  /** {@code getDeadLetter}: with stack head and headers; words, values and numbers are hidden. */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    UUID id = request.pathId("id");
    Map<String, Object> letter =
        jdbc.query(one, Map.of("id", id), Rows.MAPPER).stream()
            .findFirst()
            .orElseThrow(() -> ApiProblem.notFound("there is no dead letter " + id));
    letter.computeIfPresent("headers", (name, json) -> ParsedJson.of((String) json));
    letter.computeIfPresent("body", (name, bytes) -> Redacted.body((byte[]) bytes));
    audit.record(request, "read", (UUID) letter.get("patientId"), RESOURCE, id.toString(), null);
    return ApiAnswer.ok(letter);
  }

  /** {@code replayDeadLetters}: with {@code dryRun} says what would go and changes nothing. */
  @Transactional
  public ApiAnswer replay(ApiRequest request) {
    JsonNode body = selection(request);
    if (body.path("dryRun").asBoolean(false)) {
      return ApiAnswer.ok(work.previewReplay(body));
    }
    return ApiAnswer.ok(work.replay(request, body, Ids.next()));
  }

  /** {@code discardDeadLetters}: needs a {@code reason}, which stays with the letters. */
  @Transactional
  public ApiAnswer discard(ApiRequest request) {
    JsonNode body = selection(request);
    if (body.path("dryRun").asBoolean(false)) {
      return ApiAnswer.ok(work.previewDiscard(body));
    }
    if (body.path("reason").asText("").trim().length() < 3) {
      throw ApiProblem.field(
          "reason", "is missing", "say in a few words why these letters may be closed unsent");
    }
    return ApiAnswer.ok(work.discard(request, body, Ids.next()));
  }

  private static JsonNode selection(ApiRequest request) {
    if (request.body() == null || !request.body().isObject()) {
      throw ApiProblem.field("body", "is no JSON object", "send ids or criteria");
    }
    JsonNode dryRun = request.body().path("dryRun");
    if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
      throw ApiProblem.field("dryRun", "is neither true nor false", "send a JSON boolean");
    }
    return request.body();
  }
}
