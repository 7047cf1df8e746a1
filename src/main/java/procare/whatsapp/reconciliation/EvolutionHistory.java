package procare.whatsapp.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import procare.Json;
import procare.event.Event;
import procare.whatsapp.Incoming;
import procare.whatsapp.evolution.EvolutionEvents;

/**
 * Evolution's {@code POST /chat/findMessages/{instance}}: {@code {where: {messageTimestamp: {gte,
 * lte}}, page, offset}} answers {@code {messages: {total, pages, currentPage, records}}}, newest
 * first; older versions answer the bare list. A record is the {@code data} of the webhook.
 */
final class EvolutionHistory {
  private EvolutionHistory() {}

  static HistoryCall call(HistoryWindow window, int size, Event event) {
    byte[] body =
        Json.bytes(
            Map.of(
                "where",
                Map.of(
                    "messageTimestamp",
                    Map.of("gte", window.since().toString(), "lte", window.until().toString())),
                "page",
                window.page(),
                "offset",
                size));
    return new HistoryCall(
        window.gateway(), "/chat/findMessages/" + window.instance(), Map.of(), body, window, event);
  }

  /**
   * @return null when it is no answer of Evolution
   */
  static HistoryPage read(HistoryWindow window, JsonNode answer) {
    JsonNode messages = answer.path("messages");
    JsonNode records =
        answer.isArray() ? answer : messages.isArray() ? messages : messages.path("records");
    if (!records.isArray()) {
      return null;
    }
    List<Incoming> found = new ArrayList<>();
    for (JsonNode record : records) {
      ObjectNode envelope = Json.MAPPER.createObjectNode();
      envelope.put("event", "messages.upsert");
      envelope.put("instance", window.instance());
      envelope.set("data", record);
      byte[] raw = Json.bytes(envelope);
      // A record without a time cannot be placed: long ago is outside of every window.
      EvolutionEvents.read(envelope, "", Instant.EPOCH).forEach(m -> found.add(m.alone(raw)));
    }
    return new HistoryPage(found, List.of(), messages.path("pages").asInt(1) > window.page());
  }
}
