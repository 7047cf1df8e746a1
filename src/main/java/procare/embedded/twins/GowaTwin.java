package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * GOWA v9.2 with one device: basic auth, {@code X-Device-Id}, {@code {code,message,results}}; sends
 * are answered 200 and followed by receipts at the hub's webhook. The number {@value
 * EvolutionTwin#NOT_ON_WHATSAPP} is not on WhatsApp.
 */
@Component
@Profile("embedded")
class GowaTwin implements Twin {
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "/send/message", List.of("message"),
          "/send/image", List.of("image_url"),
          "/send/file", List.of("file_url"),
          "/send/audio", List.of("audio_url"),
          "/send/location", List.of("latitude", "longitude"),
          "/send/poll", List.of("question", "options"));
  private static final Map<Integer, String> CODES =
      Map.of(
          400, "VALIDATION_ERROR",
          404, "DEVICE_NOT_FOUND",
          408, "CONTEXT_ERROR",
          429, "WA_REACHOUT_TIMELOCK",
          503, "DEVICE_MANAGER_UNAVAILABLE",
          504, "GATEWAY_TIMEOUT");

  private final GowaWebhooks webhooks;
  private final Chat chat;
  private final Photos photos;
  private final String device;
  private final String basic;

  GowaTwin(
      GowaWebhooks webhooks,
      Chat chat,
      Photos photos,
      @Value("${procare.whatsapp.gateways.gowa.instance}") String device,
      @Value("${procare.whatsapp.gateways.gowa.secret}") String secret) {
    this.webhooks = webhooks;
    this.chat = chat;
    this.photos = photos;
    this.device = device;
    this.basic =
        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return "gowa";
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    if (request.is("GET", "/health")) {
      return TwinAnswer.text(200, "text/plain", "OK");
    }
    if (!basic.equals(request.header().apply("Authorization"))) {
      return error(401, request);
    }
    if (request.is("GET", "/chats")) {
      // Nothing is ever lost on the way from this twin, so its history has nothing to tell.
      return TwinAnswer.json(
          200, Map.of("code", "SUCCESS", "message", "ok", "results", Map.of("data", List.of())));
    }
    if (request.path().startsWith("/" + GowaWebhooks.MEDIA)) {
      String file = request.path().substring(GowaWebhooks.MEDIA.length() + 1);
      TwinAnswer photo = photos.bytes(file.replaceFirst("\\..*", ""));
      return photo == null ? TwinAnswer.text(404, "text/plain", "Not Found") : photo;
    }
    String asked = request.header().apply("X-Device-Id");
    if (asked == null || asked.isBlank()) {
      return refuse(400, "DEVICE_ID_REQUIRED", "device_id is required");
    }
    if (!asked.equals(device)) {
      return refuse(404, "DEVICE_NOT_FOUND", "device not found");
    }
    boolean reaction = request.path().matches("/message/[^/]+/reaction");
    if (!"POST".equals(request.method()) || !reaction && !REQUIRED.containsKey(request.path())) {
      return TwinAnswer.text(
          404, "text/plain", "Cannot " + request.method() + " " + request.path());
    }
    return send(request, reaction ? List.of("emoji") : REQUIRED.get(request.path()));
  }

  private TwinAnswer send(TwinRequest request, List<String> required) {
    JsonNode body = request.json();
    String phone = body.path("phone").asText("");
    if (phone.isBlank() || phone.startsWith("0")) {
      return refuse(
          400,
          "VALIDATION_ERROR",
          phone.isBlank() ? "phone: cannot be blank." : "phone number must not start with 0");
    }
    for (String property : required) {
      if (!body.hasNonNull(property)) {
        return refuse(400, "VALIDATION_ERROR", property + ": cannot be blank.");
      }
    }
    String jid = Jid.of(phone);
    if (jid.startsWith(EvolutionTwin.NOT_ON_WHATSAPP)) {
      return refuse(400, "INVALID_JID", "Your JID is invalid: user is not registered");
    }
    String id = MessageIds.next();
    chat.fromHub(
        name(), id, Jid.number(jid), text(body), List.of(), body.path("image_url").asText(null));
    webhooks.receipts(id, jid);
    String status = "Message sent to " + jid;
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("message_id", id);
    results.put("status", status);
    return TwinAnswer.json(200, answer("SUCCESS", status, results));
  }

  private static String text(JsonNode body) {
    for (String property : List.of("message", "caption", "emoji", "question")) {
      if (body.hasNonNull(property)) {
        return body.path(property).asText();
      }
    }
    return "";
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    if (status == 401) {
      return TwinAnswer.text(401, "text/plain", "Unauthorized");
    }
    String code = CODES.getOrDefault(status, "INTERNAL_SERVER_ERROR");
    return refuse(status, code, "server returned error " + status);
  }

  private static TwinAnswer refuse(int status, String code, String message) {
    return TwinAnswer.json(status, answer(code, message, null));
  }

  private static Map<String, Object> answer(String code, String message, Object results) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("code", code);
    answer.put("message", message);
    answer.put("results", results);
    return answer;
  }
}
