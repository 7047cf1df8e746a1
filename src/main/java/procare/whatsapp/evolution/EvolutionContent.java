package procare.whatsapp.evolution;

import static procare.whatsapp.Texts.first;
import static procare.whatsapp.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import procare.whatsapp.Content;
import procare.whatsapp.Content.Location;
import procare.whatsapp.MediaReference;
import procare.whatsapp.MediaReference.Source;

/**
 * What a person put into a message, from {@code data.message} of {@code messages.upsert}. The Cloud
 * channel loses the ids of buttons and list rows: there only the title is left.
 */
final class EvolutionContent {
  private static final Map<String, String> MEDIA =
      Map.of(
          "imageMessage", "image",
          "audioMessage", "audio",
          "documentMessage", "document",
          "videoMessage", "video",
          "stickerMessage", "sticker",
          "locationMessage", "location",
          "contactMessage", "contact");

  private EvolutionContent() {}

  static Content of(JsonNode data) {
    JsonNode message = data.path("message");
    String quoted = text(data.path("contextInfo").path("stanzaId"));
    JsonNode reaction = message.path("reactionMessage");
    if (reaction.isObject()) {
      return Content.reaction(
          reaction.path("text").asText(""), text(reaction.path("key").path("id")));
    }
    Content choice = choice(message, quoted);
    if (choice != null) {
      return choice;
    }
    String words =
        first(message.path("conversation"), message.path("extendedTextMessage").path("text"));
    for (Map.Entry<String, String> kind : MEDIA.entrySet()) {
      JsonNode node = message.path(kind.getKey());
      if (node.isObject()) {
        return media(message, node, kind.getValue(), words, quoted);
      }
    }
    return Content.words(words, quoted);
  }

  private static Content choice(JsonNode message, String quoted) {
    JsonNode button = message.path("buttonsResponseMessage");
    JsonNode template = message.path("templateButtonReplyMessage");
    JsonNode list = message.path("listResponseMessage");
    JsonNode form = message.path("interactiveResponseMessage").path("nativeFlowResponseMessage");
    String id =
        first(
            button.path("selectedButtonId"),
            template.path("selectedId"),
            list.path("singleSelectReply").path("selectedRowId"),
            form.path("paramsJson"));
    String title =
        first(
            button.path("selectedDisplayText"),
            template.path("selectedDisplayText"),
            list.path("title"),
            message.path("interactiveResponseMessage").path("body").path("text"));
    return id == null && title == null ? null : Content.choice(title, id, quoted);
  }

  private static Content media(
      JsonNode message, JsonNode node, String kind, String words, String quoted) {
    String said = words == null ? text(node.path("caption")) : words;
    boolean bytes = !kind.equals("location") && !kind.equals("contact");
    return new Content(
        said,
        null,
        kind,
        bytes ? reference(message, node) : null,
        kind.equals("location") ? location(node) : null,
        null,
        quoted);
  }

  /** Inline, in Evolution's own bucket, or to be asked for (issues #2233, #1555). */
  private static MediaReference reference(JsonNode message, JsonNode node) {
    String mime = text(node.path("mimetype"));
    Long size = size(node.path("fileLength"));
    if (text(message.path("base64")) != null) {
      return new MediaReference(Source.INLINE, null, mime, size);
    }
    String url = text(message.path("mediaUrl"));
    return url == null
        ? new MediaReference(Source.MESSAGE, null, mime, size)
        : new MediaReference(Source.URL, url, mime, size);
  }

  /** Longs come as numbers, strings or {@code {low, high}}. */
  private static Long size(JsonNode length) {
    long bytes = length.isObject() ? length.path("low").asLong(0) : length.asLong(0);
    return bytes > 0 ? bytes : null;
  }

  private static Location location(JsonNode node) {
    return node.path("degreesLatitude").isNumber() && node.path("degreesLongitude").isNumber()
        ? Location.of(
            node.path("degreesLatitude").asDouble(),
            node.path("degreesLongitude").asDouble(),
            text(node.path("name")))
        : null;
  }
}
