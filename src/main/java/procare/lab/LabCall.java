package procare.lab;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A laboratory's call as it came.
 *
 * @param headers by name in lower case; may hold secrets, so that it is never logged
 * @param body empty when there was none
 */
public record LabCall(Map<String, String> headers, byte[] body) {
  public LabCall {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The media type without parameters, in lower case; empty when none was given. */
  public String contentType() {
    return type("content-type");
  }

  /** Whether the caller wants FHIR rather than the hub's own JSON. */
  public boolean wantsFhir() {
    return header("accept").orElse("").toLowerCase(Locale.ROOT).contains("application/fhir+json");
  }

  private String type(String name) {
    return header(name).orElse("").replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  /** Says nothing of headers or body. */
  @Override
  public String toString() {
    return "LabCall[" + contentType() + ", " + body.length + " bytes]";
  }
}
