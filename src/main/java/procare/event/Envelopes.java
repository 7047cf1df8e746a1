package procare.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import procare.Json;

/**
 * Reads CloudEvents 1.0 in structured JSON mode; strict, because a bad envelope is a bug or an
 * attack.
 */
public final class Envelopes {
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]{1,20}");
  private static final Set<String> PAYLOAD = Set.of("data", "data_base64");

  private Envelopes() {}

  /**
   * @throws InvalidEventException naming the attribute that is missing or wrong
   */
  public static Event parse(byte[] body) {
    JsonNode node;
    try {
      node = Json.parse(body);
    } catch (IOException e) {
      throw new InvalidEventException("not JSON: " + firstLine(e), e);
    }
    if (node == null || !node.isObject()) {
      throw new InvalidEventException("not a JSON object");
    }
    checkAttributes(node);
    if (!"1.0".equals(text(node, "specversion"))) {
      throw new InvalidEventException("specversion must be \"1.0\"");
    }
    if (node.has("data") && node.has("data_base64")) {
      throw new InvalidEventException("data and data_base64 exclude each other");
    }
    JsonNode data = node.get("data");
    if (data == null || !data.isObject()) {
      throw new InvalidEventException("data must be a JSON object");
    }
    return new Event(
        uuid(required(node, "id"), "id"),
        required(node, "source"),
        required(node, "type"),
        time(required(node, "time")),
        text(node, "subject"),
        data.hasNonNull("patientId")
            ? uuid(data.get("patientId").asText(), "data.patientId")
            : null,
        required(node, "correlationid"),
        node.hasNonNull("causationid") ? uuid(text(node, "causationid"), "causationid") : null,
        text(node, "causedby"),
        node.path("urgent").asBoolean(false),
        data);
  }

  private static void checkAttributes(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (PAYLOAD.contains(name)) {
        continue;
      }
      if (!ATTRIBUTE.matcher(name).matches() && !"datacontenttype".equals(name)) {
        throw new InvalidEventException(
            "attribute name not allowed (lower-case letters and digits only): " + name);
      }
      JsonNode value = node.get(name);
      if (value.isContainerNode() || value.isFloatingPointNumber() || value.isBigDecimal()) {
        throw new InvalidEventException(
            "attribute " + name + " must be a boolean, an integer or a string");
      }
    }
  }

  private static String required(JsonNode node, String name) {
    String value = text(node, name);
    if (value == null || value.isEmpty()) {
      throw new InvalidEventException("attribute " + name + " is missing or empty");
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidEventException("attribute " + name + " must be a string");
    }
    return value.asText();
  }

  private static UUID uuid(String value, String name) {
    try {
      return UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(name + " must be a UUID", e);
    }
  }

  private static Instant time(String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidEventException("time must be RFC 3339, for example 2026-08-15T04:00:12Z", e);
    }
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
