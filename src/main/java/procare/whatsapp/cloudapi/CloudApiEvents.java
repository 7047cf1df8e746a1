package procare.whatsapp.cloudapi;

import static procare.whatsapp.Incoming.ignored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import procare.Json;
import procare.whatsapp.Content;
import procare.whatsapp.Identity;
import procare.whatsapp.Incoming;
import procare.whatsapp.Texts;

/**
 * Reads Meta's webhook calls ({@code entry[] × changes[] × messages[] | statuses[] | errors[]},
 * developers.facebook.com, WhatsApp Cloud API v25.0). Each item becomes an {@link Incoming} of its
 * own, stored with its own envelope, so that a bad one costs no other.
 */
public final class CloudApiEvents {
  private static final Set<String> RECEIPTS =
      Set.of("sent", "delivered", "read", "played", "failed");
  private static final long NO_SECONDS_ABOVE = 100_000_000_000L;

  private CloudApiEvents() {}

  /** See {@link procare.whatsapp.GatewayEvents}. */
  public static List<Incoming> read(JsonNode body, String digest, Instant receivedAt) {
    Reading reading = new Reading(body, digest, receivedAt, new ArrayList<>());
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        reading.change(entry, change);
      }
    }
    if (reading.items.isEmpty()) {
      return List.of(ignored("unknown", digest, receivedAt, "nothing in it that the hub can read"));
    }
    return reading.items.size() == 1 ? List.of(reading.items.get(0).alone(null)) : reading.items;
  }

  /** One call on its way through the reader. */
  private record Reading(JsonNode body, String digest, Instant receivedAt, List<Incoming> items) {
    void change(JsonNode entry, JsonNode change) {
      String field = change.path("field").asText("");
      JsonNode value = change.path("value");
      String number = Texts.text(value.path("metadata").path("phone_number_id"));
      int before = items.size();
      if (!field.equals("messages")) {
        String event = field.isEmpty() ? "unknown" : field;
        add(
            ignored(event, next(), receivedAt, "field not used by the hub"),
            number,
            entry,
            change,
            null,
            null);
        return;
      }
      for (JsonNode message : value.path("messages")) {
        add(message(message), number, entry, change, "messages", message);
      }
      for (JsonNode status : value.path("statuses")) {
        add(receipt(status), number, entry, change, "statuses", status);
      }
      for (JsonNode error : value.path("errors")) {
        add(
            ignored("errors", next(), receivedAt, "gateway error " + CloudApiErrors.words(error)),
            number,
            entry,
            change,
            "errors",
            error);
      }
      if (items.size() == before) {
        add(
            ignored("messages", next(), receivedAt, "neither messages nor statuses"),
            number,
            entry,
            change,
            null,
            null);
      }
    }

    private void add(
        Incoming item, String number, JsonNode entry, JsonNode change, String list, JsonNode only) {
      items.add(item.at(number).alone(alone(entry, change, list, only)));
    }

    /** The envelope with this item in it and no other. */
    private byte[] alone(JsonNode entry, JsonNode change, String list, JsonNode only) {
      ObjectNode value = change.path("value") instanceof ObjectNode o ? o.deepCopy() : null;
      if (value != null && list != null) {
        value.remove(List.of("messages", "statuses", "errors"));
        value.putArray(list).add(only);
      }
      ObjectNode envelope = Json.MAPPER.createObjectNode();
      envelope.set("object", body.path("object"));
      ObjectNode one = envelope.putArray("entry").addObject();
      one.set("id", entry.path("id"));
      ObjectNode changed = one.putArray("changes").addObject();
      changed.set("value", value == null ? change.path("value") : value);
      changed.set("field", change.path("field"));
      return Json.bytes(envelope);
    }

    /** An id for what has none, the same when the same call comes again. */
    private String next() {
      return digest + "#" + items.size();
    }

    private Incoming message(JsonNode message) {
      String event = "messages";
      String id = Texts.text(message.path("id"));
      if (id == null) {
        return ignored(Incoming.UNUSABLE, next(), receivedAt, "message without id");
      }
      Instant sentAt = time(message.path("timestamp"), receivedAt);
      if (!message.path("group_id").asText("").isEmpty()) {
        return ignored(event, id, sentAt, "group or broadcast message");
      }
      Identity sender = sender(message);
      if (sender.none()) {
        return ignored(Incoming.UNUSABLE, next(), sentAt, "message whose sender has no identity");
      }
      Content content = CloudApiContent.of(message);
      if (content.empty()) {
        String type = message.path("type").asText("?");
        JsonNode error = message.path("errors").path(0);
        return ignored(
            event,
            id,
            sentAt,
            "message type not used by the hub: "
                + type
                + (error.isObject() ? " (" + CloudApiErrors.words(error) + ")" : ""));
      }
      return Incoming.message(event, id, sender, content, sentAt);
    }

    private Incoming receipt(JsonNode status) {
      String id = Texts.text(status.path("id"));
      String state = status.path("status").asText("");
      if (id == null || !RECEIPTS.contains(state)) {
        return ignored("statuses", next(), receivedAt, "no receipt: status " + state);
      }
      Instant at = time(status.path("timestamp"), receivedAt);
      Incoming receipt = Incoming.receipt("statuses", id, state, at);
      return state.equals("failed")
          ? receipt.failedWith(CloudApiErrors.code(status.path("errors").path(0)))
          : receipt;
    }
  }

  /** Since 2026 {@code from} may be absent, or hold the business-scoped user id. */
  private static Identity sender(JsonNode message) {
    String from = message.path("from").asText("");
    String phone = Identity.phone(from);
    String bsuid = Texts.text(message.path("from_user_id"));
    boolean fromIsBsuid = phone == null && bsuid == null && !from.isBlank();
    return new Identity(phone, null, fromIsBsuid ? from : bsuid);
  }

  /** Seconds as a string; some senders use milliseconds. */
  static Instant time(JsonNode value, Instant otherwise) {
    long number = value.asLong(0);
    if (number <= 0) {
      return otherwise;
    }
    Instant time =
        number > NO_SECONDS_ABOVE ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return time.getEpochSecond() < 4_102_444_800L ? time : otherwise;
  }
}
