package procare.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import procare.Json;

/** Quick replies as the column {@code delivery.buttons} keeps them. */
public final class Buttons {
  private Buttons() {}

  /** Null for none. */
  public static String json(List<Button> buttons) {
    return buttons.isEmpty() ? null : Json.tree(buttons).toString();
  }

  static List<Button> read(String json) {
    if (json == null) {
      return List.of();
    }
    try {
      List<Button> buttons = new ArrayList<>();
      for (JsonNode node : Json.parse(json.getBytes(StandardCharsets.UTF_8))) {
        buttons.add(new Button(node.path("id").asText(), node.path("title").asText()));
      }
      return buttons;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
