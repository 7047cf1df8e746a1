package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem.FieldError;

/**
 * Checks calls against {@code openapi/hub.yaml}. Everything is compiled at start; a correct call
 * costs one walk through its body.
 */
@Component
public class ApiSchemas {
  private static final int MAX_ERRORS = 50;
  private static final int MAX_KEY = 128;
  private final Map<String, Operation> operations = Contract.operations("/openapi/hub.yaml");

  /**
   * Reads a request body.
   *
   * @param raw the bytes as they came; null or empty when none came
   * @param contentType the header, or null
   * @return the JSON, or null when the operation takes no body or an optional one was left out
   * @throws ApiProblem 415 {@code unsupported-media-type} unless it is JSON; 400 {@code
   *     malformed-json} with line and column, {@code invalid-utf8}, {@code too-deep} or {@code
   *     body-missing}
   */
  public JsonNode parseBody(String operationId, byte[] raw, String contentType) {
    Operation operation = operation(operationId);
    if (operation.body() == null) {
      return null;
    }
    if (raw == null || raw.length == 0) {
      if (operation.bodyRequired()) {
        throw ApiProblem.of(
            400, "body-missing", "this call needs a JSON body; its shape is in /openapi.yaml");
      }
      return null;
    }
    return Bodies.parse(raw, contentType);
  }

  /**
   * Checks body and query. Path parameters need no check: {@link ApiRequest#pathId} answers 404 to
   * an id that is none.
   *
   * @throws ApiProblem 400 {@code validation} that lists every wrong field with its remedy
   */
  public void check(
      String operationId, JsonNode body, Map<String, String> query, Map<String, String> path) {
    Operation operation = operation(operationId);
    List<FieldError> errors = new ArrayList<>(0);
    checkQuery(operation, query, errors);
    if (body != null && operation.body() != null) {
      Bodies.refuseUnusable(body, errors);
      if (errors.isEmpty()) {
        checkBody(operation, body, errors);
      }
    }
    if (!errors.isEmpty()) {
      throw ApiProblem.fields(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
    }
  }

  /**
   * The {@code Idempotency-Key} header as it may be stored.
   *
   * @return null when it was left out
   * @throws ApiProblem 400 when it is blank, longer than 128 or holds other than visible ASCII
   */
  public String idempotencyKey(String header) {
    if (header == null) {
      return null;
    }
    String key = header.trim();
    if (key.isEmpty()
        || key.length() > MAX_KEY
        || !key.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw ApiProblem.field(
          "header:Idempotency-Key",
          "is empty, longer than 128 characters or not plain ASCII",
          "send a new UUID for each thing you create");
    }
    return key;
  }

  /** The path of an operation below {@code /api/v1}, with its parameters' names in braces. */
  public String path(String operationId) {
    return operation(operationId).path();
  }

  /** The {@code operationId}s of the contract. */
  public Set<String> operationIds() {
    return operations.keySet();
  }

  private void checkBody(Operation operation, JsonNode body, List<FieldError> errors) {
    for (ValidationMessage wrong : operation.body().validate(body)) {
      errors.add(Wrongs.of(wrong, operation.body().getSchemaNode(), "body"));
    }
  }

  private static void checkQuery(
      Operation operation, Map<String, String> query, List<FieldError> errors) {
    Map<String, QueryParameter> known = operation.query();
    if (query != null) {
      for (String name : query.keySet()) {
        if (!known.containsKey(name)) {
          errors.add(unknown(Wrongs.shown(name), known.keySet()));
        }
      }
    }
    for (QueryParameter parameter : known.values()) {
      parameter.check(query == null ? null : query.get(parameter.name()), errors);
    }
  }

  private static FieldError unknown(String name, Set<String> known) {
    return new FieldError(
        name,
        "is not a query parameter of this call",
        known.isEmpty()
            ? "leave it out, this call takes none"
            : "use one of " + String.join(", ", new TreeSet<>(known)));
  }

  private Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw new IllegalArgumentException("no operation " + id + " in the contract");
    }
    return operation;
  }
}
