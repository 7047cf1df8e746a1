package procare.whatsapp.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/**
 * What Evolution API v2.3 answers to a send, and what it means. Its status codes mislead: 400 for
 * passing trouble, 201 around a Graph error; so the message decides, and only {@code key.id} proves
 * acceptance (EvolutionAPI/evolution-api 3454bec, src/main.ts, issues #978 #1286 #2229 #2403).
 */
@Component("evolutionAnswers")
public class EvolutionAnswers implements PartnerAnswers {
  private static final Set<Integer> GRAPH_TEMPORARY = Set.of(1, 2, 131000, 131016, 131053);
  private static final Set<Integer> GRAPH_THROTTLED =
      Set.of(4, 80007, 130429, 131048, 131056, 133016);
  private static final Set<Integer> GRAPH_TOKEN = Set.of(0, 190);

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    JsonNode answer = parse(body);
    String keyId = answer.path("key").path("id").asText("");
    if (status / 100 == 2 && !keyId.isEmpty()) {
      return Outcome.accepted(status, keyId);
    }
    if (status / 100 == 2) {
      return graphError(status, answer);
    }
    if (status == 429) {
      return Outcome.of(Kind.THROTTLED, status, "too many requests").after(RetryAfter.of(headers));
    }
    String message = message(answer);
    if (status == 401 || status == 403) {
      return Outcome.of(Kind.CONFIGURATION, status, "the API key is refused");
    }
    if (status == 404) {
      return Outcome.of(Kind.CONFIGURATION, status, "the instance or route does not exist");
    }
    if (status == 400) {
      return badRequest(message, answer);
    }
    if (message.contains("method not available")) {
      return Outcome.of(Kind.PERMANENT, status, "the channel cannot send this kind of message");
    }
    return Outcome.of(Kind.TRANSIENT, status, "the gateway failed with " + status)
        .after(RetryAfter.of(headers));
  }

  private static Outcome badRequest(String message, JsonNode answer) {
    if (notOnWhatsApp(answer)) {
      return Outcome.of(Kind.PERMANENT, 400, "the number is not on WhatsApp");
    }
    if (message.contains("requires property") || message.contains("owned media")) {
      return Outcome.of(Kind.PERMANENT, 400, "the gateway refuses the request's form");
    }
    return Outcome.of(Kind.TRANSIENT, 400, "the gateway's connection to WhatsApp is disturbed");
  }

  private static Outcome graphError(int status, JsonNode answer) {
    int code = answer.path("code").asInt(-1);
    String reason = "accepted by the gateway but refused by Meta (code " + code + ")";
    if (GRAPH_TEMPORARY.contains(code)) {
      return Outcome.of(Kind.TRANSIENT, status, reason);
    }
    if (GRAPH_THROTTLED.contains(code)) {
      return Outcome.of(Kind.THROTTLED, status, reason).after(Duration.ofSeconds(6));
    }
    if (GRAPH_TOKEN.contains(code) || (code >= 200 && code <= 299) || code == 10 || code == 368) {
      return Outcome.of(Kind.CONFIGURATION, status, reason);
    }
    if (code == -1) {
      return Outcome.of(Kind.AMBIGUOUS, status, "a success without a message id");
    }
    return Outcome.of(Kind.PERMANENT, status, reason);
  }

  private static boolean notOnWhatsApp(JsonNode answer) {
    for (JsonNode item : answer.path("response").path("message")) {
      if (item.isObject() && item.has("exists") && !item.path("exists").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  private static String message(JsonNode answer) {
    return answer.path("response").path("message").toString().toLowerCase(Locale.ROOT);
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode node = Json.parse(body);
      return node == null ? Json.MAPPER.createObjectNode() : node;
    } catch (IOException e) {
      return Json.MAPPER.createObjectNode();
    }
  }
}
