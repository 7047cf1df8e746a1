package procare.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/**
 * Answers of laboratories that take orders over HTTP: JSON {@code {labRef, status}}, or a FHIR
 * transaction-response, whose entries each have a status of their own.
 */
@Component("labOrderAnswers")
class LabOrderAnswers implements PartnerAnswers {
  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    return status >= 200 && status < 300 ? taken(status, body) : refused(status, headers);
  }

  private static Outcome taken(int status, byte[] body) {
    if (body.length == 0) {
      return Outcome.accepted(status, null);
    }
    JsonNode json;
    try {
      json = Json.parse(body);
    } catch (IOException e) {
      // A page of some proxy in between: whether the laboratory saw the order, nobody knows.
      return Outcome.of(Kind.AMBIGUOUS, status, "answered " + status + " with what is no JSON");
    }
    for (JsonNode entry : json.path("entry")) {
      String each = entry.path("response").path("status").asText("");
      if (!each.startsWith("2")) {
        return refused(number(each), Map.of());
      }
    }
    return Outcome.accepted(status, number(json));
  }

  private static int number(String status) {
    return status.matches("\\d{3}.*") ? Integer.parseInt(status.substring(0, 3)) : 500;
  }

  private static String number(JsonNode json) {
    String number = json.path("labRef").asText("").strip();
    return number.isEmpty() || number.length() > 64 ? null : number;
  }

  /** What every answer but 2xx means. */
  static Outcome refused(int status, Map<String, String> headers) {
    String reason = "HTTP " + status;
    return switch (status) {
      case 429 -> Outcome.of(Kind.THROTTLED, status, reason).after(RetryAfter.of(headers));
      case 401, 403, 404, 405, 407 -> Outcome.of(Kind.CONFIGURATION, status, reason);
      case 408, 502, 504 ->
          Outcome.of(Kind.AMBIGUOUS, status, reason).after(RetryAfter.of(headers));
      case 425 -> Outcome.of(Kind.TRANSIENT, status, reason);
      default ->
          status >= 500
              ? Outcome.of(Kind.TRANSIENT, status, reason).after(RetryAfter.of(headers))
              : Outcome.of(status < 400 ? Kind.CONFIGURATION : Kind.PERMANENT, status, reason);
    };
  }
}
