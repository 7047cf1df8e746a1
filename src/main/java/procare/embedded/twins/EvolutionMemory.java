package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What Evolution has in its database of the messages that people wrote, whether its webhook reached
 * the hub or not: {@code findMessages} and {@code getBase64FromMediaMessage} (v2.3,
 * chat.router.ts).
 */
@Component
@Profile("embedded")
class EvolutionMemory {
  private static final int LIMIT = 2_000;

  /** A photo or file that a person sent. */
  record Media(String mimetype, String base64) {}

  private record Kept(Map<String, Object> data, long seconds, Media media) {
    String id() {
      return (String) ((Map<?, ?>) data.get("key")).get("id");
    }
  }

  private final List<Kept> messages = new ArrayList<>();

  /**
   * @param data as {@code messages.upsert} has it
   * @param media null for a message of words
   */
  synchronized void add(Map<String, Object> data, long seconds, Media media) {
    if (messages.size() == LIMIT) {
      messages.remove(0);
    }
    messages.add(new Kept(data, seconds, media));
  }

  /** {@code POST /chat/findMessages}: newest first, page by page. */
  synchronized TwinAnswer find(JsonNode body) {
    JsonNode range = body.path("where").path("messageTimestamp");
    long from = seconds(range.path("gte"), 0);
    long until = seconds(range.path("lte"), Long.MAX_VALUE);
    List<Map<String, Object>> found = new ArrayList<>();
    messages.stream()
        .filter(m -> m.seconds() >= from && m.seconds() <= until)
        .forEach(m -> found.add(m.data()));
    Collections.reverse(found);
    int size = Math.max(1, body.path("offset").asInt(50));
    int page = Math.max(1, body.path("page").asInt(1));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", found.size());
    answer.put("pages", (found.size() + size - 1) / size);
    answer.put("currentPage", page);
    answer.put("records", found.stream().skip((long) (page - 1) * size).limit(size).toList());
    return TwinAnswer.json(200, Map.of("messages", answer));
  }

  /** {@code POST /chat/getBase64FromMediaMessage}; null when there is no such media. */
  synchronized TwinAnswer base64(JsonNode body) {
    String id = body.path("message").path("key").path("id").asText("");
    Media media =
        messages.stream()
            .filter(m -> m.id().equals(id))
            .map(Kept::media)
            .filter(m -> m != null)
            .findFirst()
            .orElse(null);
    if (media == null) {
      return null;
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("mediaType", "imageMessage");
    answer.put("fileName", id);
    answer.put("mimetype", media.mimetype());
    answer.put("base64", media.base64());
    answer.put("buffer", null);
    return TwinAnswer.json(201, answer);
  }

  private static long seconds(JsonNode time, long otherwise) {
    try {
      return time.isTextual() ? Instant.parse(time.asText()).getEpochSecond() : otherwise;
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
