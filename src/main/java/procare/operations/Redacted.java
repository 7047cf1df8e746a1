package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import procare.Json;

/**
 * A message body as an operator may see it: its structure, ids and codes, but no words, no measured
 * values, no numbers of people.
 */
final class Redacted {
  /** Only these may show their value; a field nobody thought of stays hidden. */
  private static final Set<String> SHOWN =
      Set.of(
          "specversion",
          "id",
          "source",
          "type",
          "time",
          "subject",
          "datacontenttype",
          "correlationid",
          "causationid",
          "causedby",
          "traceparent",
          "urgent",
          "patientId",
          "personId",
          "readingId",
          "messageId",
          "emergencyId",
          "deliveryId",
          "kind",
          "rung",
          "reason",
          "outcome",
          "resolution",
          "role",
          "channel",
          "intent",
          "unit",
          "state",
          "recordedAt",
          "recheckAt",
          "acknowledgeBy",
          "sentAt",
          "gateway",
          "instance",
          "partner",
          "from",
          "to",
          "node",
          "emergency",
          "backdated",
          "appended",
          "deferred",
          "informCaregivers",
          "dedupeKey",
          "event",
          "mediaType");

  private static final int SHAPE = 120;

  private Redacted() {}

  static Object body(byte[] body) {
    try {
      JsonNode node = Json.parse(body);
      if (node != null && node.isContainerNode()) {
        return hide(node);
      }
    } catch (IOException e) {
      // No JSON: its shape still tells an operator what kind of thing came.
    }
    return Map.of("bytes", body.length, "shape", shape(body));
  }

  private static JsonNode hide(JsonNode node) {
    if (node.isArray()) {
      var items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(item.isContainerNode() ? hide(item) : hidden(item)));
      return items;
    }
    ObjectNode safe = JsonNodeFactory.instance.objectNode();
    node.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              safe.set(
                  Redaction.text(field.getKey()),
                  value.isContainerNode()
                      ? hide(value)
                      : SHOWN.contains(field.getKey()) ? shown(value) : hidden(value));
            });
    return safe;
  }

  private static JsonNode shown(JsonNode value) {
    return value.isTextual()
        ? TextNode.valueOf(Redaction.cut(Redaction.text(value.asText()), 200))
        : value.isNumber() ? hidden(value) : value;
  }

  private static JsonNode hidden(JsonNode value) {
    return value.isNull() || value.isBoolean() ? value : TextNode.valueOf(Redaction.HIDDEN);
  }

  /** Letters as x, digits as 9: shows delimiters and layout, and nothing that was said. */
  private static String shape(byte[] body) {
    String start =
        new String(body, 0, Math.min(body.length, SHAPE), StandardCharsets.UTF_8)
            .replaceAll("\\p{C}", "?");
    return start.replaceAll("[\\p{L}\\p{M}]", "x").replaceAll("\\p{N}", "9");
  }
}
