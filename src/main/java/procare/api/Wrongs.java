package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import procare.api.ApiProblem.FieldError;

/** Says in plain words what the schema library found wrong, and what to send instead. */
final class Wrongs {
  private static final int SHOWN = 40;

  private Wrongs() {}

  /**
   * @param schema what the value was checked with
   * @param root name to use when the wrong thing is the checked value itself
   */
  static FieldError of(ValidationMessage wrong, JsonNode schema, String root) {
    String path = path(wrong, root);
    JsonNode expected = wrong.getSchemaNode();
    JsonNode sent = wrong.getInstanceNode();
    return switch (wrong.getType()) {
      case "required" ->
          new FieldError(
              below(wrong), "is missing", "add the field \"" + wrong.getProperty() + "\"");
      case "additionalProperties" ->
          new FieldError(below(wrong), "is not a field of this request", allowed(wrong, schema));
      case "type" -> new FieldError(path, "is " + kind(sent), "send " + typeInWords(expected));
      case "enum" -> new FieldError(path, "is " + value(sent), "send one of " + list(expected));
      case "format" ->
          new FieldError(path, "is " + value(sent), "send " + Formats.inWords(expected.asText()));
      case "minimum", "exclusiveMinimum" ->
          new FieldError(path, "is " + value(sent), "send at least " + expected.asText());
      case "maximum", "exclusiveMaximum" ->
          new FieldError(path, "is " + value(sent), "send at most " + expected.asText());
      case "minLength" ->
          new FieldError(
              path, "is too short", "send at least " + expected.asText() + " characters");
      case "maxLength" ->
          new FieldError(path, "is too long", "send at most " + expected.asText() + " characters");
      case "maxItems" ->
          new FieldError(path, "has too many items", "send at most " + expected.asText());
      case "minProperties" -> new FieldError(path, "is empty", "send at least one field");
      case "pattern" ->
          new FieldError(
              path, "has characters that are not allowed", "send text like " + expected.asText());
      default -> new FieldError(path, wrong.getError(), "see the contract at /openapi.yaml");
    };
  }

  static String typeInWords(String type) {
    return switch (type) {
      case "integer" -> "a whole number, for example 50";
      case "number" -> "a number, for example 62";
      case "boolean" -> "true or false";
      case "array" -> "a list, for example [\"…\"]";
      case "object" -> "an object, for example {\"…\": …}";
      default -> "text in quotes";
    };
  }

  private static String typeInWords(JsonNode type) {
    return type.isArray()
        ? stream(type).map(t -> typeInWords(t.asText())).collect(Collectors.joining(", or "))
        : typeInWords(type.asText());
  }

  /** The beginning of what was sent, safe to show: the value comes from the caller alone. */
  static String shown(String text) {
    String safe = text.replaceAll("[\\p{Cntrl}]", "?");
    return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "…";
  }

  private static String kind(JsonNode sent) {
    if (sent == null || sent.isNull()) {
      return "null";
    }
    return switch (sent.getNodeType()) {
      case STRING -> "text (\"" + shown(sent.asText()) + "\")";
      case NUMBER -> "a number (" + shown(sent.asText()) + ")";
      case BOOLEAN -> "a boolean (" + sent.asText() + ")";
      case ARRAY -> "a list";
      default -> "an object";
    };
  }

  private static String value(JsonNode sent) {
    if (sent == null || sent.isNull()) {
      return "null";
    }
    return sent.isTextual() ? "\"" + shown(sent.asText()) + "\"" : shown(sent.asText());
  }

  private static String list(JsonNode values) {
    return stream(values).map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /** The schema has no references left, so the way to the failed keyword leads through it. */
  private static String allowed(ValidationMessage wrong, JsonNode schema) {
    JsonNode at = schema;
    JsonNodePath way = wrong.getEvaluationPath();
    for (int i = 0; i < way.getNameCount() - 1; i++) {
      Object step = way.getElement(i);
      at = step instanceof Integer index ? at.path(index) : at.path(step.toString());
    }
    List<String> names = new ArrayList<>();
    at.path("properties").fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "leave it out" : "use one of " + String.join(", ", names);
  }

  private static String path(ValidationMessage wrong, String root) {
    JsonNodePath place = wrong.getInstanceLocation();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < place.getNameCount(); i++) {
      Object step = place.getElement(i);
      if (step instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shown(step.toString()));
      }
    }
    return path.isEmpty() ? root : path.toString();
  }

  private static String below(ValidationMessage wrong) {
    String parent = path(wrong, "");
    return (parent.isEmpty() ? "" : parent + ".") + shown(wrong.getProperty());
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
