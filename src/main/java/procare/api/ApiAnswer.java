package procare.api;

import java.util.Map;

/**
 * What an operation answers.
 *
 * @param status HTTP status
 * @param body written as JSON; null for none
 * @param headers response headers beyond the hub's own
 */
public record ApiAnswer(int status, Object body, Map<String, String> headers) {
  public static ApiAnswer ok(Object body) {
    return new ApiAnswer(200, body, Map.of());
  }

  public static ApiAnswer created(Object body, String location) {
    return new ApiAnswer(201, body, Map.of("Location", location));
  }

  public static ApiAnswer noContent() {
    return new ApiAnswer(204, null, Map.of());
  }
}
