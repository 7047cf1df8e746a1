package procare.lab;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import procare.Json;

/** Reports and values as JSON, each value with its {@code type}. */
final class LabJson {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = LabValue.Quantity.class, name = "quantity"),
    @JsonSubTypes.Type(value = LabValue.Range.class, name = "range"),
    @JsonSubTypes.Type(value = LabValue.Ratio.class, name = "ratio"),
    @JsonSubTypes.Type(value = LabValue.Text.class, name = "text"),
    @JsonSubTypes.Type(value = LabValue.Coded.class, name = "coded"),
    @JsonSubTypes.Type(value = LabValue.Absent.class, name = "absent")
  })
  private interface Typed {}

  private static final ObjectMapper MAPPER =
      Json.MAPPER.copy().addMixIn(LabValue.class, Typed.class);

  private LabJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + value.getClass(), e);
    }
  }

  static com.fasterxml.jackson.databind.JsonNode tree(LabValue value) {
    return MAPPER.valueToTree(value);
  }

  static byte[] bytes(LabReport report) {
    try {
      return MAPPER.writeValueAsBytes(report);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a report is not writable as JSON", e);
    }
  }

  static LabReport report(byte[] bytes) {
    return read(bytes, LabReport.class);
  }

  static LabValue value(String json) {
    return read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), LabValue.class);
  }

  static LabCode[] codes(String json) {
    return read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), LabCode[].class);
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
