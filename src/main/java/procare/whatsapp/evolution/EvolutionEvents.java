package procare.whatsapp.evolution;

import static procare.whatsapp.Incoming.ignored;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import procare.whatsapp.Content;
import procare.whatsapp.Identity;
import procare.whatsapp.Incoming;

/**
 * Reads the webhook events of Evolution API 2.2 to 2.3 (EvolutionAPI/evolution-api 3454bec,
 * webhook.controller.ts and whatsapp.baileys.service.ts). Never throws on any JSON: what it cannot
 * place is ignored with a reason and stored.
 */
public final class EvolutionEvents {
  private static final Map<String, String> RECEIPTS =
      Map.ofEntries(
          Map.entry("SERVER_ACK", "sent"),
          Map.entry("SENT", "sent"),
          Map.entry("DELIVERY_ACK", "delivered"),
          Map.entry("DELIVERED", "delivered"),
          Map.entry("READ", "read"),
          Map.entry("PLAYED", "played"),
          Map.entry("ERROR", "failed"),
          Map.entry("FAILED", "failed"));

  private EvolutionEvents() {}

  /**
   * @param digest stands in for a message id where the event has none
   * @param receivedAt used when the event carries no time of its own ({@code date_time} is local
   *     time with a false Z)
   */
  public static List<Incoming> read(JsonNode body, String digest, Instant receivedAt) {
    return List.of(one(body, digest, receivedAt));
  }

  private static Incoming one(JsonNode body, String digest, Instant receivedAt) {
    String event = body.path("event").asText("").replace('-', '.');
    JsonNode data = body.path("data");
    return switch (event) {
      case "messages.upsert" -> message(event, data, digest, receivedAt);
      case "messages.update" -> receipt(event, data, digest, receivedAt);
      case "send.message" ->
          ignored(event, id(data, digest), receivedAt, "echo of a message sent by the hub");
      case "connection.update" ->
          ignored(
              event, digest, receivedAt, "gateway connection: " + data.path("state").asText("?"));
      case "status.instance" ->
          ignored(
              event, digest, receivedAt, "gateway instance: " + data.path("status").asText("?"));
      case "" -> ignored("unknown", digest, receivedAt, "no event name");
      default -> ignored(event, digest, receivedAt, "event type not used by the hub");
    };
  }

  private static Incoming message(String event, JsonNode data, String digest, Instant receivedAt) {
    JsonNode key = data.path("key");
    if (key.path("id").asText("").isEmpty()) {
      return ignored(Incoming.UNUSABLE, digest, receivedAt, event + " without data.key.id");
    }
    String id = id(data, digest);
    Instant sentAt = time(data.get("messageTimestamp"), receivedAt);
    if (key.path("fromMe").asBoolean(false)) {
      return ignored(event, id, sentAt, "echo: written on the clinic's own phone");
    }
    String remote = key.path("remoteJid").asText("");
    if (Identity.isGroup(remote)) {
      return ignored(event, id, sentAt, "group or broadcast message");
    }
    Identity sender =
        Identity.ofJids(
            remote,
            key.path("remoteJidAlt").asText(""),
            key.path("senderPn").asText(""),
            key.path("previousRemoteJid").asText(""));
    Content content = EvolutionContent.of(data);
    if (sender.none()) {
      return ignored(Incoming.UNUSABLE, digest, sentAt, event + " whose sender has no identity");
    }
    if (content.empty()) {
      return ignored(
          event,
          id,
          sentAt,
          "message type not used by the hub: " + data.path("messageType").asText("?"));
    }
    return Incoming.message(event, id, sender, content, sentAt);
  }

  private static Incoming receipt(String event, JsonNode data, String digest, Instant receivedAt) {
    String status = data.path("status").asText("");
    String state = RECEIPTS.get(status);
    String keyId = data.path("keyId").asText("");
    if (state == null || keyId.isEmpty()) {
      return ignored(
          event,
          digest,
          receivedAt,
          "no receipt: status " + (status.isEmpty() ? "missing" : status));
    }
    return Incoming.receipt(event, keyId, state, receivedAt);
  }

  private static String id(JsonNode data, String digest) {
    String id = data.path("key").path("id").asText("");
    return id.isEmpty() ? digest : id;
  }

  private static Instant time(JsonNode value, Instant otherwise) {
    if (value == null) {
      return otherwise;
    }
    long seconds = value.isObject() ? value.path("low").asLong(0) : value.asLong(0);
    return seconds > 0 && seconds < 4_102_444_800L ? Instant.ofEpochSecond(seconds) : otherwise;
  }
}
