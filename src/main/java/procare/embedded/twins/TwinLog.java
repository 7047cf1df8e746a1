package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last requests of one twin, oldest first. Headers are not kept: they carry keys. */
final class TwinLog {
  static final int LIMIT = 10_000;
  private static final int BODY_LIMIT = 16 * 1024;

  /**
   * One request.
   *
   * @param body parsed when it was JSON, the text otherwise, null when there was none
   */
  record Entry(Instant at, String method, String path, Object body) {}

  private record Kept(Instant at, String method, String path, byte[] body) {}

  private final Deque<Kept> entries = new ArrayDeque<>();

  synchronized void add(Instant at, TwinRequest request) {
    if (entries.size() == LIMIT) {
      entries.removeFirst();
    }
    entries.addLast(new Kept(at, request.method(), request.path(), request.body()));
  }

  List<Entry> entries() {
    List<Kept> copy;
    synchronized (this) {
      copy = new ArrayList<>(entries);
    }
    return copy.stream().map(TwinLog::read).toList();
  }

  synchronized void clear() {
    entries.clear();
  }

  private static Entry read(Kept kept) {
    return new Entry(kept.at(), kept.method(), kept.path(), body(kept));
  }

  private static Object body(Kept kept) {
    if (kept.body().length == 0) {
      return null;
    }
    if (kept.body().length <= BODY_LIMIT) {
      JsonNode json = new TwinRequest(kept.method(), kept.path(), kept.body(), h -> null).json();
      if (!json.isMissingNode()) {
        return json;
      }
    }
    int length = Math.min(kept.body().length, BODY_LIMIT);
    return new String(kept.body(), 0, length, StandardCharsets.UTF_8);
  }
}
