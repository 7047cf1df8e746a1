package procare.embedded.twins.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import procare.Json;
import procare.partner.pack.Pack;

/** A FHIR R4 Bundle with one DiagnosticReport, its Observation and its Patient. */
record FhirResults(Pack pack, byte[] sample) implements ResultWriter {
  private static final Pattern NUMBER = Pattern.compile("(<=|>=|<|>)?(\\d+(?:\\.\\d+)?)");
  private static final String LOINC = "http://loinc.org";
  private static final String FLAG =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
  private static final Map<String, String> GENDERS =
      Map.of("F", "female", "M", "male", "O", "other");

  @Override
  public byte[] write(NewResult result) {
    JsonNode root = JsonResults.parse(sample);
    ObjectNode report = find(root, "DiagnosticReport");
    ObjectNode observation = find(root, "Observation");
    report(report, observation, result);
    observation(observation, result);
    person(find(root, "Patient"), result.person());
    if (root.path("entry") instanceof ArrayNode entries) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        JsonNode resource = entries.get(i).path("resource");
        if (resource != report
            && resource != observation
            && !"Patient".equals(resource.path("resourceType").asText())) {
          entries.remove(i);
        }
      }
    }
    return Json.bytes(root);
  }

  private void report(ObjectNode report, ObjectNode observation, NewResult result) {
    ((ObjectNode) report.path("identifier").path(0)).put("value", result.filler());
    report.remove("basedOn");
    if (result.placer() != null) {
      report
          .putArray("basedOn")
          .addObject()
          .putObject("identifier")
          .put("system", "https://procare.example/fhir/sid/order")
          .put("value", result.placer());
    }
    report.withObject("/meta").put("lastUpdated", result.at().toString());
    report.put("status", result.status()).put("issued", result.at().toString());
    report.put("effectiveDateTime", result.at().toString());
    report.set("code", code(result));
    report
        .putArray("result")
        .addObject()
        .put("reference", "Observation/" + observation.path("id").asText());
    report.remove(List.of("presentedForm", "conclusion", "conclusionCode"));
  }

  private void observation(ObjectNode observation, NewResult result) {
    observation.put("status", result.status());
    observation.put("effectiveDateTime", result.at().toString());
    observation.set("code", code(result));
    observation.remove(
        List.of(
            "valueQuantity",
            "valueString",
            "dataAbsentReason",
            "interpretation",
            "referenceRange",
            "note",
            "issued"));
    if (result.value() != null) {
      Matcher number = NUMBER.matcher(result.value());
      if (number.matches()) {
        ObjectNode quantity = observation.putObject("valueQuantity");
        quantity.put("value", new BigDecimal(number.group(2)));
        if (number.group(1) != null) {
          quantity.put("comparator", number.group(1));
        }
        if (result.unit() != null) {
          quantity.put("unit", result.unit());
        }
      } else {
        observation.put("valueString", result.value());
      }
    }
    if (result.flag() != null) {
      observation
          .putArray("interpretation")
          .addObject()
          .putArray("coding")
          .addObject()
          .put("system", FLAG)
          .put("code", result.flag());
    }
  }

  private static ObjectNode code(NewResult result) {
    ObjectNode code = Json.MAPPER.createObjectNode();
    ObjectNode coding = code.putArray("coding").addObject().put("code", result.code());
    if (result.isLoinc()) {
      coding.put("system", LOINC);
    } else if (result.line() != null) {
      coding.put("display", result.line().text());
    }
    return code;
  }

  private void person(ObjectNode patient, NewResult.Somebody person) {
    ArrayNode numbers = patient.putArray("identifier");
    number(numbers, pack.identifiers().ours(), person.id());
    number(numbers, pack.identifiers().theirs(), person.theirs());
    patient.remove(List.of("name", "birthDate", "gender", "telecom"));
    if (person.family() != null) {
      ObjectNode name = patient.putArray("name").addObject().put("family", person.family());
      if (person.given() != null) {
        name.putArray("given").add(person.given());
      }
    }
    if (person.birthDate() != null) {
      patient.put("birthDate", person.birthDate());
    }
    if (person.sex() != null) {
      patient.put("gender", GENDERS.getOrDefault(person.sex().toUpperCase(Locale.ROOT), "unknown"));
    }
    if (person.phone() != null) {
      patient.putArray("telecom").addObject().put("system", "phone").put("value", person.phone());
    }
  }

  private static void number(ArrayNode numbers, String system, String value) {
    if (value != null) {
      ObjectNode number = numbers.addObject().put("value", value);
      if (system != null) {
        number.put("system", system);
      }
    }
  }

  private static ObjectNode find(JsonNode root, String type) {
    for (JsonNode candidate : root.findParents("resourceType")) {
      if (type.equals(candidate.path("resourceType").asText())) {
        return (ObjectNode) candidate;
      }
    }
    throw new IllegalStateException("the sample has no " + type);
  }
}
