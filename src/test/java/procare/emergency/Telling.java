package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import procare.Json;

/** One published event of an emergency as a short line for tables of expectations. */
final class Telling {
  private Telling() {}

  static String line(Ward ward, ResultSet rs) throws SQLException {
    JsonNode d = json(rs.getString("data"));
    String type = rs.getString("type").substring("patient.emergency.".length());
    String kind = d.path("kind").asText();
    String rest =
        switch (type) {
          case "detected" ->
              "detected "
                  + kind
                  + " "
                  + d.path("severity").asText()
                  + (d.path("appended").asBoolean() ? " appended" : "")
                  + (d.path("backdated").asBoolean() ? " backdated" : "")
                  + (d.path("informCaregivers").asBoolean() ? " inform" : "")
                  + (d.hasNonNull("recheckAt")
                      ? " recheck@" + minute(d.path("recheckAt").asText())
                      : "");
          case "persistent" ->
              d.path("outcome").asText()
                  + (d.hasNonNull("recheckAt")
                      ? " recheck@" + minute(d.path("recheckAt").asText())
                      : "");
          case "escalation" ->
              "ask "
                  + d.path("rung").asText()
                  + " "
                  + ward.name(d.path("personId").asText())
                  + " "
                  + d.path("reason").asText()
                  + (d.hasNonNull("acknowledgeBy")
                      ? " by@" + minute(d.path("acknowledgeBy").asText())
                      : "");
          case "acknowledged" ->
              "acknowledged "
                  + ward.name(d.path("personId").asText())
                  + " "
                  + d.path("role").asText()
                  + " "
                  + d.path("channel").asText();
          case "resolved" -> "resolved " + kind + " " + d.path("resolution").asText();
          default -> type;
        };
    return minute(Times.read(rs, "time").toString()) + " " + rest;
  }

  private static long minute(String time) {
    return Duration.between(Ward.START, Instant.parse(time)).toMinutes();
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
