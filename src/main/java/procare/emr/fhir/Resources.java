package procare.emr.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import procare.Json;
import procare.glucose.StoredReading;

/** FHIR R4 resources as the hub writes them; {@code subject} is a reference of the Bundle. */
public final class Resources {
  private static final String LOINC = "http://loinc.org";
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final String CATEGORY =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  private final String system;

  /**
   * @param system base URI of the hub's identifiers
   */
  public Resources(String system) {
    this.system = system;
  }

  /** What a partner told about a person; all but the identifier may be null. */
  public record Person(String family, String given, LocalDate birthDate, String sex) {}

  /** A week of doses. {@code asked} is what the patient could have confirmed, never zero. */
  public record Week(LocalDate monday, int asked, int taken, int notTaken, int missed) {}

  /** A message that left; {@code receivedAt} may be null. */
  public record Message(
      String id, String channel, String text, Instant sentAt, Instant receivedAt) {}

  public static ObjectNode patient(String system, String value, Person person) {
    ObjectNode patient = resource("Patient");
    ObjectNode identifier = patient.putArray("identifier").addObject();
    identifier.put("use", "usual");
    coding(
        identifier.putObject("type"),
        "http://terminology.hl7.org/CodeSystem/v2-0203",
        "MR",
        "Medical record number");
    identifier.put("system", system).put("value", value);
    patient.put("active", true);
    if (person.family() != null || person.given() != null) {
      ObjectNode name = patient.putArray("name").addObject().put("use", "official");
      if (person.family() != null) {
        name.put("family", person.family());
      }
      if (person.given() != null) {
        name.putArray("given").add(person.given());
      }
    }
    String gender = gender(person.sex());
    if (gender != null) {
      patient.put("gender", gender);
    }
    if (person.birthDate() != null) {
      patient.put("birthDate", person.birthDate().toString());
    }
    return patient;
  }

  /** HL7 table 0001 to AdministrativeGender (v2-to-FHIR table-hl70001). */
  private static String gender(String sex) {
    return switch (sex == null ? "" : sex.toUpperCase(Locale.ROOT)) {
      case "F", "FEMALE" -> "female";
      case "M", "MALE" -> "male";
      case "O", "A", "OTHER" -> "other";
      case "U", "UNKNOWN" -> "unknown";
      default -> null;
    };
  }

  /**
   * A reading of a meter in the unit it was entered in: LOINC 41653-7 is mg/dL, 14743-9 is mmol/L,
   * never the other way round (contracts.md §0, trap 18).
   *
   * @throws IllegalArgumentException when its unit is not known
   */
  public ObjectNode reading(StoredReading reading, String subject, ZoneId zone) {
    ObjectNode observation =
        observation("reading", reading.id().toString(), "vital-signs", "Vital Signs");
    switch (reading.unit()) {
      case "mg/dL" ->
          coding(
              observation.putObject("code"),
              LOINC,
              "41653-7",
              "Glucose [Mass/volume] in Capillary blood by Glucometer");
      case "mmol/L" ->
          coding(
              observation.putObject("code"),
              LOINC,
              "14743-9",
              "Glucose [Moles/volume] in Capillary blood by Glucometer");
      default -> throw new IllegalArgumentException("a reading without unit");
    }
    observation.putObject("subject").put("reference", subject);
    observation.put("effectiveDateTime", time(reading.recordedAt(), zone));
    observation.put("issued", time(reading.receivedAt(), zone));
    observation.putArray("performer").addObject().put("reference", subject);
    ObjectNode quantity = observation.putObject("valueQuantity").put("value", reading.value());
    if (reading.comparator() != null) {
      quantity.put("comparator", reading.comparator());
    }
    quantity.put("unit", reading.unit()).put("system", UCUM).put("code", reading.unit());
    if (reading.state() != null) {
      observation.putArray("note").addObject().put("text", "State: " + reading.state());
    }
    observation.putObject("method").put("text", "self-monitoring, capillary");
    return observation;
  }

  /** Share of confirmed doses of a week, with the counts that it comes from. */
  public ObjectNode adherence(Week week, String id, String subject) {
    ObjectNode observation = observation("adherence", id, "therapy", "Therapy");
    ObjectNode code = observation.putObject("code");
    coding(code, local("observation"), "medication-adherence", "Doses confirmed as taken");
    code.put("text", "Doses confirmed as taken, of those asked for");
    observation.putObject("subject").put("reference", subject);
    observation
        .putObject("effectivePeriod")
        .put("start", week.monday().toString())
        .put("end", week.monday().plusDays(6).toString());
    BigDecimal percent =
        BigDecimal.valueOf(week.taken() * 100L)
            .divide(BigDecimal.valueOf(week.asked()), 0, RoundingMode.HALF_UP);
    observation
        .putObject("valueQuantity")
        .put("value", percent)
        .put("unit", "%")
        .put("system", UCUM)
        .put("code", "%");
    component(observation, "doses-asked", "Doses asked for", week.asked());
    component(observation, "doses-taken", "Confirmed as taken", week.taken());
    component(observation, "doses-not-taken", "Said not to be taken", week.notTaken());
    component(observation, "doses-unanswered", "Not answered in time", week.missed());
    return observation;
  }

  private void component(ObjectNode observation, String code, String display, int count) {
    ObjectNode component = observation.withArray("component").addObject();
    coding(component.putObject("code"), local("observation"), code, display);
    component.put("valueInteger", count);
  }

  /** A message that the patient was sent. */
  public ObjectNode communication(Message message, String subject, ZoneId zone) {
    ObjectNode communication = resource("Communication");
    identifier(communication, "message", message.id());
    communication.put("status", "completed");
    ObjectNode medium = communication.putArray("medium").addObject();
    coding(medium, local("channel"), message.channel(), null);
    communication.putObject("subject").put("reference", subject);
    communication.put("sent", time(message.sentAt(), zone));
    if (message.receivedAt() != null) {
      communication.put("received", time(message.receivedAt(), zone));
    }
    communication.putArray("recipient").addObject().put("reference", subject);
    communication.putArray("payload").addObject().put("contentString", message.text());
    return communication;
  }

  private ObjectNode observation(String kind, String id, String category, String display) {
    ObjectNode observation = resource("Observation");
    identifier(observation, kind, id);
    observation.put("status", "final");
    coding(observation.putArray("category").addObject(), CATEGORY, category, display);
    return observation;
  }

  private void identifier(ObjectNode resource, String kind, String value) {
    resource.putArray("identifier").addObject().put("system", systemOf(kind)).put("value", value);
  }

  /** System of one kind of identifier: {@code reading, adherence, message}. */
  public String systemOf(String kind) {
    return system + "/" + kind;
  }

  private String local(String name) {
    return system.replaceFirst("/sid$", "") + "/CodeSystem/" + name;
  }

  private static ObjectNode resource(String type) {
    return Json.MAPPER.createObjectNode().put("resourceType", type);
  }

  private static void coding(ObjectNode concept, String system, String code, String display) {
    ObjectNode coding = concept.putArray("coding").addObject().put("system", system);
    coding.put("code", code);
    if (display != null) {
      coding.put("display", display);
    }
  }

  private static String time(Instant instant, ZoneId zone) {
    return instant
        .truncatedTo(ChronoUnit.MILLIS)
        .atZone(zone)
        .format(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
