package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import procare.Json;

/**
 * Reads the OpenAPI 3.0 contract into checkable operations. References are inlined and {@code
 * nullable} becomes a null type, so that plain JSON Schema does the rest.
 */
final class Contract {
  private static final List<String> ONLY_WORDS =
      List.of("example", "nullable", "description", "default", "discriminator", "xml");
  private static final int MAX_REFERENCES = 40;
  private final JsonNode document;
  private final JsonSchemaFactory schemas;
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private Contract(JsonNode document) {
    this.document = document;
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012()).formats(Formats.ALL).build();
    this.schemas =
        JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V202012))
            .metaSchema(dialect)
            .defaultMetaSchemaIri(dialect.getIri())
            .build();
  }

  /** Operations of a contract on the class path by {@code operationId}. */
  static Map<String, Operation> operations(String resource) {
    try (InputStream in = Contract.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no contract " + resource + " on the class path");
      }
      return new Contract(new YAMLMapper().readTree(in)).read();
    } catch (IOException e) {
      throw new UncheckedIOException("contract " + resource, e);
    }
  }

  private Map<String, Operation> read() {
    Map<String, Operation> operations = new HashMap<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (JsonNode verb : path.getValue()) {
        String id = verb.path("operationId").asText("");
        if (!id.isEmpty()) {
          operations.put(id, operation(id, path.getKey(), path.getValue(), verb));
        }
      }
    }
    return Map.copyOf(operations);
  }

  private Operation operation(String id, String template, JsonNode path, JsonNode verb) {
    Map<String, QueryParameter> query = new LinkedHashMap<>();
    for (JsonNode owner : List.of(path, verb)) {
      for (JsonNode declared : owner.path("parameters")) {
        JsonNode parameter = inlined(declared, 0);
        if (parameter.path("in").asText().equals("query")) {
          QueryParameter known = parameter(parameter);
          query.put(known.name(), known);
        }
      }
    }
    JsonNode body = verb.path("requestBody");
    JsonNode schema = body.path("content").path("application/json").path("schema");
    return new Operation(
        id,
        template,
        schema.isMissingNode() ? null : compiled(schema),
        body.path("required").asBoolean(false),
        query);
  }

  private QueryParameter parameter(JsonNode parameter) {
    return new QueryParameter(
        parameter.path("name").asText(),
        parameter.path("required").asBoolean(false),
        parameter.path("schema").path("type").asText("string"),
        compiled(parameter.path("schema")));
  }

  private JsonSchema compiled(JsonNode schema) {
    JsonSchema compiled = schemas.getSchema(inlined(schema, 0), config);
    compiled.initializeValidators();
    return compiled;
  }

  private JsonNode inlined(JsonNode node, int references) {
    if (references > MAX_REFERENCES) {
      throw new IllegalStateException("the contract refers to itself: " + node);
    }
    if (node.has("$ref")) {
      String reference = node.get("$ref").asText();
      JsonNode target = document.at(reference.replaceFirst("^#", ""));
      if (target.isMissingNode()) {
        throw new IllegalStateException("the contract has no " + reference);
      }
      return inlined(target, references + 1);
    }
    if (node.isArray()) {
      ArrayNode items = Json.MAPPER.createArrayNode();
      node.forEach(item -> items.add(inlined(item, references)));
      return items;
    }
    return node.isObject() ? object(node, references) : node;
  }

  private JsonNode object(JsonNode node, int references) {
    ObjectNode copy = Json.MAPPER.createObjectNode();
    boolean schema = node.path("type").isTextual();
    node.properties()
        .forEach(
            field -> {
              if (!schema || !ONLY_WORDS.contains(field.getKey())) {
                copy.set(field.getKey(), inlined(field.getValue(), references));
              }
            });
    if (schema && node.path("nullable").asBoolean(false)) {
      copy.set("type", Json.MAPPER.createArrayNode().add(node.get("type")).add("null"));
    }
    return copy;
  }
}
