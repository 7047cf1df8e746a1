package procare.partner.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import procare.Json;

/**
 * Canonical records as the expected files write them: without what is empty and what is new each
 * time.
 */
public final class Canonical {
  private Canonical() {}

  /** A record or a list of records as JSON. */
  public static JsonNode of(Object value) {
    JsonNode pruned = prune(Json.tree(value));
    return pruned == null ? JsonNodeFactory.instance.objectNode() : pruned;
  }

  private static JsonNode prune(JsonNode node) {
    if (node.isObject()) {
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        JsonNode value = field.getKey().equals("messageId") ? null : prune(field.getValue());
        if (value != null) {
          kept.set(field.getKey(), value);
        }
      }
      return kept.isEmpty() ? null : kept;
    }
    if (node.isArray()) {
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      for (JsonNode item : node) {
        JsonNode value = prune(item);
        kept.add(value == null ? JsonNodeFactory.instance.objectNode() : value);
      }
      return kept.isEmpty() ? null : kept;
    }
    return node.isNull() ? null : node;
  }

  /**
   * The first difference, or null.
   *
   * @param expected as written by the pack's author; empty fields in it say nothing
   */
  public static String difference(JsonNode expected, JsonNode found, String at) {
    if (expected.isNumber() && found.isNumber()) {
      return expected.decimalValue().compareTo(found.decimalValue()) == 0
          ? null
          : at + " is " + found + " and should be " + expected;
    }
    if (expected.isObject() && found.isObject()) {
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        JsonNode other = found.path(field.getKey());
        String in = difference(field.getValue(), other, at + "/" + field.getKey());
        if (in != null) {
          return in;
        }
      }
      for (Map.Entry<String, JsonNode> field : found.properties()) {
        if (!expected.has(field.getKey())) {
          return at
              + "/"
              + field.getKey()
              + " is "
              + shown(field.getValue())
              + " and is not expected";
        }
      }
      return null;
    }
    if (expected.isArray() && found.isArray()) {
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        String in = difference(expected.get(i), found.get(i), at + "/" + i);
        if (in != null) {
          return in;
        }
      }
      return expected.size() == found.size()
          ? null
          : at + " has " + found.size() + " items and should have " + expected.size();
    }
    return expected.equals(found)
            || expected.isTextual() && expected.asText().equals(found.asText(""))
        ? null
        : at + " is " + shown(found) + " and should be " + shown(expected);
  }

  private static String shown(JsonNode node) {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() > 120 ? text.substring(0, 120) + "…" : text;
  }
}
