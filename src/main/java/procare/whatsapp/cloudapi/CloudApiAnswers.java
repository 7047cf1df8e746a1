package procare.whatsapp.cloudapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/**
 * What Meta's Cloud API answers to a send. Only {@code messages[0].id} proves acceptance; errors
 * are told apart by {@code error.code}, never by the HTTP status (contracts.md §3).
 */
@Component("cloudApiAnswers")
public class CloudApiAnswers implements PartnerAnswers {
  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    JsonNode answer = parse(body);
    String id = answer.path("messages").path(0).path("id").asText("");
    if (status / 100 == 2 && !id.isEmpty()) {
      return Outcome.accepted(status, id);
    }
    JsonNode code = answer.path("error").path("code");
    if (!code.canConvertToInt()) {
      return withoutCode(status, headers);
    }
    Outcome.Kind kind = GraphErrors.kind(code.asInt());
    Outcome outcome =
        Outcome.of(kind, status, GraphErrors.reason(kind) + " (code " + code.asInt() + ")");
    Duration asked = RetryAfter.of(headers);
    return kind == Outcome.Kind.THROTTLED && asked == null
        ? outcome.after(GraphErrors.pause(code.asInt()))
        : outcome.after(asked);
  }

  private static Outcome withoutCode(int status, Map<String, String> headers) {
    if (status / 100 == 2) {
      return Outcome.of(Outcome.Kind.AMBIGUOUS, status, "a success without a message id");
    }
    if (status == 401 || status == 403) {
      return Outcome.of(Outcome.Kind.CONFIGURATION, status, "Meta refuses the access token");
    }
    if (status == 404) {
      return Outcome.of(Outcome.Kind.CONFIGURATION, status, "the phone number id does not exist");
    }
    if (status == 429) {
      return Outcome.of(Outcome.Kind.THROTTLED, status, "too many requests")
          .after(RetryAfter.of(headers));
    }
    return Outcome.of(Outcome.Kind.TRANSIENT, status, "Meta failed with " + status)
        .after(RetryAfter.of(headers));
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
