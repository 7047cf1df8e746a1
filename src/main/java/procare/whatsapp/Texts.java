package procare.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads words out of JSON of which nothing is certain. */
public final class Texts {
  private Texts() {}

  /** The node's text; null when it is none or blank. */
  public static String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }

  /** The first node that has text. */
  public static String first(JsonNode... nodes) {
    for (JsonNode node : nodes) {
      String text = text(node);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** PostgreSQL keeps no NUL in text; one in a message must not cost the message. */
  static String storable(String text) {
    return text == null ? null : text.replace("\u0000", "");
  }
}
