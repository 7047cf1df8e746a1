package procare.emr.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import procare.Json;

/** Turns the laboratory's resources of one report into entries of a transaction. */
public final class ReportBundle {
  private static final Set<String> ABOUT_THE_PATIENT =
      Set.of("DiagnosticReport", "Observation", "ServiceRequest", "Specimen", "DocumentReference");

  private ReportBundle() {}

  /**
   * @param json a Bundle as {@link procare.emr.LabResources#bundleFor} describes it
   * @param subject reference to the patient within the transaction
   * @throws IllegalArgumentException when it is none or a resource has no identifier; holds no
   *     content
   */
  public static void into(TransactionBundle transaction, String json, String subject) {
    JsonNode bundle;
    try {
      bundle = Json.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("the report is no JSON");
    }
    if (!"Bundle".equals(bundle.path("resourceType").asText()) || bundle.path("entry").isEmpty()) {
      throw new IllegalArgumentException("the report is no Bundle");
    }
    for (JsonNode entry : bundle.path("entry")) {
      ObjectNode resource = entry.path("resource").deepCopy();
      String type = resource.path("resourceType").asText();
      if (type.equals("Patient")) {
        continue;
      }
      resource.remove("id");
      if (ABOUT_THE_PATIENT.contains(type)) {
        resource.putObject("subject").put("reference", subject);
      }
      JsonNode identifiers = resource.path("identifier");
      JsonNode identifier = identifiers.isArray() ? identifiers.path(0) : identifiers;
      String fullUrl = entry.path("fullUrl").asText("");
      if (!identifier.hasNonNull("system")
          || !identifier.hasNonNull("value")
          || !fullUrl.startsWith("urn:uuid:")) {
        throw new IllegalArgumentException(type + " has no identifier or no urn:uuid fullUrl");
      }
      transaction.update(
          fullUrl, resource, identifier.path("system").asText(), identifier.path("value").asText());
    }
  }
}
