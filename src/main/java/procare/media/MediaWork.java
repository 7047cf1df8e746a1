package procare.media;

import java.util.Map;
import procare.event.Event;

/**
 * The next call that a fetch needs; {@link #DONE} when there is none.
 *
 * @param call which of the route's calls: {@code evolution, address, gowa, cloudapi}; {@code none}
 *     when nothing is left to do
 * @param expects what the answer must be
 * @param path below the gateway's address, or null
 * @param headers of the call and, as Camel names them, its query and absolute address
 * @param body JSON, or null for a GET
 * @param event that asked for it, for the dead letter
 */
public record MediaWork(
    String call,
    Expects expects,
    String path,
    Map<String, Object> headers,
    byte[] body,
    MediaRow row,
    Event event) {

  /** What an answer is expected to be. */
  enum Expects {
    BYTES,
    /** {@code {mimetype, base64}} of Evolution. */
    BASE64,
    /** {@code {url, mime_type, file_size}} of Meta. */
    ADDRESS,
    /** {@code {results: {file_path}}} of GOWA, or at once the bytes. */
    PATH
  }

  static final MediaWork DONE = new MediaWork("none", null, null, Map.of(), null, null, null);

  public boolean done() {
    return call.equals("none");
  }
}
