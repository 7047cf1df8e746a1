package procare.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import procare.Json;
import procare.partner.Outcome.Kind;

/**
 * Answers of partners that keep to HTTP (RFC 9110) and, where they speak FHIR, to its RESTful rules
 * (hl7.org/fhir/R4/http.html): the status says whether a request was done, is worth repeating, or
 * needs a person. 409 and 412 mean that the partner holds something else than we think.
 */
public final class HttpAnswers implements PartnerAnswers {
  private final String idPointer;

  /**
   * @param idPointer JSON pointer to the partner's own number in its answer, or null
   */
  public HttpAnswers(String idPointer) {
    this.idPointer = idPointer;
  }

  @Override
  public Outcome read(int status, Map<String, String> headers, byte[] body) {
    if (status >= 200 && status < 300) {
      return accepted(status, headers, body);
    }
    Outcome outcome =
        switch (status) {
          case 401, 403, 404, 405, 407, 415 ->
              Outcome.of(Kind.CONFIGURATION, status, "answered " + status);
          case 408, 425 -> Outcome.of(Kind.TRANSIENT, status, "answered " + status);
          case 429 -> Outcome.of(Kind.THROTTLED, status, "answered 429, too many requests");
          case 409 ->
              Outcome.of(Kind.PERMANENT, status, "answered 409, conflict: a person decides");
          case 412 ->
              Outcome.of(Kind.PERMANENT, status, "answered 412, several match: a person decides");
          default ->
              status >= 500
                  ? Outcome.of(
                      status == 503 && headers.containsKey("retry-after")
                          ? Kind.THROTTLED
                          : Kind.TRANSIENT,
                      status,
                      "answered " + status)
                  : Outcome.of(Kind.PERMANENT, status, "answered " + status);
        };
    return outcome.after(RetryAfter.of(headers));
  }

  /** A proxy's page with status 200 is no answer of the partner: nobody knows what was done. */
  private Outcome accepted(int status, Map<String, String> headers, byte[] body) {
    if (idPointer == null) {
      String location = headers.get("location");
      return Outcome.accepted(
          status, location == null ? null : location.substring(location.lastIndexOf('/') + 1));
    }
    try {
      JsonNode id = Json.parse(body).at(idPointer);
      return id.isValueNode() && !id.asText().isBlank()
          ? Outcome.accepted(status, id.asText())
          : Outcome.of(Kind.AMBIGUOUS, status, "answered without its number");
    } catch (IOException e) {
      return Outcome.of(Kind.AMBIGUOUS, status, "answered " + status + " with something else");
    }
  }
}
