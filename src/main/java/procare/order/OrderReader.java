package procare.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import procare.api.ApiProblem;

/**
 * Reads what a doctor sends: a FHIR R4 ServiceRequest, or the short form {@code {patientId,
 * partner, tests: [{code, display}], priority, collectBy, note, reason: {code, text}}}.
 */
final class OrderReader {
  private static final String LOINC = "http://loinc.org";

  private OrderReader() {}

  /**
   * @throws ApiProblem 400 {@code validation} that names the field
   */
  static NewOrder read(JsonNode body) {
    return body.has("resourceType") ? serviceRequest(body) : shortForm(body);
  }

  private static NewOrder shortForm(JsonNode body) {
    List<NewOrder.Wanted> tests = new ArrayList<>();
    for (JsonNode test : body.path("tests")) {
      tests.add(new NewOrder.Wanted(text(test, "code"), text(test, "display")));
    }
    return new NewOrder(
        uuid("patientId", text(body, "patientId")),
        required("partner", text(body, "partner"), "name the laboratory"),
        checked("tests", tests),
        priority("priority", text(body, "priority")),
        time("collectBy", text(body, "collectBy")),
        text(body, "note"),
        text(body.path("reason"), "code"),
        text(body.path("reason"), "text"));
  }

  private static NewOrder serviceRequest(JsonNode body) {
    expect("resourceType", text(body, "resourceType"), "ServiceRequest");
    expect("status", text(body, "status"), "active");
    expect("intent", text(body, "intent"), "order");
    List<NewOrder.Wanted> tests = new ArrayList<>();
    for (JsonNode coding : body.path("code").path("coding")) {
      if (LOINC.equals(text(coding, "system"))) {
        tests.add(new NewOrder.Wanted(text(coding, "code"), text(coding, "display")));
      }
    }
    JsonNode reason = body.path("reasonCode").path(0);
    String due = text(body, "occurrenceDateTime");
    return new NewOrder(
        uuid("subject.reference", id(body.path("subject"), "Patient")),
        required(
            "performer",
            id(body.path("performer").path(0), "Organization"),
            "send [{\"reference\":\"Organization/<partner>\"}]"),
        checked("code.coding", tests),
        priority("priority", text(body, "priority")),
        time("occurrence", due == null ? text(body.path("occurrencePeriod"), "end") : due),
        text(body.path("note").path(0), "text"),
        text(reason.path("coding").path(0), "code"),
        text(reason, "text") == null
            ? text(reason.path("coding").path(0), "display")
            : text(reason, "text"));
  }

  private static String id(JsonNode reference, String type) {
    String text = text(reference, "reference");
    return text != null && text.startsWith(type + "/") ? text.substring(type.length() + 1) : null;
  }

  private static List<NewOrder.Wanted> checked(String field, List<NewOrder.Wanted> tests) {
    if (tests.isEmpty()) {
      throw ApiProblem.field(field, "names no test", "send at least one LOINC code");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < tests.size(); i++) {
      String code = tests.get(i).loinc();
      if (!Loinc.isValid(code)) {
        throw ApiProblem.field(
            field + "[" + i + "].code",
            "is no LOINC code, or its check digit does not fit",
            "send one such as 4548-4");
      }
      if (!seen.add(code)) {
        throw ApiProblem.field(
            field + "[" + i + "].code", "is asked for twice", "send each test once");
      }
    }
    return tests;
  }

  private static void expect(String field, String value, String wanted) {
    if (value != null && !wanted.equals(value)) {
      throw ApiProblem.field(field, "is not " + wanted, "send " + wanted);
    }
  }

  private static String required(String field, String value, String remedy) {
    if (value == null) {
      throw ApiProblem.field(field, "is missing", remedy);
    }
    return value;
  }

  private static UUID uuid(String field, String value) {
    try {
      return UUID.fromString(required(field, value, "send the patient's id"));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field(field, "is no id of a patient", "send a UUID");
    }
  }

  private static LabOrder.Priority priority(String field, String value) {
    try {
      return value == null
          ? LabOrder.Priority.ROUTINE
          : LabOrder.Priority.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw ApiProblem.field(field, "is unknown", "send routine, urgent, asap or stat");
    }
  }

  private static Instant time(String field, String value) {
    try {
      return value == null ? null : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw ApiProblem.field(
          field, "is no time with an offset", "send one such as 2026-08-15T08:00:00+05:30");
    }
  }

  /** Null when absent, null or blank. */
  private static String text(JsonNode node, String name) {
    String value = node.path(name).asText("").strip();
    return value.isEmpty() || node.path(name).isNull() ? null : value;
  }
}
