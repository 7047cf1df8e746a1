package procare.whatsapp.gowa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import procare.Json;
import procare.whatsapp.Incoming;

/**
 * GOWA 7: {@code {sender_id, chat_id, from, timestamp, message: {id, text, replied_id}, image:
 * {media_path}, reaction: {message, id}}}, for groups with {@code from} = "x in y". Only its
 * receipts have an envelope already.
 */
final class GowaVersion7 {
  private static final String[] AS_THEY_ARE = {
    "timestamp", "is_from_me", "location", "contact", "from_lid"
  };

  private GowaVersion7() {}

  static Incoming read(JsonNode body, String digest, Instant receivedAt) {
    JsonNode message = body.path("message");
    ObjectNode payload = Json.MAPPER.createObjectNode();
    payload.set("id", message.get("id"));
    payload.set("from", body.get("from"));
    payload.put("chat_id", chat(body));
    payload.set("body", message.get("text"));
    payload.set("replied_to_id", message.get("replied_id"));
    for (String name : AS_THEY_ARE) {
      if (body.has(name)) {
        payload.set(name, body.get(name));
      }
    }
    for (String name : GowaContent.MEDIA) {
      JsonNode media = body.path(name);
      if (media.isObject()) {
        ObjectNode now = payload.putObject(name);
        now.set("path", media.get("media_path"));
        now.set("caption", media.get("caption"));
        now.set("mime_type", media.get("mime_type"));
      }
    }
    JsonNode reaction = body.path("reaction");
    if (reaction.isObject()) {
      payload.put("reaction", reaction.path("message").asText(""));
      payload.set("reacted_message_id", reaction.get("id"));
    }
    return GowaEvents.message(
        reaction.isObject() ? "message.reaction" : "message", payload, digest, receivedAt);
  }

  /** Digits without a server; a group's are longer than any phone number's. */
  private static String chat(JsonNode body) {
    String chat = body.path("chat_id").asText("");
    return chat.indexOf('@') < 0 && chat.length() > 15 ? chat + "@g.us" : chat;
  }
}
