package procare.embedded.twins.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import procare.Ids;
import procare.embedded.twins.BadTwinRequest;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;

/**
 * One result that a laboratory shall report. Words that the tester left out are null.
 *
 * @param id of this message; never the same twice
 * @param placer our order's number
 * @param filler the laboratory's number; the same for a correction as for what it corrects
 * @param code the laboratory's own code, or a LOINC that it has none for
 * @param line what the pack's codes.csv says of the code, or null
 * @param value as a laboratory prints it, such as {@code 38} or {@code <20}
 * @param status FHIR status of the result
 * @param at when it was found and reported
 */
record NewResult(
    String id,
    String placer,
    String filler,
    Somebody person,
    String code,
    CodeMap.Line line,
    String value,
    String unit,
    String flag,
    String status,
    Instant at) {
  private static final int LONGEST = 200;
  private static final Set<String> FIELDS =
      Set.of("placer", "filler", "person", "code", "value", "unit", "flag", "status");
  private static final List<String> STATUSES =
      List.of("final", "preliminary", "corrected", "cancelled", "entered-in-error");

  /**
   * Whom a message is about.
   *
   * @param id our number of the person
   * @param theirs the partner's own number
   * @param birthDate ISO 8601
   * @param sex {@code F, M, O, U}
   */
  record Somebody(
      String id,
      String theirs,
      String family,
      String given,
      String birthDate,
      String sex,
      String phone) {
    private static final Set<String> FIELDS =
        Set.of("id", "theirs", "family", "given", "birthDate", "sex", "phone");

    static Somebody read(JsonNode body) {
      only(body, FIELDS, "person");
      Somebody person =
          new Somebody(
              text(body, "id"),
              text(body, "theirs"),
              text(body, "family"),
              text(body, "given"),
              text(body, "birthDate"),
              text(body, "sex"),
              text(body, "phone"));
      if (person.birthDate() != null && !person.birthDate().matches("\\d{4}-\\d\\d-\\d\\d")) {
        throw new BadTwinRequest("person.birthDate must be like 1972-05-14");
      }
      return person;
    }
  }

  /**
   * @param at now
   * @throws BadTwinRequest when a field is unknown, needed and missing, or of a wrong form
   */
  static NewResult read(JsonNode body, Pack pack, Instant at) {
    only(body, FIELDS, "body");
    Somebody person = Somebody.read(body.path("person"));
    if (person.id() == null) {
      throw new BadTwinRequest("person.id is missing: our number of the patient");
    }
    String code = text(body, "code");
    String status = text(body, "status") == null ? "final" : text(body, "status");
    if (code == null) {
      throw new BadTwinRequest(
          "code is missing; this laboratory has "
              + new TreeSet<>(pack.codes().lines().stream().map(CodeMap.Line::code).toList()));
    }
    if (!STATUSES.contains(status)) {
      throw new BadTwinRequest("status must be one of " + STATUSES);
    }
    String value = text(body, "value");
    if (value == null && STATUSES.indexOf(status) < STATUSES.indexOf("cancelled")) {
      throw new BadTwinRequest("value is missing");
    }
    String unit = text(body, "unit");
    CodeMap.Line line = line(pack, code, unit);
    String id = Ids.next().toString();
    String placer = text(body, "placer");
    String filler = text(body, "filler");
    return new NewResult(
        id,
        placer,
        filler != null ? filler : "T-" + (placer != null ? placer : id),
        person,
        line == null ? code : line.code(),
        line,
        value,
        line == null ? unit : line.unit(),
        text(body, "flag"),
        status,
        at);
  }

  /** LOINC and UCUM are understood beside the laboratory's own words. */
  private static CodeMap.Line line(Pack pack, String code, String unit) {
    return pack.codes().lines().stream()
        .filter(l -> l.code().equalsIgnoreCase(code) || l.loinc().equals(code))
        .filter(
            l -> unit == null || l.unit().equalsIgnoreCase(unit) || l.ucum().equalsIgnoreCase(unit))
        .findFirst()
        .orElse(null);
  }

  boolean isLoinc() {
    return line == null && code.matches("\\d{1,5}-\\d");
  }

  private static void only(JsonNode body, Set<String> fields, String what) {
    if (!body.isObject()) {
      throw new BadTwinRequest(what + " must be a JSON object of " + new TreeSet<>(fields));
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw new BadTwinRequest(
                    "unknown field '" + name + "'; known: " + new TreeSet<>(fields));
              }
            });
  }

  /** A text or number without control characters, for it goes into lines and rows. */
  static String text(JsonNode body, String name) {
    JsonNode node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().strip();
    boolean bad = text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl);
    if (!node.isValueNode() || bad) {
      throw new BadTwinRequest(
          name + " must be one line of text, at most " + LONGEST + " characters");
    }
    return text.isEmpty() ? null : text;
  }
}
