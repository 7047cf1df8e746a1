package procare.partner.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.Json;

/** Changes the first DiagnosticReport, Observation and Patient of a FHIR document. */
final class FhirEditor implements Editor {
  private static final Pattern NUMBER = Pattern.compile("(<=|>=|<|>)?(\\d+(?:\\.\\d+)?)");
  private static final Set<String> CAN =
      Set.of(
          "report.filler",
          "report.status",
          "person.id",
          "person.family",
          "item.code",
          "item.value",
          "item.unit",
          "item.flag",
          "item.status");

  private final byte[] body;

  FhirEditor(byte[] body) {
    this.body = body;
  }

  @Override
  public boolean can(String name) {
    return CAN.contains(name);
  }

  @Override
  public byte[] with(Map<String, String> changes) {
    try {
      JsonNode root = Json.parse(body);
      changes.forEach((name, value) -> change(root, name, value));
      return root.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void change(JsonNode root, String name, String value) {
    ObjectNode observation = firstResult(root);
    switch (name) {
      case "report.filler" -> identifier(find(root, "DiagnosticReport")).put("value", value);
      case "report.status" -> find(root, "DiagnosticReport").put("status", value);
      case "person.id" -> identifier(find(root, "Patient")).put("value", value);
      case "person.family" ->
          ((ObjectNode) find(root, "Patient").path("name").path(0)).put("family", value);
      case "item.code" ->
          observation.withObject("/code").putArray("coding").addObject().put("code", value);
      case "item.value" -> value(observation, value);
      case "item.unit" -> {
        ObjectNode quantity = observation.withObject("/valueQuantity");
        quantity.remove("code");
        quantity.put("unit", value);
      }
      case "item.flag" ->
          observation
              .putArray("interpretation")
              .addObject()
              .putArray("coding")
              .addObject()
              .put("code", value);
      case "item.status" -> observation.put("status", value);
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void value(ObjectNode observation, String value) {
    JsonNode before = observation.remove("valueQuantity");
    observation.remove("dataAbsentReason");
    Matcher number = NUMBER.matcher(value);
    if (number.matches()) {
      ObjectNode quantity = observation.putObject("valueQuantity");
      if (before instanceof ObjectNode object) {
        quantity.setAll(object);
      }
      quantity.remove("comparator");
      quantity.set("value", number(number.group(2)));
      if (number.group(1) != null) {
        quantity.put("comparator", number.group(1));
      }
    } else if (!value.isEmpty()) {
      observation.put("valueString", value);
    }
  }

  /** With all its digits: precision means something in FHIR. */
  private static JsonNode number(String digits) {
    try {
      return Json.parse(digits.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode identifier(ObjectNode resource) {
    return (ObjectNode) resource.path("identifier").path(0);
  }

  /** The Observation that the report names first, which need not stand first. */
  private static ObjectNode firstResult(JsonNode root) {
    JsonNode first = root.findPath("result").path(0).path("reference");
    for (JsonNode entry : root.path("entry")) {
      String id = "Observation/" + entry.at("/resource/id").asText();
      if (first.isTextual() && (first.equals(entry.path("fullUrl")) || first.asText().equals(id))) {
        return (ObjectNode) entry.path("resource");
      }
    }
    return find(root, "Observation");
  }

  private static ObjectNode find(JsonNode root, String type) {
    for (JsonNode candidate : root.findParents("resourceType")) {
      if (type.equals(candidate.path("resourceType").asText())) {
        return (ObjectNode) candidate;
      }
    }
    throw new IllegalStateException("no " + type);
  }

  @Override
  public String word(String name, String fhirStatus) {
    return fhirStatus;
  }
}
