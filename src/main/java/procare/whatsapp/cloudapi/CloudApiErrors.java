package procare.whatsapp.cloudapi;

import com.fasterxml.jackson.databind.JsonNode;

/** Meta's error objects {@code {code, title, message, error_data: {details}}}. */
final class CloudApiErrors {
  private CloudApiErrors() {}

  /** Code and title; details may hold what belongs to a person and stay out. */
  static String words(JsonNode error) {
    return error.path("code").asText("?") + " " + error.path("title").asText("");
  }

  /** Null when there is none. */
  static Integer code(JsonNode error) {
    int code = error.path("code").asInt(-1);
    return code < 0 ? null : code;
  }
}
