package procare.api;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import procare.Json;
import procare.api.ApiProblem.FieldError;

/** Reads JSON bodies strictly: what two readers could read differently is refused. */
final class Bodies {
  /** Beyond this no measurement lies, and arithmetic on it could eat the memory. */
  private static final int MAX_DIGITS = 40;

  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private Bodies() {}

  static JsonNode parse(byte[] raw, String contentType) {
    requireJson(contentType);
    requireUtf8(raw);
    try {
      JsonNode body = READER.readTree(raw);
      if (body == null || body.isMissingNode()) {
        throw ApiProblem.of(400, "body-missing", "the body is blank; send a JSON object");
      }
      return body;
    } catch (StreamConstraintsException e) {
      throw ApiProblem.of(
          400,
          "too-deep",
          "the body goes beyond what is read: at most 50 levels of nesting and 100 digits a number");
    } catch (JsonProcessingException e) {
      throw ApiProblem.of(400, "malformed-json", malformed(e));
    } catch (IOException e) {
      throw ApiProblem.of(400, "malformed-json", "the body cannot be read as JSON");
    }
  }

  /** Finds text that no database column can hold and numbers that no arithmetic should touch. */
  static void refuseUnusable(JsonNode body, List<FieldError> errors) {
    walk("body", body, errors);
  }

  private static void walk(String path, JsonNode node, List<FieldError> errors) {
    switch (node.getNodeType()) {
      case STRING -> {
        if (node.textValue().indexOf('\0') >= 0) {
          errors.add(new FieldError(path, "holds a NUL character", "leave \\u0000 out"));
        }
      }
      case NUMBER -> {
        if (node.isBigDecimal() && isAbsurd(node.decimalValue())
            || node.isBigInteger() && node.bigIntegerValue().bitLength() > 128) {
          errors.add(
              new FieldError(
                  path, "is a number of absurd size", "send a number of at most 40 digits"));
        }
      }
      case ARRAY -> {
        for (int i = 0; i < node.size(); i++) {
          walk(path + "[" + i + "]", node.get(i), errors);
        }
      }
      case OBJECT ->
          node.properties()
              .forEach(
                  field ->
                      walk(
                          path.equals("body") ? field.getKey() : path + "." + field.getKey(),
                          field.getValue(),
                          errors));
      default -> {}
    }
  }

  private static boolean isAbsurd(BigDecimal number) {
    return Math.abs((long) number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS;
  }

  private static void requireJson(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT).replace(" ", "");
    if (type.equals("application/json")) {
      return;
    }
    boolean json = type.startsWith("application/json;");
    boolean otherCharset = type.contains("charset=") && !type.matches(".*charset=\"?utf-?8\"?.*");
    if (!json || otherCharset) {
      throw ApiProblem.of(
          415,
          "unsupported-media-type",
          "send the body as JSON in UTF-8, with the header Content-Type: application/json");
    }
  }

  private static void requireUtf8(byte[] raw) {
    for (byte b : raw) {
      if (b <= 0) {
        decode(raw);
        return;
      }
    }
  }

  private static void decode(byte[] raw) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      if (text.indexOf('\0') < 0) {
        return;
      }
    } catch (CharacterCodingException e) {
      // answered below: not UTF-8, like UTF-16, which shows as NUL bytes
    }
    throw ApiProblem.of(400, "invalid-utf8", "the body is not valid UTF-8; encode it as UTF-8");
  }

  /** The parser's own words may quote the body, so only the place is told. */
  private static String malformed(JsonProcessingException e) {
    if (e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field")) {
      return "a field is there twice; send each field once";
    }
    JsonLocation at = e.getLocation();
    return at == null
        ? "the body is not JSON"
        : "the body is not JSON: look at line %d, column %d"
            .formatted(at.getLineNr(), at.getColumnNr());
  }
}
