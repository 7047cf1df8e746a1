package procare.whatsapp.gowa;

import static procare.whatsapp.Incoming.ignored;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import procare.whatsapp.Content;
import procare.whatsapp.Identity;
import procare.whatsapp.Incoming;
import procare.whatsapp.Texts;

/**
 * Reads the webhook events of GOWA 7 to 9 (aldinokemal/go-whatsapp-web-multidevice 51f7b19,
 * docs/webhook-payload.md). Version 7 has no envelope: what it sends is turned into the payload of
 * version 8 first.
 */
public final class GowaEvents {
  private static final Set<String> RECEIPTS = Set.of("delivered", "read", "played");

  private GowaEvents() {}

  /** See {@link procare.whatsapp.GatewayEvents}. */
  public static List<Incoming> read(JsonNode body, String digest, Instant receivedAt) {
    String event = body.path("event").asText("");
    if (event.isEmpty()) {
      return body.path("message").isObject()
          ? List.of(GowaVersion7.read(body, digest, receivedAt))
          : List.of(ignored("unknown", digest, receivedAt, "no event name"));
    }
    JsonNode payload = body.path("payload");
    return switch (event) {
      case "message", "message.reaction", "message.edited" ->
          List.of(message(event, payload, digest, receivedAt));
      case "message.ack" -> receipts(event, body, digest, receivedAt);
      case "message.revoked" ->
          List.of(
              ignored(
                  event,
                  id(payload, digest),
                  time(payload.path("timestamp"), receivedAt),
                  "taken back by its sender; what was read from it stays"));
      default -> List.of(ignored(event, digest, receivedAt, "event type not used by the hub"));
    };
  }

  /**
   * A correction is a message of its own: what it says may be dangerous, and what was read before
   * is not unread.
   *
   * @param payload as version 8 has it
   */
  static Incoming message(String event, JsonNode payload, String digest, Instant receivedAt) {
    if (Texts.text(payload.path("id")) == null) {
      return ignored(Incoming.UNUSABLE, digest, receivedAt, event + " without payload.id");
    }
    String id = id(payload, digest);
    Instant sentAt = time(payload.path("timestamp"), receivedAt);
    if (payload.path("is_from_me").asBoolean(false)) {
      return ignored(event, id, sentAt, "echo: sent by the hub or on the clinic's own phone");
    }
    String chat = payload.path("chat_id").asText("");
    String from = payload.path("from").asText("");
    if (Identity.isGroup(chat) || from.contains(" in ")) {
      return ignored(event, id, sentAt, "group or broadcast message");
    }
    Identity sender = Identity.ofJids(from, payload.path("from_lid").asText(""), chat);
    if (sender.none()) {
      return ignored(Incoming.UNUSABLE, digest, sentAt, event + " whose sender has no identity");
    }
    Content content = GowaContent.of(event, payload);
    if (content.empty()) {
      return ignored(event, id, sentAt, "nothing in it that the hub can read");
    }
    return Incoming.message(event, id, sender, content, sentAt);
  }

  private static List<Incoming> receipts(
      String event, JsonNode body, String digest, Instant receivedAt) {
    JsonNode payload = body.path("payload");
    String state = payload.path("receipt_type").asText("");
    JsonNode ids = payload.path("ids");
    if (!RECEIPTS.contains(state) || !ids.isArray() || ids.isEmpty()) {
      return List.of(
          ignored(
              event,
              digest,
              receivedAt,
              "no receipt: " + (state.isEmpty() ? "without type" : "type " + state)));
    }
    Instant at = time(body.path("timestamp"), receivedAt);
    List<Incoming> receipts = new ArrayList<>();
    for (JsonNode id : ids) {
      String messageId = Texts.text(id);
      receipts.add(
          messageId == null
              ? ignored(
                  Incoming.UNUSABLE, digest + "#" + receipts.size(), at, event + " without an id")
              : Incoming.receipt(event, messageId, state, at));
    }
    return receipts;
  }

  private static String id(JsonNode payload, String digest) {
    String id = Texts.text(payload.path("id"));
    return id == null ? digest : id;
  }

  /** RFC 3339; seconds since 1970 are taken too. */
  public static Instant time(JsonNode value, Instant otherwise) {
    try {
      long seconds = value.asLong(0);
      if (seconds > 0 && seconds < 4_102_444_800L) {
        return Instant.ofEpochSecond(seconds);
      }
      return value.isTextual() ? OffsetDateTime.parse(value.asText()).toInstant() : otherwise;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
