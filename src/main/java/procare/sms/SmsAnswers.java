package procare.sms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/** What an SMS provider answers: 2xx with {@code {"id"}}; everything else by its HTTP status. */
@Component("smsAnswers")
public class SmsAnswers implements PartnerAnswers {
  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status / 100 == 2) {
      String id = id(body);
      return id.isEmpty()
          ? Outcome.of(Kind.AMBIGUOUS, status, "a success without a message id")
          : Outcome.accepted(status, id);
    }
    return switch (status) {
      case 401, 403 ->
          Outcome.of(Kind.CONFIGURATION, status, "the SMS provider refuses the API key");
      case 404, 405 -> Outcome.of(Kind.CONFIGURATION, status, "the SMS provider's URL is wrong");
      case 400, 413, 415, 422 ->
          Outcome.of(Kind.PERMANENT, status, "the SMS provider refuses the message");
      case 429 -> Outcome.of(Kind.THROTTLED, status, "too many SMS").after(RetryAfter.of(headers));
      default ->
          Outcome.of(Kind.TRANSIENT, status, "the SMS provider failed with " + status)
              .after(RetryAfter.of(headers));
    };
  }

  private static String id(byte[] body) {
    try {
      JsonNode node = Json.parse(body);
      return node == null ? "" : node.path("id").asText("");
    } catch (IOException e) {
      return "";
    }
  }
}
