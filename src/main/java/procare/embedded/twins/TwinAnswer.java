package procare.embedded.twins;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import procare.Json;

/** What a twin answers; {@code headers} beside Content-Type. */
public record TwinAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
  public static TwinAnswer json(int status, Object body) {
    return json(status, body, Map.of());
  }

  public static TwinAnswer json(int status, Object body, Map<String, String> headers) {
    return new TwinAnswer(
        status,
        "application/json",
        Json.tree(body).toString().getBytes(StandardCharsets.UTF_8),
        headers);
  }

  public static TwinAnswer text(int status, String contentType, String body) {
    return new TwinAnswer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public TwinAnswer with(Map<String, String> more) {
    return new TwinAnswer(status, contentType, body, more);
  }
}
