package procare.embedded.twins;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Evolution API v2.3.6 with one Baileys instance: sends are answered 201 and followed by receipts
 * at the hub's webhook, errors have Evolution's shapes. The number {@value #NOT_ON_WHATSAPP} is not
 * on WhatsApp.
 */
@Component
@Profile("embedded")
class EvolutionTwin implements Twin {
  static final String NOT_ON_WHATSAPP = "915550199999";

  /** 201 around an error of the Graph API, as the Cloud channel answers. */
  private static final String GRAPH_ERROR = "error201";

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "sendText", List.of("number", "text"),
          "sendMedia", List.of("number", "mediatype"),
          "sendWhatsAppAudio", List.of("number", "audio"),
          "sendLocation", List.of("number", "latitude", "longitude", "name", "address"),
          "sendReaction", List.of("key", "reaction"),
          "sendList", List.of("number", "title", "footerText", "buttonText", "sections"),
          "sendButtons", List.of("number", "title", "buttons"),
          "sendPoll", List.of("number", "name", "values"));

  private final EvolutionWebhooks webhooks;
  private final Chat chat;
  private final EvolutionMemory memory;
  private final Clock clock;
  private final String instance;
  private final String apiKey;

  EvolutionTwin(
      EvolutionWebhooks webhooks,
      Chat chat,
      EvolutionMemory memory,
      Clock clock,
      @Value("${procare.whatsapp.evolution.instance}") String instance,
      @Value("${procare.whatsapp.evolution.api-key}") String apiKey) {
    this.webhooks = webhooks;
    this.chat = chat;
    this.memory = memory;
    this.clock = clock;
    this.instance = instance;
    this.apiKey = apiKey;
  }

  @Override
  public String name() {
    return "evolution";
  }

  @Override
  public Set<String> ownFaults() {
    return Set.of(GRAPH_ERROR);
  }

  @Override
  public TwinAnswer fault(String mode, TwinRequest request) {
    Map<String, Object> graph = new LinkedHashMap<>();
    graph.put("message", "(#131030) Recipient phone number not in allowed list");
    graph.put("type", "OAuthException");
    graph.put("code", 131030);
    graph.put("fbtrace_id", "AbCdEfGhIjKlMnO");
    return TwinAnswer.json(201, graph);
  }

  @Override
  public TwinAnswer answer(TwinRequest request) {
    String[] parts = request.path().split("/");
    if (parts.length != 4) {
      return request.is("GET", "/") || request.is("GET", "")
          ? TwinAnswer.json(200, Map.of("status", 200, "version", "2.3.6"))
          : noRoute(request);
    }
    if (!parts[3].equals(instance)) {
      return refuse(404, List.of("The \"" + parts[3] + "\" instance does not exist"));
    }
    if (!apiKey.equals(request.header().apply("apikey"))) {
      return refuse(401, "Unauthorized");
    }
    if (request.is("GET", "/instance/connectionState/" + instance)) {
      return TwinAnswer.json(
          200, Map.of("instance", Map.of("instanceName", instance, "state", "open")));
    }
    if (request.is("POST", "/chat/findMessages/" + instance)) {
      return memory.find(request.json());
    }
    if (request.is("POST", "/chat/getBase64FromMediaMessage/" + instance)) {
      TwinAnswer media = memory.base64(request.json());
      return media == null ? refuse(400, List.of("Message not found")) : media;
    }
    boolean send = "POST".equals(request.method()) && "message".equals(parts[1]);
    if (send && "sendTemplate".equals(parts[2])) {
      return refuse(500, "Method not available in the Baileys service");
    }
    return send && REQUIRED.containsKey(parts[2]) ? send(parts[2], request) : noRoute(request);
  }

  private TwinAnswer send(String kind, TwinRequest request) {
    JsonNode body = request.json();
    for (String property : REQUIRED.get(kind)) {
      if (!body.hasNonNull(property)) {
        return refuse(400, List.of(List.of("instance requires property \"" + property + "\"")));
      }
    }
    String jid =
        "sendReaction".equals(kind)
            ? body.path("key").path("remoteJid").asText()
            : Jid.of(body.path("number").asText());
    if (jid.startsWith(NOT_ON_WHATSAPP)) {
      return refuse(400, List.of(Map.of("jid", jid, "exists", false, "number", NOT_ON_WHATSAPP)));
    }
    String id = MessageIds.next();
    String image = "sendMedia".equals(kind) ? body.path("media").asText(null) : null;
    chat.fromHub(name(), id, Jid.number(jid), text(kind, body), List.of(), image);
    webhooks.receipts(id, jid);
    return TwinAnswer.json(201, sent(id, jid, kind, body));
  }

  private Map<String, Object> sent(String id, String jid, String kind, JsonNode body) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", Map.of("remoteJid", jid, "fromMe", true, "id", id));
    answer.put("pushName", "Você");
    answer.put("status", "PENDING");
    answer.put(
        "message",
        "sendText".equals(kind)
            ? Map.of("conversation", body.path("text").asText())
            : Map.of(messageType(kind), Map.of()));
    answer.put("messageType", messageType(kind));
    answer.put("messageTimestamp", clock.instant().getEpochSecond());
    answer.put("instanceId", EvolutionWebhooks.INSTANCE_ID);
    answer.put("source", "web");
    return answer;
  }

  private static String messageType(String kind) {
    return switch (kind) {
      case "sendText" -> "conversation";
      case "sendMedia" -> "imageMessage";
      case "sendWhatsAppAudio" -> "audioMessage";
      case "sendLocation" -> "locationMessage";
      case "sendReaction" -> "reactionMessage";
      case "sendPoll" -> "pollCreationMessage";
      default -> "interactiveMessage";
    };
  }

  private static String text(String kind, JsonNode body) {
    return switch (kind) {
      case "sendText" -> body.path("text").asText();
      case "sendReaction" -> body.path("reaction").asText();
      case "sendMedia" -> body.path("caption").asText("");
      default -> "[" + kind.substring(4) + "] " + body.path("caption").asText("");
    };
  }

  private TwinAnswer noRoute(TwinRequest request) {
    return refuse(404, List.of("Cannot " + request.method() + " " + request.path()));
  }

  @Override
  public TwinAnswer error(int status, TwinRequest request) {
    return switch (status) {
      case 400 -> refuse(400, List.of("Error: Connection Closed"));
      case 401 -> refuse(401, "Unauthorized");
      case 404 -> refuse(404, List.of("The \"" + instance + "\" instance does not exist"));
      default -> refuse(status, List.of("Connection Closed"));
    };
  }

  private static TwinAnswer refuse(int status, Object message) {
    org.springframework.http.HttpStatus known = org.springframework.http.HttpStatus.resolve(status);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status);
    body.put("error", known == null ? "Error" : known.getReasonPhrase());
    body.put("response", Map.of("message", message));
    return TwinAnswer.json(status, body);
  }
}
