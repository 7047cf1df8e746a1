package procare.api;

import java.io.InputStream;
import java.util.Map;

/**
 * What an operation answers.
 *
 * @param status HTTP status
 * @param body written as JSON, a {@link Download} as it is; null for none
 * @param headers response headers beyond the hub's own
 */
public record ApiAnswer(int status, Object body, Map<String, String> headers) {
  /**
   * Bytes instead of JSON.
   *
   * @param bytes read once and closed when the answer is written, or could not be
   * @param size in bytes
   */
  public record Download(InputStream bytes, long size, String mediaType) {}

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
