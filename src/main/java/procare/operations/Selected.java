package procare.operations;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import procare.event.Envelopes;
import procare.event.Event;

/**
 * A letter that was chosen for replay or discard.
 *
 * @param envelope the event as the log has it, or null when the log does not have it
 */
record Selected(
    UUID id, String source, UUID eventId, String type, String state, byte[] body, String envelope) {

  static Selected of(Map<String, Object> row) {
    return new Selected(
        (UUID) row.get("id"),
        (String) row.get("source"),
        (UUID) row.get("eventId"),
        (String) row.get("type"),
        (String) row.get("state"),
        (byte[]) row.get("body"),
        (String) row.get("envelope"));
  }

  boolean isNew() {
    return "NEW".equals(state);
  }

  boolean isLoggedEvent() {
    return envelope != null;
  }

  /** From the log and not from the letter: what is replayed is what was once published. */
  Event event() {
    return Envelopes.parse(envelope.getBytes(StandardCharsets.UTF_8));
  }

  Map<String, Object> shown() {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", id);
    item.put("source", source);
    if (type != null) {
      item.put("type", type);
    }
    if (eventId != null) {
      item.put("eventId", eventId);
    }
    return item;
  }

  Map<String, Object> refused(String reason) {
    Map<String, Object> item = shown();
    item.put("reason", reason);
    return item;
  }
}
