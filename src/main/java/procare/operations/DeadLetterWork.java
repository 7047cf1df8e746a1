package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Rows;
import procare.Sql;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** Selects dead letters and handles them, all in the caller's transaction. */
@Component
class DeadLetterWork {
  static final int PREVIEW = 50;
  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;
  private final NamedParameterJdbcTemplate jdbc;
  private final Replay replay;
  private final OncePerKey once;
  private final Audit audit;
  private final Clock clock;
  private final String selected = Sql.of("operations/dead-letters-selected");
  private final String handled = Sql.of("operations/dead-letters-handled");

  DeadLetterWork(
      NamedParameterJdbcTemplate jdbc, Replay replay, OncePerKey once, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.replay = replay;
    this.once = once;
    this.audit = audit;
    this.clock = clock;
  }

  Map<String, Object> previewReplay(JsonNode body) {
    Replay.Plan plan = replay.plan(select(body, false));
    return answer(true, "replayed", plan.replayable(), plan.refused(), missing(body, plan));
  }

  Map<String, Object> previewDiscard(JsonNode body) {
    List<Selected> letters = select(body, false);
    return answer(true, "discarded", fresh(letters), stale(letters), List.of());
  }

  Object replay(ApiRequest request, JsonNode body, UUID handlingId) {
    Optional<JsonNode> earlier = once.earlierAnswer(request, handlingId);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Replay.Plan plan = replay.carryOut(replay.plan(select(body, true)));
    mark(plan.replayable(), "REPLAYED", request, body.path("reason").asText(null));
    return finish(
        request,
        handlingId,
        "replay",
        answer(false, "replayed", plan.replayable(), plan.refused(), missing(body, plan)),
        plan.replayable());
  }

  Object discard(ApiRequest request, JsonNode body, UUID handlingId) {
    Optional<JsonNode> earlier = once.earlierAnswer(request, handlingId);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    List<Selected> letters = select(body, true);
    List<Selected> closed = fresh(letters);
    mark(closed, "DISCARDED", request, body.path("reason").asText());
    return finish(
        request,
        handlingId,
        "discard",
        answer(false, "discarded", closed, stale(letters), List.of()),
        closed);
  }

  /** Locked, a letter is handled by one request only: the second waits and then finds it done. */
  private List<Selected> select(JsonNode body, boolean lock) {
    List<UUID> ids = DeadLetterFilter.ids(body);
    Where where = DeadLetterFilter.ofSelection(body);
    if (ids.isEmpty() && where.isEmpty()) {
      throw ApiProblem.field(
          "ids",
          "nothing is selected",
          "send ids, or at least one of source, type, cause, from, to");
    }
    int limit =
        body.hasNonNull("limit")
            ? Params.limit("limit", body.get("limit").asText(), MAX_LIMIT)
            : DEFAULT_LIMIT;
    if (ids.isEmpty()) {
      where.and("state = 'NEW'");
    } else {
      where.and(
          "id = any (:ids::uuid[])",
          "ids",
          ids.stream().map(UUID::toString).toArray(String[]::new));
      limit = ids.size();
    }
    where.with("limit", limit);
    return jdbc
        .query(
            where.in(selected).replace("{lock}", lock ? "for update" : ""),
            where.values(),
            Rows.MAPPER)
        .stream()
        .map(Selected::of)
        .toList();
  }

  private void mark(List<Selected> letters, String state, ApiRequest request, String note) {
    jdbc.update(
        handled,
        new MapSqlParameterSource()
            .addValue("ids", letters.stream().map(l -> l.id().toString()).toArray(String[]::new))
            .addValue("state", state)
            .addValue("now", clock.instant().atOffset(ZoneOffset.UTC))
            .addValue("actor", request.caller().username())
            .addValue("note", Redaction.text(note)));
  }

  private Map<String, Object> finish(
      ApiRequest request,
      UUID handlingId,
      String action,
      Map<String, Object> answer,
      List<Selected> letters) {
    answer.put("handlingId", handlingId);
    Map<String, Object> kept = new LinkedHashMap<>(answer);
    once.keepAnswer(handlingId, action, request.caller().username(), kept);
    audit.record(
        request,
        action,
        null,
        "dead_letter",
        handlingId.toString(),
        Map.of("count", letters.size(), "ids", letters.stream().map(Selected::id).toList()));
    return answer;
  }

  private static Map<String, Object> answer(
      boolean dryRun,
      String done,
      List<Selected> letters,
      List<Map<String, Object>> refused,
      List<UUID> missing) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("dryRun", dryRun);
    answer.put("count", letters.size());
    if (!dryRun) {
      answer.put(done, letters.size());
    }
    answer.put("items", letters.stream().limit(PREVIEW).map(Selected::shown).toList());
    answer.put("replayed".equals(done) ? "notReplayable" : "notDiscardable", refused);
    if (!missing.isEmpty()) {
      answer.put("unknown", missing);
    }
    return answer;
  }

  private static List<UUID> missing(JsonNode body, Replay.Plan plan) {
    Set<Object> known = new HashSet<>();
    plan.replayable().forEach(l -> known.add(l.id()));
    plan.refused().forEach(r -> known.add(r.get("id")));
    return DeadLetterFilter.ids(body).stream().filter(id -> !known.contains(id)).toList();
  }

  private static List<Selected> fresh(List<Selected> letters) {
    return letters.stream().filter(Selected::isNew).toList();
  }

  private static List<Map<String, Object>> stale(List<Selected> letters) {
    return letters.stream()
        .filter(l -> !l.isNew())
        .map(l -> l.refused("is " + l.state() + " already"))
        .toList();
  }
}
