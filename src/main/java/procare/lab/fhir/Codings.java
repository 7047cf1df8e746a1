package procare.lab.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import procare.Json;
import procare.lab.LabCode;

/** Codes as FHIR CodeableConcepts. */
final class Codings {
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  /** Of HL7 table 0078, what v3-ObservationInterpretation has under the same code. */
  private static final Set<String> INTERPRETATIONS =
      Set.of("H", "HH", "L", "LL", "A", "AA", "N", "<", ">", "U", "D", "B", "W", "S", "R", "I");

  private final String system;

  /**
   * @param system root of the hub's identifier systems
   */
  Codings(String system) {
    this.system = system;
  }

  static ObjectNode concept(String systemUri, String code, String display) {
    ObjectNode concept = Json.MAPPER.createObjectNode();
    coding(concept.putArray("coding"), systemUri, code, display);
    return concept;
  }

  static ObjectNode hl7(String codeSystem, String code, String display) {
    return concept(TERMINOLOGY + codeSystem, code, display);
  }

  private static void coding(ArrayNode codings, String systemUri, String code, String display) {
    ObjectNode coding = codings.addObject();
    if (systemUri != null) {
      coding.put("system", systemUri);
    }
    coding.put("code", code);
    if (display != null) {
      coding.put("display", display);
    }
  }

  /**
   * A test: its LOINC first, then every coding as the laboratory sent it.
   *
   * @param loinc or null
   * @param text its name for people
   */
  ObjectNode test(String partner, String loinc, List<LabCode> codes, String text) {
    ObjectNode concept = Json.MAPPER.createObjectNode();
    ArrayNode codings = Json.MAPPER.createArrayNode();
    if (loinc != null) {
      coding(codings, LabCode.LOINC, loinc, null);
    }
    for (LabCode code : codes) {
      boolean said = code.isLoinc() && code.code() != null && code.code().equals(loinc);
      if (usable(code) && !said) {
        coding(codings, uri(partner, code), code.code().strip(), trimmed(code.display()));
      }
    }
    if (!codings.isEmpty()) {
      concept.set("coding", codings);
    }
    concept.put("text", text);
    return concept;
  }

  ObjectNode value(String partner, LabCode code) {
    ObjectNode concept = Json.MAPPER.createObjectNode();
    if (usable(code)) {
      coding(
          concept.putArray("coding"),
          uri(partner, code),
          code.code().strip(),
          trimmed(code.display()));
    }
    String text = trimmed(code.display());
    concept.put("text", text == null ? String.valueOf(trimmed(code.code())) : text);
    return concept;
  }

  ObjectNode interpretation(String flag) {
    String code = flag.strip().toUpperCase(java.util.Locale.ROOT);
    if (INTERPRETATIONS.contains(code)) {
      return hl7("v3-ObservationInterpretation", code, null);
    }
    ObjectNode words = Json.MAPPER.createObjectNode();
    words.put("text", flag.strip());
    return words;
  }

  /** HL7 table 0396 names become URIs; a laboratory's own codes get a system of its own. */
  private String uri(String partner, LabCode code) {
    if (code.isLoinc()) {
      return LabCode.LOINC;
    }
    String named = code.system();
    return named != null && named.matches("(https?://|urn:).+")
        ? named
        : system + "/lab-code/" + partner;
  }

  private static boolean usable(LabCode code) {
    return trimmed(code.code()) != null;
  }

  /** FHIR strings are never empty and codes hold no outer blanks. */
  static String trimmed(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
