package procare.partner.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import procare.partner.draft.Proposal.Confidence;

/** FHIR R4: the mapping is the standard's; only issuers of numbers differ. */
final class FhirDraft {
  private FhirDraft() {}

  static FormatDraft of(List<JsonNode> documents) {
    FormatDraft draft = new FormatDraft();
    Map<String, Integer> issuers = new TreeMap<>();
    boolean reports = false;
    for (JsonNode document : documents) {
      for (JsonNode each : document.findParents("resourceType")) {
        String type = each.path("resourceType").asText();
        reports |= type.equals("DiagnosticReport") || type.equals("Observation");
        if (type.equals("Patient")) {
          for (JsonNode id : each.path("identifier")) {
            if (id.path("system").isTextual()) {
              issuers.merge(id.path("system").asText(), 1, Integer::sum);
            }
          }
        }
      }
    }
    Hl7Draft.issuers(draft, issuers, null);
    issuers.entrySet().stream()
        .filter(e -> !e.getKey().toLowerCase(java.util.Locale.ROOT).contains("procare"))
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            e ->
                draft.add(
                    "identifiers.theirs",
                    e.getKey(),
                    Confidence.MEDIUM,
                    "most numbers that are not ours"));
    draft.add("ordering.key", "/subject", Confidence.HIGH, "who a FHIR resource is about");
    if (reports) {
      draft.add("results.format", "fhir", Confidence.HIGH, "DiagnosticReport or Observation");
    } else {
      draft.add("emr.receives.Patient", "Patient", Confidence.HIGH, "the samples are patients");
    }
    return draft;
  }
}
