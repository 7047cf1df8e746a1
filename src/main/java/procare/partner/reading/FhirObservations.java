package procare.partner.reading;

import static procare.partner.reading.FhirParts.codes;
import static procare.partner.reading.FhirParts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import procare.lab.LabCode;
import procare.lab.LabResult;
import procare.lab.LabValue;

/** Results of FHIR Observations. One with components is a result each, and its members follow. */
final class FhirObservations {
  private static final int DEPTH = 4;
  private static final Set<String> STATUSES =
      Set.of(
          "registered",
          "preliminary",
          "final",
          "amended",
          "corrected",
          "cancelled",
          "entered-in-error",
          "unknown");

  private FhirObservations() {}

  static List<LabResult> read(JsonNode observation, Moments moments, FhirResources resources)
      throws UnreadableDocument {
    List<LabResult> results = new ArrayList<>(1);
    add(observation, moments, resources, results, 0);
    return results;
  }

  private static void add(
      JsonNode node, Moments moments, FhirResources resources, List<LabResult> results, int depth)
      throws UnreadableDocument {
    String status = text(node.path("status"));
    if (status == null || !STATUSES.contains(status)) {
      throw new UnreadableDocument(
          "Observation.status", "must be one of " + STATUSES.stream().sorted().toList());
    }
    if (!node.path("modifierExtension").isMissingNode()) {
      throw new UnreadableDocument(
          "Observation.modifierExtension", "may change the meaning and is not known here");
    }
    Instant observed = moments.time(FhirParts.effective(node), "Observation.effective");
    LabValue value = value(node);
    boolean panel = node.path("component").size() + node.path("hasMember").size() > 0;
    if (!panel || !(value instanceof LabValue.Absent)) {
      results.add(result(node, value, status, observed));
    }
    for (JsonNode component : node.path("component")) {
      results.add(result(component, value(component), status, observed));
    }
    for (JsonNode reference : node.path("hasMember")) {
      JsonNode member = resources.find(node, reference);
      if (member == null || depth == DEPTH) {
        throw new UnreadableDocument(
            "Observation.hasMember", "refers to an Observation that is not in the document");
      }
      resources.speakFor(member);
      add(member, moments, resources, results, depth + 1);
    }
  }

  private static LabResult result(JsonNode node, LabValue value, String status, Instant observed)
      throws UnreadableDocument {
    List<LabCode> codes = codes(node.path("code"));
    if (codes.isEmpty()) {
      throw new UnreadableDocument("Observation.code", "is missing");
    }
    List<String> flags = new ArrayList<>(1);
    for (JsonNode concept : node.path("interpretation")) {
      codes(concept).stream().map(LabCode::code).filter(c -> c != null).forEach(flags::add);
    }
    List<String> notes = new ArrayList<>();
    for (JsonNode note : node.path("note")) {
      String words = text(note.path("text"));
      if (words != null) {
        notes.add(words);
      }
    }
    return new LabResult(codes, null, value, range(node), flags, status, observed, notes);
  }

  private static LabValue value(JsonNode node) throws UnreadableDocument {
    JsonNode quantity = node.path("valueQuantity");
    if (quantity.path("value").isNumber()) {
      return new LabValue.Quantity(
          text(quantity.path("comparator")), decimal(quantity), unit(quantity));
    }
    JsonNode range = node.path("valueRange");
    if (range.isObject()) {
      return new LabValue.Range(
          decimal(range.path("low")), decimal(range.path("high")), unit(range.path("low")));
    }
    JsonNode ratio = node.path("valueRatio");
    if (ratio.isObject()) {
      return new LabValue.Ratio(
          decimal(ratio.path("numerator")), decimal(ratio.path("denominator")));
    }
    JsonNode concept = node.path("valueCodeableConcept");
    if (concept.isObject() && !codes(concept).isEmpty()) {
      return new LabValue.Coded(codes(concept).get(0));
    }
    for (String field :
        List.of("valueString", "valueInteger", "valueBoolean", "valueDateTime", "valueTime")) {
      String words = text(node.path(field));
      if (words != null) {
        return new LabValue.Text(words);
      }
    }
    if (quantity.isObject()) {
      throw new UnreadableDocument("Observation.valueQuantity.value", "must be a number");
    }
    return new LabValue.Absent();
  }

  private static BigDecimal decimal(JsonNode quantity) {
    JsonNode value = quantity.path("value");
    return value.isNumber() ? value.decimalValue() : null;
  }

  /** The UCUM code says what the unit is; the words beside it are for people. */
  private static String unit(JsonNode quantity) {
    String code = text(quantity.path("code"));
    return code != null && "http://unitsofmeasure.org".equals(quantity.path("system").asText())
        ? code
        : text(quantity.path("unit"));
  }

  private static String range(JsonNode node) {
    JsonNode range = node.path("referenceRange").path(0);
    String words = text(range.path("text"));
    String low = text(range.path("low").path("value"));
    String high = text(range.path("high").path("value"));
    if (words != null || low == null && high == null) {
      return words;
    }
    return low == null ? "<=" + high : high == null ? ">=" + low : low + "-" + high;
  }
}
