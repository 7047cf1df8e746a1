package procare.partner.reading;

import static procare.partner.reading.FhirParts.codes;
import static procare.partner.reading.FhirParts.identifier;
import static procare.partner.reading.FhirParts.identifiers;
import static procare.partner.reading.FhirParts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import procare.Json;
import procare.lab.LabDocument;
import procare.lab.LabIdentifier;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.partner.pack.Pack;

/**
 * Reports in FHIR R4: a Bundle of any type, a DiagnosticReport with its Observations contained, or
 * an Observation by itself. Source of the shapes: hl7.org/fhir/R4 DiagnosticReport, Observation.
 */
final class FhirReports {
  private static final Set<String> REPORT_STATUSES =
      Set.of(
          "registered",
          "partial",
          "preliminary",
          "final",
          "amended",
          "corrected",
          "appended",
          "cancelled",
          "entered-in-error",
          "unknown");

  private final Pack pack;
  private final String messageId;
  private final Moments moments;

  FhirReports(Pack pack, String messageId) {
    this.pack = pack;
    this.messageId = messageId;
    this.moments = new Moments(pack.zone() == null ? ZoneOffset.UTC : pack.zone(), null);
  }

  List<LabReport> read(byte[] body) throws UnreadableDocument {
    JsonNode root;
    try {
      root = Json.parse(body);
    } catch (IOException e) {
      throw new UnreadableDocument("", "is no JSON");
    }
    FhirResources resources = new FhirResources(root);
    List<LabReport> reports = new ArrayList<>();
    for (JsonNode report : resources.of("DiagnosticReport")) {
      reports.add(report(report, resources));
    }
    for (JsonNode observation : resources.of("Observation")) {
      if (resources.stillAlone(observation)) {
        reports.add(alone(observation, resources));
      }
    }
    if (reports.isEmpty()) {
      throw new UnreadableDocument("", "holds neither a DiagnosticReport nor an Observation");
    }
    return reports;
  }

  private LabReport report(JsonNode node, FhirResources resources) throws UnreadableDocument {
    String place = "DiagnosticReport";
    List<LabResult> results = new ArrayList<>();
    for (JsonNode reference : node.path("result")) {
      JsonNode observation = resources.find(node, reference);
      if (observation == null) {
        throw new UnreadableDocument(
            place + ".result", "refers to an Observation that is not in the document");
      }
      resources.speakFor(observation);
      results.addAll(FhirObservations.read(observation, moments, resources));
    }
    List<LabDocument> documents = new ArrayList<>();
    for (JsonNode form : node.path("presentedForm")) {
      documents.add(document(form, place));
    }
    String conclusion = text(node.path("conclusion"));
    return canonical(
        node,
        resources,
        place,
        results,
        documents,
        conclusion == null ? List.of() : List.of(conclusion));
  }

  private LabReport alone(JsonNode node, FhirResources resources) throws UnreadableDocument {
    return canonical(
        node,
        resources,
        "Observation",
        FhirObservations.read(node, moments, resources),
        List.of(),
        List.of());
  }

  private LabReport canonical(
      JsonNode node,
      FhirResources resources,
      String place,
      List<LabResult> results,
      List<LabDocument> documents,
      List<String> notes)
      throws UnreadableDocument {
    String status = text(node.path("status"));
    if (status == null || !REPORT_STATUSES.contains(status)) {
      throw new UnreadableDocument(
          place + ".status", "must be one of " + REPORT_STATUSES.stream().sorted().toList());
    }
    if (!node.path("modifierExtension").isMissingNode()) {
      throw new UnreadableDocument(
          place + ".modifierExtension", "may change the meaning and is not known here");
    }
    String placer = placer(node, resources);
    String filler = identifier(node, "FILL");
    if (filler == null) {
      filler = node.path("identifier").path(0).path("value").asText(text(node.path("id")));
    }
    if (filler == null && placer == null) {
      throw new UnreadableDocument(
          place + ".identifier", "is missing: a report needs the laboratory's or our number");
    }
    LabPerson person = person(node, resources);
    if (placer == null && person.identifiers().isEmpty()) {
      throw new UnreadableDocument(place + ".subject", "names nobody");
    }
    return new LabReport(
        pack.name(),
        pack.sender() == null ? pack.name() : pack.sender().facility(),
        messageId,
        person,
        placer,
        filler,
        codes(node.path("code")),
        status,
        moments.time(FhirParts.effective(node), place + ".effective"),
        moments.time(text(node.path("issued")), place + ".issued"),
        text(node.path("resultsInterpreter").path(0).path("display")),
        results,
        documents,
        notes);
  }

  /** Our number: from the order that the report is based on, or from its own identifiers. */
  private static String placer(JsonNode node, FhirResources resources) {
    for (JsonNode basedOn : node.path("basedOn")) {
      String direct = text(basedOn.path("identifier").path("value"));
      if (direct != null) {
        return direct;
      }
      JsonNode order = resources.find(node, basedOn);
      if (order != null) {
        String number = identifier(order, "PLAC");
        return number == null
            ? order.path("identifier").path(0).path("value").asText(null)
            : number;
      }
    }
    return identifier(node, "PLAC");
  }

  private LabPerson person(JsonNode node, FhirResources resources) throws UnreadableDocument {
    JsonNode subject = node.path("subject");
    JsonNode patient = resources.find(node, subject);
    List<LabIdentifier> identifiers = new ArrayList<>();
    if (patient != null) {
      identifiers.addAll(identifiers(patient));
    } else if (text(subject.path("reference")) != null) {
      String reference = subject.path("reference").asText();
      identifiers.add(
          new LabIdentifier(
              reference.substring(reference.lastIndexOf('/') + 1),
              pack.identifiers().theirs(),
              null));
    }
    String logical = text(subject.path("identifier").path("value"));
    if (logical != null) {
      identifiers.add(
          new LabIdentifier(logical, text(subject.path("identifier").path("system")), null));
    }
    if (patient == null) {
      return new LabPerson(identifiers, null, null, null, null, null);
    }
    JsonNode name = patient.path("name").path(0);
    List<String> given = new ArrayList<>();
    name.path("given").forEach(part -> given.add(part.asText()));
    return new LabPerson(
        identifiers,
        text(name.path("family")),
        given.isEmpty() ? null : String.join(" ", given),
        moments.date(text(patient.path("birthDate")), "Patient.birthDate"),
        text(patient.path("gender")),
        FhirParts.phone(patient));
  }

  private static LabDocument document(JsonNode form, String place) throws UnreadableDocument {
    byte[] content = null;
    String data = text(form.path("data"));
    if (data != null) {
      try {
        content = Base64.getMimeDecoder().decode(data);
      } catch (IllegalArgumentException e) {
        throw new UnreadableDocument(place + ".presentedForm.data", "is no Base64");
      }
    }
    String type = text(form.path("contentType"));
    return new LabDocument(
        type == null ? "application/octet-stream" : type,
        text(form.path("title")),
        content,
        text(form.path("url")));
  }
}
