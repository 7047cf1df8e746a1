package procare.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import procare.api.ApiProblem.FieldError;

/**
 * A query parameter: text that must read as the type its schema names.
 *
 * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
 */
record QueryParameter(String name, boolean required, String type, JsonSchema schema) {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,10}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");

  /** Adds what is wrong with the value; an empty value counts as left out. */
  void check(String value, List<FieldError> errors) {
    if (value == null || value.isBlank()) {
      if (required) {
        errors.add(
            new FieldError(name, "is missing", "add ?" + name + "=… to the address of the call"));
      }
      return;
    }
    JsonNode typed = typed(value);
    if (typed == null) {
      errors.add(
          new FieldError(
              name, "is \"" + Wrongs.shown(value) + "\"", "send " + Wrongs.typeInWords(type)));
      return;
    }
    for (ValidationMessage wrong : schema.validate(typed)) {
      errors.add(Wrongs.of(wrong, schema.getSchemaNode(), name));
    }
  }

  private JsonNode typed(String value) {
    return switch (type) {
      case "integer" -> INTEGER.matcher(value).matches() ? integer(value) : null;
      case "number" ->
          NUMBER.matcher(value).matches() ? DecimalNode.valueOf(new BigDecimal(value)) : null;
      case "boolean" ->
          value.equals("true") || value.equals("false")
              ? BooleanNode.valueOf(Boolean.parseBoolean(value))
              : null;
      default -> value.indexOf('\0') < 0 ? TextNode.valueOf(value) : null;
    };
  }

  /** Beans read integers as {@code int}, so a larger one is refused here. */
  private static JsonNode integer(String value) {
    long number = Long.parseLong(value);
    return number == (int) number ? IntNode.valueOf((int) number) : null;
  }
}
