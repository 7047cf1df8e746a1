package procare.lab.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import procare.Json;
import procare.lab.LabCode;
import procare.lab.StoredReport;
import procare.lab.Version;

/** One report as a Bundle of type collection: DiagnosticReport, Observations, documents. */
final class ReportResources {
  private final Codings codings;
  private final ObservationResource observations;
  private final String system;

  ReportResources(String system) {
    this.codings = new Codings(system);
    this.observations = new ObservationResource(system);
    this.system = system;
  }

  /**
   * @param content gives the bytes of a document, empty for a link
   */
  ObjectNode bundle(StoredReport report, Function<UUID, Optional<byte[]>> content) {
    ObjectNode bundle = Json.MAPPER.createObjectNode();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "collection");
    ArrayNode entries = bundle.putArray("entry");
    String subject = "urn:uuid:" + report.patientId();
    add(entries, report.id(), report(report, subject, content));
    add(entries, report.patientId(), patient(report.patientId()));
    for (Version version : report.results()) {
      add(entries, version.observationId(), observations.of(report, version, subject));
    }
    for (StoredReport.Document document : report.documents()) {
      add(entries, document.id(), document(report, document, subject, content));
    }
    return bundle;
  }

  private static void add(ArrayNode entries, UUID id, ObjectNode resource) {
    ObjectNode entry = entries.addObject();
    entry.put("fullUrl", "urn:uuid:" + id);
    entry.set("resource", resource);
  }

  private ObjectNode report(
      StoredReport report, String subject, Function<UUID, Optional<byte[]>> content) {
    ObjectNode node = resource("DiagnosticReport", report.id(), "lab-report");
    if (report.filler() != null) {
      ((ArrayNode) node.get("identifier"))
          .addObject()
          .put("system", system + "/lab-filler/" + report.partner())
          .put("value", report.filler())
          .set("type", Codings.hl7("v2-0203", "FILL", "Filler Identifier"));
    }
    if (report.placer() != null) {
      ObjectNode order = node.putArray("basedOn").addObject();
      order.put("type", "ServiceRequest");
      order.putObject("identifier").put("system", system + "/order").put("value", report.placer());
    }
    node.put("status", report.status());
    node.putArray("category").add(Codings.hl7("v2-0074", "LAB", "Laboratory"));
    String loinc =
        report.service().stream()
            .filter(LabCode::isLoinc)
            .map(LabCode::code)
            .findFirst()
            .orElse(null);
    node.set("code", codings.test(report.partner(), loinc, report.service(), name(report)));
    node.putObject("subject").put("reference", subject);
    if (report.collectedAt() != null) {
      node.put("effectiveDateTime", ObservationResource.time(report.collectedAt()));
    }
    if (report.issuedAt() != null) {
      node.put("issued", ObservationResource.time(report.issuedAt()));
    }
    node.putArray("performer").addObject().put("display", report.facility());
    if (!report.results().isEmpty()) {
      ArrayNode results = node.putArray("result");
      report
          .results()
          .forEach(v -> results.addObject().put("reference", "urn:uuid:" + v.observationId()));
    }
    String conclusion = Codings.trimmed(String.join("\n", report.notes()));
    if (conclusion != null) {
      node.put("conclusion", conclusion);
    }
    if (!report.documents().isEmpty()) {
      ArrayNode forms = node.putArray("presentedForm");
      report.documents().forEach(d -> forms.add(attachment(d, content)));
    }
    return node;
  }

  private static String name(StoredReport report) {
    return report.service().stream()
        .map(c -> Codings.trimmed(c.display() == null ? c.code() : c.display()))
        .filter(n -> n != null)
        .findFirst()
        .orElse("Laboratory report");
  }

  private ObjectNode patient(UUID id) {
    return resource("Patient", id, "patient");
  }

  private ObjectNode document(
      StoredReport report,
      StoredReport.Document document,
      String subject,
      Function<UUID, Optional<byte[]>> content) {
    ObjectNode node = resource("DocumentReference", document.id(), "lab-document");
    node.put("status", "current");
    node.set("type", Codings.concept(LabCode.LOINC, "11502-2", "Laboratory report"));
    node.putObject("subject").put("reference", subject);
    if (report.issuedAt() != null) {
      node.put("date", ObservationResource.time(report.issuedAt()));
    }
    node.putArray("content").addObject().set("attachment", attachment(document, content));
    node.putObject("context")
        .putArray("related")
        .addObject()
        .put("reference", "urn:uuid:" + report.id());
    return node;
  }

  private static ObjectNode attachment(
      StoredReport.Document document, Function<UUID, Optional<byte[]>> content) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("contentType", document.mediaType());
    content
        .apply(document.id())
        .ifPresent(bytes -> node.put("data", Base64.getEncoder().encodeToString(bytes)));
    if (document.url() != null) {
      node.put("url", document.url());
    }
    if (document.size() != null) {
      node.put("size", document.size());
    }
    String title = Codings.trimmed(document.title());
    if (title != null) {
      node.put("title", title);
    }
    return node;
  }

  private ObjectNode resource(String type, UUID id, String kind) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("resourceType", type);
    node.put("id", id.toString());
    node.putArray("identifier")
        .addObject()
        .put("system", system + "/" + kind)
        .put("value", id.toString());
    return node;
  }
}
