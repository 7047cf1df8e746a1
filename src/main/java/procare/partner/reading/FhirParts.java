package procare.partner.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import procare.lab.LabCode;
import procare.lab.LabIdentifier;

/** Data types of FHIR R4 that several resources use. */
final class FhirParts {
  private FhirParts() {}

  /** A primitive's text, or null. */
  static String text(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue().toPlainString();
    }
    String text = node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
    return text.isEmpty() ? null : text;
  }

  /** All codings of a CodeableConcept; its text alone when there is none. */
  static List<LabCode> codes(JsonNode concept) {
    List<LabCode> codes = new ArrayList<>(2);
    String words = text(concept.path("text"));
    for (JsonNode coding : concept.path("coding")) {
      String code = text(coding.path("code"));
      if (code != null) {
        String display = text(coding.path("display"));
        codes.add(
            new LabCode(code, display == null ? words : display, text(coding.path("system"))));
      }
    }
    if (codes.isEmpty() && words != null) {
      codes.add(new LabCode(null, words, null));
    }
    return codes;
  }

  static List<LabIdentifier> identifiers(JsonNode resource) {
    List<LabIdentifier> identifiers = new ArrayList<>();
    for (JsonNode identifier : resource.path("identifier")) {
      String value = text(identifier.path("value"));
      if (value != null) {
        identifiers.add(
            new LabIdentifier(
                value,
                text(identifier.path("system")),
                text(identifier.path("type").path("coding").path(0).path("code"))));
      }
    }
    return identifiers;
  }

  /**
   * The identifier of a type, or null.
   *
   * @param type HL7 table 0203: {@code PLAC}, {@code FILL}
   */
  static String identifier(JsonNode resource, String type) {
    for (JsonNode identifier : resource.path("identifier")) {
      for (JsonNode coding : identifier.path("type").path("coding")) {
        if (type.equals(coding.path("code").asText())) {
          return text(identifier.path("value"));
        }
      }
    }
    return null;
  }

  /** When the specimen was taken or the patient measured. */
  static String effective(JsonNode resource) {
    String time = text(resource.path("effectiveDateTime"));
    if (time == null) {
      time = text(resource.path("effectiveInstant"));
    }
    return time == null ? text(resource.path("effectivePeriod").path("start")) : time;
  }

  static String phone(JsonNode patient) {
    for (JsonNode contact : patient.path("telecom")) {
      if ("phone".equals(contact.path("system").asText())) {
        return text(contact.path("value"));
      }
    }
    return null;
  }
}
