package procare.emr.smart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;
import procare.partner.PartnerAnswers;
import procare.partner.RetryAfter;

/** What an authorization server answers: RFC 6749 §5, and its description. */
@Component("smartAnswers")
public class SmartAnswers implements PartnerAnswers {
  private static final int LONGEST = 120;

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status / 100 == 2) {
      return json(body).isObject()
          ? Outcome.accepted(status, null)
          : Outcome.of(Kind.TRANSIENT, status, "the authorization server's answer is no JSON");
    }
    return switch (status) {
      case 408, 425 -> Outcome.of(Kind.TRANSIENT, status, "the authorization server was too slow");
      case 429 ->
          Outcome.of(Kind.THROTTLED, status, "the authorization server asks to wait")
              .after(RetryAfter.of(headers));
      default ->
          status / 100 == 4
              ? Outcome.of(Kind.CONFIGURATION, status, refusal(json(body)))
              : Outcome.of(Kind.TRANSIENT, status, "the authorization server failed with " + status)
                  .after(RetryAfter.of(headers));
    };
  }

  /** The error and its description speak of us, a client, and of no person. */
  private static String refusal(JsonNode body) {
    String error = body.path("error").asText("no token");
    String more = body.path("error_description").asText("");
    String all =
        "the authorization server refuses us: " + error + (more.isEmpty() ? "" : ", " + more);
    return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
  }

  static JsonNode json(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? null : Json.parse(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
