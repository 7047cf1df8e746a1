package procare.whatsapp.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a person put into a message, from {@code data.message} of {@code messages.upsert}. The
 * choice of a button or list row counts by its id, falling back to its title, because the Cloud
 * channel loses the id.
 */
record EvolutionContent(String text, String mediaType, String reaction, String quoted) {
  private static final Map<String, String> MEDIA =
      Map.of(
          "imageMessage", "image",
          "audioMessage", "audio",
          "documentMessage", "document",
          "videoMessage", "video",
          "locationMessage", "location",
          "stickerMessage", "sticker",
          "contactMessage", "contact");

  static EvolutionContent of(JsonNode data) {
    JsonNode message = data.path("message");
    String quoted = text(data.path("contextInfo").path("stanzaId"));
    JsonNode reaction = message.path("reactionMessage");
    if (reaction.isObject()) {
      return new EvolutionContent(
          null, null, reaction.path("text").asText(""), text(reaction.path("key").path("id")));
    }
    String text =
        first(
            message.path("conversation"),
            message.path("extendedTextMessage").path("text"),
            message.path("buttonsResponseMessage").path("selectedButtonId"),
            message.path("buttonsResponseMessage").path("selectedDisplayText"),
            message.path("templateButtonReplyMessage").path("selectedId"),
            message.path("templateButtonReplyMessage").path("selectedDisplayText"),
            message.path("listResponseMessage").path("singleSelectReply").path("selectedRowId"),
            message.path("listResponseMessage").path("title"));
    String mediaType = null;
    for (Map.Entry<String, String> media : MEDIA.entrySet()) {
      JsonNode node = message.path(media.getKey());
      if (node.isObject()) {
        mediaType = media.getValue();
        text = text == null ? text(node.path("caption")) : text;
      }
    }
    return new EvolutionContent(text, mediaType, null, quoted);
  }

  boolean empty() {
    return text == null && mediaType == null && reaction == null;
  }

  private static String first(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      String text = text(node);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }
}
