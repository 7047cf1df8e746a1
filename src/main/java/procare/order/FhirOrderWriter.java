package procare.order;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.Json;

/**
 * Writes orders as a FHIR R4 transaction: the patient and one ServiceRequest for each test, each
 * made unless its identifier is there already (conditional create), so that the same Bundle may
 * come as often as it likes. A cancellation updates the ServiceRequests to revoked.
 */
@Component
class FhirOrderWriter {
  private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
  private final OrderProperties settings;

  FhirOrderWriter(OrderProperties settings) {
    this.settings = settings;
  }

  /** The bytes of the Bundle; the same for every try. */
  byte[] write(OrderSheet sheet) {
    ObjectNode bundle = object().put("resourceType", "Bundle").put("type", "transaction");
    ArrayNode entries = bundle.putArray("entry");
    String patient = urn(sheet.subject().id().toString());
    ifAbsent(entries, patient, "Patient", patient(sheet), person(sheet));
    for (LabOrder.Test test : sheet.order().tests()) {
      ObjectNode resource = serviceRequest(sheet, test, patient);
      String query = "identifier=" + settings.system() + "|" + test.placer();
      if (sheet.cancels()) {
        ObjectNode entry = entry(entries, urn(test.placer()), resource);
        entry.putObject("request").put("method", "PUT").put("url", "ServiceRequest?" + query);
      } else {
        ifAbsent(entries, urn(test.placer()), "ServiceRequest", resource, query);
      }
    }
    return Json.bytes(bundle);
  }

  /** Where to ask whether the order is there: a search for its first test. */
  String search(LabOrder order) {
    return "identifier=" + settings.system() + "|" + order.tests().get(0).placer();
  }

  private ObjectNode serviceRequest(OrderSheet sheet, LabOrder.Test test, String patient) {
    LabOrder order = sheet.order();
    ObjectNode request = object().put("resourceType", "ServiceRequest");
    identifier(request, "PLAC", settings.system(), test.placer());
    if (order.tests().size() > 1) {
      request
          .putObject("requisition")
          .put("system", settings.system())
          .put("value", order.placer());
    }
    request.put("status", sheet.cancels() ? "revoked" : "active").put("intent", "order");
    coding(
        request.putArray("category").addObject(),
        "http://snomed.info/sct",
        "108252007",
        "Laboratory procedure");
    request.put("priority", order.priority().name().toLowerCase(Locale.ROOT));
    ObjectNode code = request.putObject("code");
    coding(code, "http://loinc.org", test.loinc(), test.display());
    request.putObject("subject").put("reference", patient);
    if (order.collectBy() != null) {
      request.putObject("occurrencePeriod").put("end", time(sheet, order.collectBy()));
    }
    request.put("authoredOn", time(sheet, order.createdAt()));
    request.putObject("requester").put("display", sheet.doctor().name());
    if (order.reasonCode() != null || order.reasonText() != null) {
      ObjectNode reason = request.putArray("reasonCode").addObject();
      if (order.reasonCode() != null) {
        coding(reason, "http://hl7.org/fhir/sid/icd-10", order.reasonCode(), null);
      }
      if (order.reasonText() != null) {
        reason.put("text", order.reasonText());
      }
    }
    if (order.note() != null) {
      request.putArray("note").addObject().put("text", order.note());
    }
    return request;
  }

  private ObjectNode patient(OrderSheet sheet) {
    OrderSheet.Subject subject = sheet.subject();
    ObjectNode patient = object().put("resourceType", "Patient");
    identifier(patient, "MR", settings.personSystem(), subject.id().toString());
    ObjectNode name = patient.putArray("name").addObject();
    if (subject.family() != null) {
      name.put("family", subject.family());
    }
    if (subject.given() != null) {
      name.putArray("given").add(subject.given());
    }
    if (subject.phone() != null) {
      patient
          .putArray("telecom")
          .addObject()
          .put("system", "phone")
          .put("value", "+" + subject.phone());
    }
    String gender = gender(subject.sex());
    if (gender != null) {
      patient.put("gender", gender);
    }
    if (subject.birthDate() != null) {
      patient.put("birthDate", subject.birthDate().toString());
    }
    return patient;
  }

  private String person(OrderSheet sheet) {
    return "identifier=" + settings.personSystem() + "|" + sheet.subject().id();
  }

  /** HL7's v2-to-FHIR map of table 0001. */
  private static String gender(String sex) {
    return switch (sex == null ? "" : sex) {
      case "F" -> "female";
      case "M" -> "male";
      case "O", "A" -> "other";
      case "U", "N" -> "unknown";
      default -> null;
    };
  }

  private static void ifAbsent(
      ArrayNode entries, String urn, String type, ObjectNode resource, String query) {
    entry(entries, urn, resource)
        .putObject("request")
        .put("method", "POST")
        .put("url", type)
        .put("ifNoneExist", query);
  }

  private static ObjectNode entry(ArrayNode entries, String urn, ObjectNode resource) {
    ObjectNode entry = entries.addObject().put("fullUrl", urn);
    entry.set("resource", resource);
    return entry;
  }

  private static void identifier(ObjectNode owner, String type, String system, String value) {
    ObjectNode identifier = owner.putArray("identifier").addObject();
    coding(identifier.putObject("type"), TYPES, type, null);
    identifier.put("system", system).put("value", value);
  }

  private static void coding(ObjectNode owner, String system, String code, String display) {
    ObjectNode coding = owner.putArray("coding").addObject().put("system", system);
    coding.put("code", code);
    if (display != null) {
      coding.put("display", display);
      owner.put("text", display);
    }
  }

  private static String urn(String of) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
  }

  private static String time(OrderSheet sheet, Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.atZone(sheet.partner().zone()).toOffsetDateTime());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
