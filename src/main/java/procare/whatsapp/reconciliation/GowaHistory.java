package procare.whatsapp.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import procare.Json;
import procare.event.Event;
import procare.whatsapp.Identity;
import procare.whatsapp.Incoming;
import procare.whatsapp.gowa.GowaEvents;

/**
 * GOWA keeps its history by chat: {@code GET /chats} and {@code GET /chat/{chat_jid}/messages}
 * (limit, offset, start_time, end_time), both {@code {results: {data: […], pagination}}}
 * (aldinokemal/go-whatsapp-web-multidevice, docs/openapi.yaml). A record has other names than the
 * webhook: {@code id, chat_jid, sender_jid, content, timestamp, is_from_me, media_type}.
 */
final class GowaHistory {
  /** GOWA gives no more at once. */
  private static final int MOST = 100;

  private static final Set<String> MEDIA = Set.of("image", "audio", "document", "video", "sticker");

  private GowaHistory() {}

  static HistoryCall call(HistoryWindow window, int size, Event event) {
    int limit = Math.min(size, MOST);
    String page =
        "device_id=%s&limit=%d&offset=%d"
            .formatted(encoded(window.instance()), limit, (window.page() - 1) * limit);
    String query =
        window.chat() == null
            ? page
            : page
                + "&is_from_me=false&start_time=%s&end_time=%s"
                    .formatted(
                        encoded(window.since().toString()), encoded(window.until().toString()));
    return new HistoryCall(
        window.gateway(),
        window.chat() == null ? "/chats" : "/chat/" + window.chat() + "/messages",
        Map.of("CamelHttpQuery", query),
        null,
        window,
        event);
  }

  /**
   * @return null when it is no answer of GOWA
   */
  static HistoryPage read(HistoryWindow window, int size, JsonNode answer) {
    JsonNode data = answer.path("results").path("data");
    // An empty list is null in Go.
    if (!data.isArray() && !answer.path("results").has("data")) {
      return null;
    }
    boolean full = data.size() >= Math.min(size, MOST);
    return window.chat() == null ? chats(window, data, full) : messages(window, data, full);
  }

  private static HistoryPage chats(HistoryWindow window, JsonNode data, boolean full) {
    List<String> chats = new ArrayList<>();
    for (JsonNode chat : data) {
      String jid = chat.path("jid").asText("");
      boolean person = jid.matches("\\d{5,20}@(s\\.whatsapp\\.net|lid)");
      Instant last = GowaEvents.time(chat.path("last_message_time"), window.until());
      if (person && !last.isBefore(window.since())) {
        chats.add(jid);
      }
    }
    return new HistoryPage(List.of(), chats, full && !chats.isEmpty());
  }

  private static HistoryPage messages(HistoryWindow window, JsonNode data, boolean full) {
    List<Incoming> found = new ArrayList<>();
    for (JsonNode record : data) {
      ObjectNode envelope = Json.MAPPER.createObjectNode();
      envelope.put("event", "message");
      envelope.put("device_id", window.instance());
      envelope.set("payload", payload(record, window.chat()));
      byte[] raw = Json.bytes(envelope);
      GowaEvents.read(envelope, "", Instant.EPOCH).forEach(m -> found.add(m.alone(raw)));
    }
    return new HistoryPage(found, List.of(), full);
  }

  private static ObjectNode payload(JsonNode record, String chat) {
    ObjectNode payload = Json.MAPPER.createObjectNode();
    payload.set("id", record.get("id"));
    payload.put("chat_id", record.path("chat_jid").asText(chat));
    payload.put("from", from(record.path("sender_jid").asText(""), chat));
    payload.set("timestamp", record.get("timestamp"));
    payload.set("is_from_me", record.get("is_from_me"));
    payload.set("body", record.get("content"));
    String media = record.path("media_type").asText("");
    if (MEDIA.contains(media)) {
      payload.putObject(media);
    }
    return payload;
  }

  private static String from(String sender, String chat) {
    return Identity.ofJids(sender).none() ? chat : sender;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
