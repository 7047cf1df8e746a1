package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import procare.security.Caller;

/**
 * One call of the REST contract after it was authenticated, sized and checked against the
 * operation's schema.
 *
 * @param operation the {@code operationId} in {@code openapi/hub.yaml}
 * @param caller who asks; null only for operations that need no login
 * @param requestId {@code X-Request-ID}, the caller's or made by the hub; becomes the story's
 *     correlation id
 * @param idempotencyKey {@code Idempotency-Key}, or null
 * @param path path parameters by name
 * @param query query parameters by name (first value)
 * @param body the JSON body, or null when the operation has none
 */
public record ApiRequest(
    String operation,
    Caller caller,
    String requestId,
    String idempotencyKey,
    Map<String, String> path,
    Map<String, String> query,
    JsonNode body) {

  /**
   * @throws ApiProblem 404 when the path parameter is no UUID: such a thing cannot exist
   */
  public UUID pathId(String name) {
    try {
      return UUID.fromString(path.getOrDefault(name, ""));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.notFound("nothing has the " + name + " given in the path");
    }
  }

  public Optional<String> param(String name) {
    return Optional.ofNullable(query.get(name)).filter(v -> !v.isBlank());
  }
}
