package procare.whatsapp.gowa;

import static procare.whatsapp.Texts.first;
import static procare.whatsapp.Texts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import procare.whatsapp.Content;
import procare.whatsapp.Content.Location;
import procare.whatsapp.MediaReference;
import procare.whatsapp.MediaReference.Source;

/**
 * What a person put into a GOWA message. Media are a path below GOWA's own address, {@code {path,
 * caption}} or, when GOWA does not download by itself, {@code {url, caption}} with WhatsApp's
 * encrypted copy; GOWA is then asked for the bytes by the message's id.
 */
final class GowaContent {
  static final List<String> MEDIA =
      List.of("image", "audio", "document", "video", "video_note", "sticker");

  /** GOWA names no type; the ending is its own choice, by the type that WhatsApp declared. */
  private static final Map<String, String> TYPES =
      Map.of(
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "webp", "image/webp",
          "oga", "audio/ogg",
          "ogg", "audio/ogg",
          "mp3", "audio/mpeg",
          "m4a", "audio/mp4",
          "mp4", "video/mp4",
          "pdf", "application/pdf");

  private GowaContent() {}

  static Content of(String event, JsonNode payload) {
    if (event.equals("message.reaction")) {
      return Content.reaction(
          payload.path("reaction").asText(""), text(payload.path("reacted_message_id")));
    }
    String quoted = first(payload.path("replied_to_id"), payload.path("original_message_id"));
    String body = text(payload.path("body"));
    for (String kind : MEDIA) {
      JsonNode node = payload.path(kind);
      if (node.isObject() || text(node) != null) {
        String said = body == null ? text(node.path("caption")) : body;
        String mediaType = kind.equals("video_note") ? "video" : kind;
        return new Content(said, null, mediaType, reference(node), null, null, quoted);
      }
    }
    JsonNode place =
        payload.has("location") ? payload.path("location") : payload.path("live_location");
    if (place.isObject()) {
      return new Content(body, null, "location", null, location(place), null, quoted);
    }
    if (payload.path("contact").isObject()) {
      return new Content(body, null, "contact", null, null, null, quoted);
    }
    return Content.words(body, quoted);
  }

  private static MediaReference reference(JsonNode node) {
    String path = node.isObject() ? text(node.path("path")) : text(node);
    String declared = text(node.path("mime_type"));
    if (path == null) {
      return new MediaReference(Source.MESSAGE, null, declared, null);
    }
    return new MediaReference(
        Source.PATH, path, declared == null ? TYPES.get(ending(path)) : declared, null);
  }

  private static String ending(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static Location location(JsonNode node) {
    JsonNode latitude = either(node, "degreesLatitude", "latitude");
    JsonNode longitude = either(node, "degreesLongitude", "longitude");
    return latitude.isNumber() && longitude.isNumber()
        ? Location.of(latitude.asDouble(), longitude.asDouble(), text(node.path("name")))
        : null;
  }

  private static JsonNode either(JsonNode node, String name, String other) {
    return node.has(name) ? node.path(name) : node.path(other);
  }
}
