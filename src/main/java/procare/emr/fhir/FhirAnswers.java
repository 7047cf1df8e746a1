package procare.emr.fhir;

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

/**
 * What a FHIR server answers to a transaction (hl7.org/fhir/R4/http.html). PERMANENT with 404, 409
 * or 412 means that a person has to look there: the hub's content is right, the record is not as
 * expected.
 */
@Component("fhirAnswers")
public class FhirAnswers implements PartnerAnswers {
  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status / 100 == 2) {
      return success(status, json(body));
    }
    String reason = Diagnostics.of(json(body), status);
    return switch (status) {
      case 401 -> Outcome.of(Kind.CONFIGURATION, status, "the access token is refused");
      case 403 -> Outcome.of(Kind.CONFIGURATION, status, "the access token does not permit this");
      // With an outcome it is a reference or condition that found nobody, without one the address.
      case 404 ->
          Outcome.of(
              reason.startsWith("the FHIR server answered") ? Kind.CONFIGURATION : Kind.PERMANENT,
              status,
              reason);
      case 405, 406, 410, 415 -> Outcome.of(Kind.CONFIGURATION, status, reason);
      case 429 -> Outcome.of(Kind.THROTTLED, status, reason).after(RetryAfter.of(headers));
      case 408, 425 -> Outcome.of(Kind.TRANSIENT, status, reason);
      default ->
          status / 100 == 4
              ? Outcome.of(Kind.PERMANENT, status, reason)
              : Outcome.of(Kind.TRANSIENT, status, reason).after(RetryAfter.of(headers));
    };
  }

  /** A transaction is all or nothing; a page of a proxy with 200 is neither. */
  private static Outcome success(int status, JsonNode body) {
    if (!"Bundle".equals(body.path("resourceType").asText())
        || !"transaction-response".equals(body.path("type").asText())) {
      return Outcome.of(Kind.AMBIGUOUS, status, "a success without transaction-response");
    }
    for (JsonNode entry : body.path("entry")) {
      String each = entry.at("/response/status").asText("");
      if (!each.startsWith("2")) {
        JsonNode said = entry.at("/response/outcome");
        return Outcome.of(
            Kind.PERMANENT, status, "an entry was refused, " + Diagnostics.of(said, status));
      }
    }
    return Outcome.accepted(status, body.at("/entry/0/response/location").asText(null));
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? null : Json.parse(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
