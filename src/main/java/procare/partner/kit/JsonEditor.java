package procare.partner.kit;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import procare.Json;
import procare.partner.pack.Pack;

/** Changes a partner's own JSON where the pack's pointers say. */
final class JsonEditor implements Editor {
  private final byte[] body;
  private final Pack.Results mapping;

  JsonEditor(byte[] body, Pack.Results mapping) {
    this.body = body;
    this.mapping = mapping;
  }

  @Override
  public boolean can(String name) {
    return pointer(name) != null;
  }

  private String pointer(String name) {
    String field = name.substring(name.indexOf('.') + 1);
    return switch (name.substring(0, name.indexOf('.'))) {
      case "report" -> mapping.report().get(field);
      case "person" -> mapping.person().get(field);
      default -> mapping.item().get(field);
    };
  }

  @Override
  public byte[] with(Map<String, String> changes) {
    try {
      JsonNode root = Json.parse(body);
      JsonNode found = root.at(mapping.reports());
      JsonNode report = found.isArray() ? found.get(0) : found;
      JsonNode item = report.at(mapping.items()).path(0);
      changes.forEach(
          (name, value) -> set(name.startsWith("item.") ? item : report, pointer(name), value));
      return root.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(JsonNode from, String pointer, String value) {
    JsonPointer to = JsonPointer.compile(pointer);
    JsonNode parent = from.at(to.head());
    if (parent instanceof ObjectNode object) {
      object.put(to.last().getMatchingProperty(), value);
    }
  }

  @Override
  public String word(String name, String fhirStatus) {
    return Words.of(mapping.statuses(), fhirStatus);
  }
}
