package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Meta's Cloud API v25.0 with one phone number id: bearer token, errors by code, statuses at the
 * hub's webhook. Mode {@value #CLOSED} takes a message and refuses it later with 131047; templates
 * go in every mode.
 */
@Component
@Profile("embedded")
class CloudApiTwin implements Twin {
  /** As outside the 24-hour window. */
  private static final String CLOSED = "closed-window";

  private static final Set<String> TYPES =
      Set.of(
          "text", "interactive", "template", "image", "document", "audio", "reaction", "location");
  private static final Map<Integer, Integer> CODES =
      Map.of(400, 100, 401, 190, 403, 368, 404, 132001, 429, 130429);
  private static final int TEMPORARY = 131000;
  private static final int UNDELIVERABLE = 131026;
  private static final int MOST_BUTTONS = 3;

  private final CloudApiWebhooks webhooks;
  private final CloudApiTexts texts;
  private final Chat chat;
  private final Photos photos;
  private final String phoneNumberId;
  private final String bearer;

  CloudApiTwin(
      CloudApiWebhooks webhooks,
      CloudApiTexts texts,
      Chat chat,
      Photos photos,
      @Value("${procare.whatsapp.gateways.cloudapi.instance}") String phoneNumberId,
      @Value("${procare.whatsapp.gateways.cloudapi.secret}") String token) {
    this.webhooks = webhooks;
    this.texts = texts;
    this.chat = chat;
    this.photos = photos;
    this.phoneNumberId = phoneNumberId;
    this.bearer = "Bearer " + token;
  }

  @Override
  public String name() {
    return "cloudapi";
  }

  @Override
  public Set<String> ownFaults() {
    return Set.of(CLOSED);
  }

  @Override
  public TwinAnswer fault(String mode, TwinRequest request) {
    return answer(request, !"template".equals(request.json().path("type").asText()));
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    return answer(request, false);
  }

  private TwinAnswer answer(TwinRequest request, boolean refuseLater) {
    if (!bearer.equals(request.header().apply("Authorization"))) {
      return graph(401, 190, "Invalid OAuth access token");
    }
    if ("GET".equals(request.method())) {
      return photo(request.path());
    }
    if (!request.is("POST", "/v25.0/" + phoneNumberId + "/messages")) {
      return graph(400, 100, "Unsupported request: object or path does not exist");
    }
    JsonNode body = request.json();
    String to = body.path("to").asText(body.path("recipient").asText(""));
    String type = body.path("type").asText("text");
    if (to.isBlank() || !TYPES.contains(type) || !body.hasNonNull(type)) {
      return graph(400, 100, "Invalid parameter");
    }
    if (body.at("/interactive/action/buttons").size() > MOST_BUTTONS) {
      return graph(400, 131009, "Parameter value is not valid");
    }
    if (EvolutionTwin.NOT_ON_WHATSAPP.equals(to)) {
      return graph(400, UNDELIVERABLE, "Message undeliverable");
    }
    String text = texts.of(type, body);
    if (text == null) {
      return graph(404, 132001, "Template name does not exist in the translation");
    }
    return accept(to, type, body, text, refuseLater);
  }

  private TwinAnswer photo(String path) {
    if (path.startsWith(CloudApiWebhooks.PHOTOS)) {
      TwinAnswer bytes = photos.bytes(path.substring(CloudApiWebhooks.PHOTOS.length()));
      return bytes == null ? graph(404, 100, "Unsupported get request") : bytes;
    }
    Map<String, Object> found = webhooks.photo(path.replaceFirst("^/v25\\.0/", ""));
    return found == null ? graph(400, 100, "Unsupported get request") : TwinAnswer.json(200, found);
  }

  private TwinAnswer accept(
      String to, String type, JsonNode body, String text, boolean refuseLater) {
    String id = MessageIds.wamid();
    String image =
        body.at("/image/link").asText(body.at("/interactive/header/image/link").asText(null));
    chat.fromHub(
        name(), id, to, text, buttons(body), image == null || image.isEmpty() ? null : image);
    if (refuseLater && !"reaction".equals(type)) {
      webhooks.refuse(id, to);
    } else {
      webhooks.statuses(id, to);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("messaging_product", "whatsapp");
    answer.put("contacts", List.of(Map.of("input", to, "wa_id", to)));
    answer.put("messages", List.of(Map.of("id", id, "message_status", "accepted")));
    return TwinAnswer.json(200, answer);
  }

  private List<Map<String, String>> buttons(JsonNode body) {
    List<Map<String, String>> buttons = new ArrayList<>();
    for (JsonNode button : body.at("/interactive/action/buttons")) {
      JsonNode reply = button.path("reply");
      buttons.add(Map.of("id", reply.path("id").asText(), "title", reply.path("title").asText()));
    }
    buttons.addAll(texts.quickReplies(body.path("template")));
    return buttons;
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    return graph(status, CODES.getOrDefault(status, TEMPORARY), "Something went wrong");
  }

  private static TwinAnswer graph(int status, int code, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", "(#" + code + ") " + message);
    error.put("type", "OAuthException");
    error.put("code", code);
    error.put("error_data", Map.of("messaging_product", "whatsapp", "details", message));
    error.put("fbtrace_id", "AFictionalTraceId01");
    return TwinAnswer.json(status, Map.of("error", error));
  }
}
