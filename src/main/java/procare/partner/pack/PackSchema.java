package procare.partner.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import procare.Json;

/** Checks a pack against {@code partners/pack.schema.json} (JSON Schema 2020-12). */
public final class PackSchema {
  private static final PackSchema ONE = new PackSchema();
  private final String text;
  private final JsonNode tree;
  private final JsonSchema schema;

  private PackSchema() {
    try (InputStream in = PackSchema.class.getResourceAsStream("/partners/pack.schema.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      tree = Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(text, InputFormat.JSON, config);
  }

  /** The schema itself, for editors. */
  public static String text() {
    return ONE.text;
  }

  static void check(PackTree pack, Problems problems) {
    ONE.validate(pack, problems);
  }

  private void validate(PackTree pack, Problems problems) {
    record Found(int line, String what, String remedy) {}
    List<Found> found = new ArrayList<>();
    for (ValidationMessage message : schema.validate(pack.root())) {
      String at = message.getInstanceLocation().toString();
      String name = at.isEmpty() ? "the pack" : at.substring(1).replace('/', '.');
      String property = message.getProperty();
      switch (message.getType()) {
        case "required" ->
            found.add(
                new Found(
                    pack.line(at),
                    name + " has no " + property,
                    "add " + property + ": " + description(at + "/" + property)));
        case "additionalProperties" ->
            found.add(
                new Found(
                    pack.line(at + "/" + PackTree.escape(property)),
                    (at.isEmpty() ? "" : name + ".") + property + " is not known",
                    "remove it or use one of " + known(at)));
        default ->
            found.add(
                new Found(
                    pack.line(at), name + " does not fit: " + reason(message), description(at)));
      }
    }
    found.stream()
        .sorted(Comparator.comparingInt(Found::line))
        .distinct()
        .forEach(f -> problems.add(f.line(), f.what(), f.remedy()));
  }

  /** Without the value, which may be a secret. */
  private static String reason(ValidationMessage message) {
    return switch (message.getType()) {
      case "enum" -> "it is none of the words of the list";
      case "pattern" -> "it has another form";
      case "type" -> "it is of another type";
      case "const" -> "it has another value";
      default -> message.getType();
    };
  }

  private String description(String pointer) {
    JsonNode at = describing(pointer);
    String text = at.path("description").asText("see the schema");
    StringBuilder words = new StringBuilder(text);
    if (at.has("enum")) {
      words.append(" One of ");
      at.get("enum").forEach(v -> words.append(v.asText()).append(' '));
    }
    if (at.has("const")) {
      words.append(" Write ").append(at.get("const"));
    }
    return words.toString().strip();
  }

  private String known(String pointer) {
    List<String> names = new ArrayList<>();
    describing(pointer).path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private JsonNode describing(String pointer) {
    JsonNode at = tree;
    for (String part : pointer.split("/")) {
      if (part.isEmpty()) {
        continue;
      }
      JsonNode next = at.path("properties").path(part);
      if (next.isMissingNode()) {
        next = at.has("items") ? at.get("items") : at.path("additionalProperties");
      }
      at = next;
    }
    return at;
  }
}
