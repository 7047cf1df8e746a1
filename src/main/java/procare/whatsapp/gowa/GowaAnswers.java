package procare.whatsapp.gowa;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/**
 * What GOWA v8 and v9 answer to a send: {@code {code,message,results}}, decided by {@code code}
 * (src/pkg/error); 401 alone is plain text. 504 is its own timeout of 45 s, after which nobody
 * knows whether WhatsApp took the message.
 */
@Component("gowaAnswers")
public class GowaAnswers implements PartnerAnswers {
  /** WhatsApp's own lock on writing first (463) lasts hours; asked again no sooner than this. */
  private static final Duration TIMELOCK = Duration.ofMinutes(10);

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    JsonNode answer = parse(body);
    String code = answer.path("code").asText("");
    String id = answer.path("results").path("message_id").asText("");
    if (status / 100 == 2) {
      return id.isEmpty()
          ? Outcome.of(Kind.AMBIGUOUS, status, "a success without a message id")
          : Outcome.accepted(status, id);
    }
    if (status == 401 || status == 403) {
      return Outcome.of(Kind.CONFIGURATION, status, "the gateway refuses user and password");
    }
    return switch (code) {
      case "VALIDATION_ERROR", "BAD_REQUEST" ->
          Outcome.of(Kind.PERMANENT, status, "the gateway refuses the request's form");
      case "INVALID_JID" -> Outcome.of(Kind.PERMANENT, status, "the number is not on WhatsApp");
      case "DEVICE_ID_REQUIRED", "DEVICE_NOT_FOUND" ->
          Outcome.of(Kind.CONFIGURATION, status, "the gateway does not know the device");
      case "WA_REACHOUT_TIMELOCK" -> {
        Duration asked = RetryAfter.of(headers);
        yield Outcome.of(Kind.THROTTLED, status, "WhatsApp locked the number from writing first")
            .after(asked == null ? TIMELOCK : asked);
      }
      case "CONTEXT_ERROR", "GATEWAY_TIMEOUT" ->
          Outcome.of(Kind.AMBIGUOUS, status, "the gateway waited for WhatsApp in vain");
      default -> byStatus(status, headers);
    };
  }

  private static Outcome byStatus(int status, Map<String, String> headers) {
    return switch (status) {
      case 429 ->
          Outcome.of(Kind.THROTTLED, status, "too many requests").after(RetryAfter.of(headers));
      case 404 -> Outcome.of(Kind.CONFIGURATION, status, "the device or route does not exist");
      case 408, 504 ->
          Outcome.of(Kind.AMBIGUOUS, status, "the gateway waited for WhatsApp in vain");
      case 400, 413, 415, 422 ->
          Outcome.of(Kind.PERMANENT, status, "the gateway refuses the request's form");
      default ->
          Outcome.of(Kind.TRANSIENT, status, "the gateway failed with " + status)
              .after(RetryAfter.of(headers));
    };
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
