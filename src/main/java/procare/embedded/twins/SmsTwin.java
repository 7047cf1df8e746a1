package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** An SMS provider with a JSON API and India's DLT fields, all of which it wants. */
@Component
@Profile("embedded")
class SmsTwin implements Twin {
  private static final List<String> REQUIRED =
      List.of("entityId", "templateId", "sender", "to", "text");
  private final Chat chat;
  private final String bearer;

  SmsTwin(Chat chat, @Value("${procare.sms.api-key}") String apiKey) {
    this.chat = chat;
    this.bearer = "Bearer " + apiKey;
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    if (!bearer.equals(request.header().apply("Authorization"))) {
      return error(401, request);
    }
    if (!request.is("POST", "/messages")) {
      return error(404, request);
    }
    JsonNode body = request.json();
    for (String property : REQUIRED) {
      if (body.path(property).asText("").isBlank()) {
        return TwinAnswer.json(422, Map.of("error", property + " is missing"));
      }
    }
    String id = UUID.randomUUID().toString();
    chat.fromHub(name(), id, body.path("to").asText(), body.path("text").asText());
    chat.mark(id, "delivered");
    return TwinAnswer.json(202, Map.of("id", id));
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    return TwinAnswer.json(status, Map.of("error", "failed with " + status));
  }
}
