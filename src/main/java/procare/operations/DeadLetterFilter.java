package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import procare.api.ApiProblem;
import procare.api.ApiRequest;

/** Which dead letters are meant: the conditions of a list or of a replay. */
final class DeadLetterFilter {
  static final List<String> STATES = List.of("NEW", "REPLAYED", "DISCARDED");
  private static final int MAX_IDS = 1_000;

  private DeadLetterFilter() {}

  static Where ofQuery(ApiRequest request) {
    Where where = new Where();
    Params.oneOf(request, "state", STATES)
        .ifPresent(state -> where.and("state = :state", "state", state));
    common(where, name -> request.param(name).orElse(null));
    Params.cursor(request).ifPresent(c -> where.and("id < :after", "after", c.id()));
    return where;
  }

  /** Letters in state NEW that fit every criterion of the body. */
  static Where ofSelection(JsonNode body) {
    Where where = new Where();
    common(where, name -> text(body, name));
    return where;
  }

  /**
   * @return the ids of the body; empty when it selects by criteria
   */
  static List<UUID> ids(JsonNode body) {
    List<UUID> ids = new ArrayList<>();
    JsonNode listed = body.path("ids");
    if (!listed.isMissingNode() && !listed.isNull() && !listed.isArray()) {
      throw ApiProblem.field("ids", "is no list", "send a list of dead letter ids");
    }
    if (listed.size() > MAX_IDS) {
      throw ApiProblem.field("ids", "has more than " + MAX_IDS, "select by criteria instead");
    }
    for (int i = 0; i < listed.size(); i++) {
      ids.add(Params.id("ids[" + i + "]", listed.get(i).asText()));
    }
    return ids;
  }

  private static void common(Where where, Function<String, String> value) {
    String source = value.apply("source");
    if (source != null) {
      where.and("source = :source", "source", Redaction.storable(source));
    }
    String type = value.apply("type");
    if (type != null) {
      where.and("type = :type", "type", Redaction.storable(type));
    }
    String cause = value.apply("cause");
    if (cause != null) {
      where.and(
          "(cause ilike :cause or cause_message ilike :cause)",
          "cause",
          "%" + escaped(cause) + "%");
    }
    String from = value.apply("from");
    if (from != null) {
      where.and("created_at >= :from", "from", Params.time("from", from));
    }
    String to = value.apply("to");
    if (to != null) {
      where.and("created_at < :to", "to", Params.time("to", to));
    }
  }

  private static String text(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null || value.isNull() || value.asText().isBlank()) {
      return null;
    }
    if (!value.isTextual()) {
      throw ApiProblem.field(name, "is no text", "send it as a JSON string or leave it out");
    }
    return value.asText();
  }

  private static String escaped(String part) {
    return Redaction.storable(part).replaceAll("([\\\\%_])", "\\\\$1");
  }
}
