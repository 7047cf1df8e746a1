package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.function.UnaryOperator;
import procare.Json;

/**
 * A request as the partner sees it.
 *
 * @param path below the twin's own address, with a leading slash and without the query
 * @param query as sent, without the question mark; null when there is none
 * @param header reads a request header, null when absent
 */
public record TwinRequest(
    String method, String path, String query, byte[] body, UnaryOperator<String> header) {
  TwinRequest(String method, String path, byte[] body, UnaryOperator<String> header) {
    this(method, path, null, body, header);
  }

  /** The body as JSON; a missing node when it is not JSON. */
  public JsonNode json() {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && path.equals(wantedPath);
  }
}
