package procare.whatsapp.cloudapi;

import static procare.whatsapp.Texts.first;
import static procare.whatsapp.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import procare.whatsapp.Content;
import procare.whatsapp.Content.Location;
import procare.whatsapp.MediaReference;
import procare.whatsapp.MediaReference.Source;

/** What a person put into a message of the Cloud API; a type that is not known has no content. */
final class CloudApiContent {
  private CloudApiContent() {}

  static Content of(JsonNode message) {
    String type = message.path("type").asText("");
    JsonNode node = message.path(type);
    String quoted = text(message.path("context").path("id"));
    return switch (type) {
      case "text" -> Content.words(text(node.path("body")), quoted);
      case "interactive" -> chosen(node, quoted);
      case "button" -> Content.choice(text(node.path("text")), text(node.path("payload")), quoted);
      // A reaction that was taken back has no emoji at all.
      case "reaction" ->
          Content.reaction(node.path("emoji").asText(""), text(node.path("message_id")));
      case "location" -> new Content(null, null, "location", null, location(node), null, quoted);
      case "contacts" -> new Content(null, null, "contact", null, null, null, quoted);
      case "image", "audio", "document", "video", "sticker" ->
          new Content(text(node.path("caption")), null, type, reference(node), null, null, quoted);
      default -> Content.NONE;
    };
  }

  /** A button, a row of a list, or a form whose answers are JSON in a string. */
  private static Content chosen(JsonNode interactive, String quoted) {
    JsonNode chosen = interactive.path(interactive.path("type").asText(""));
    return Content.choice(
        first(chosen.path("title"), chosen.path("body")),
        first(chosen.path("id"), chosen.path("response_json")),
        quoted);
  }

  /** Media ids of a webhook live for seven days. */
  private static MediaReference reference(JsonNode node) {
    String id = text(node.path("id"));
    return id == null
        ? null
        : new MediaReference(Source.ID, id, text(node.path("mime_type")), null);
  }

  private static Location location(JsonNode node) {
    return node.path("latitude").isNumber() && node.path("longitude").isNumber()
        ? Location.of(
            node.path("latitude").asDouble(),
            node.path("longitude").asDouble(),
            text(node.path("name")))
        : null;
  }
}
