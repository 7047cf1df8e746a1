package procare.whatsapp.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import procare.whatsapp.Incoming;
import procare.whatsapp.Incoming.Kind;

/**
 * Reads the webhook events of Evolution API 2.2 to 2.3 (EvolutionAPI/evolution-api 3454bec,
 * webhook.controller.ts and whatsapp.baileys.service.ts). Never throws on any JSON: what it cannot
 * place is ignored with a reason and stored.
 */
public final class EvolutionEvents {
  private static final String PHONE_JID = "@s.whatsapp.net";
  private static final String LID = "@lid";
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
  public static Incoming read(JsonNode body, String digest, Instant receivedAt) {
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
    if (remote.endsWith("@g.us")
        || remote.endsWith("@broadcast")
        || remote.endsWith("@newsletter")) {
      return ignored(event, id, sentAt, "group or broadcast message");
    }
    String phone = null;
    String lid = null;
    for (String name :
        new String[] {"remoteJid", "remoteJidAlt", "senderPn", "previousRemoteJid"}) {
      String jid = key.path(name).asText("");
      if (phone == null) {
        phone = phone(jid);
      }
      if (lid == null && jid.endsWith(LID)) {
        lid = jid;
      }
    }
    EvolutionContent content = EvolutionContent.of(data);
    if (phone == null && lid == null) {
      return ignored(Incoming.UNUSABLE, digest, sentAt, event + " whose sender has no identity");
    }
    if (content.empty()) {
      return ignored(
          event,
          id,
          sentAt,
          "message type not used by the hub: " + data.path("messageType").asText("?"));
    }
    return new Incoming(
        Kind.MESSAGE,
        event,
        id,
        phone,
        lid,
        content.text(),
        content.mediaType(),
        content.reaction(),
        content.quoted(),
        null,
        sentAt,
        null);
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
    return new Incoming(
        Kind.RECEIPT, event, keyId, null, null, null, null, null, null, state, receivedAt, null);
  }

  /**
   * The digits of a phone JID, device part dropped; the Cloud channel sends bare digits; null for
   * anything else.
   */
  private static String phone(String jid) {
    String user =
        jid.endsWith(PHONE_JID) ? jid.substring(0, jid.length() - PHONE_JID.length()) : jid;
    int device = user.indexOf(':');
    String digits = device < 0 ? user : user.substring(0, device);
    return digits.length() >= 7
            && digits.length() <= 15
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        ? digits
        : null;
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

  private static Incoming ignored(String event, String id, Instant at, String reason) {
    return new Incoming(
        Kind.IGNORED, event, id, null, null, null, null, null, null, null, at, reason);
  }
}
