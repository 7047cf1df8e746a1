package procare.lab.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import procare.Json;
import procare.lab.LabValue;
import procare.lab.StoredReport;
import procare.lab.Version;

/** One result as an Observation. */
final class ObservationResource {
  private static final String UCUM = "http://unitsofmeasure.org";

  private final Codings codings;
  private final String system;

  ObservationResource(String system) {
    this.codings = new Codings(system);
    this.system = system;
  }

  ObjectNode of(StoredReport report, Version version, String subject) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("resourceType", "Observation");
    node.put("id", version.observationId().toString());
    node.putObject("meta").put("versionId", version.id().toString());
    node.putArray("identifier")
        .addObject()
        .put("system", system + "/lab-observation")
        .put("value", version.observationId().toString());
    node.put("status", version.status());
    node.putArray("category").add(Codings.hl7("observation-category", "laboratory", "Laboratory"));
    node.set(
        "code",
        codings.test(
            report.partner(), version.loinc(), version.codes(), version.display().strip()));
    node.putObject("subject").put("reference", subject);
    if (version.observedAt() != null) {
      node.put("effectiveDateTime", time(version.observedAt()));
    }
    if (version.issuedAt() != null) {
      node.put("issued", time(version.issuedAt()));
    }
    node.putArray("performer").addObject().put("display", report.facility());
    value(node, report.partner(), version);
    if (!version.flags().isEmpty()) {
      var flags = node.putArray("interpretation");
      version.flags().stream()
          .filter(f -> Codings.trimmed(f) != null)
          .forEach(f -> flags.add(codings.interpretation(f)));
      if (flags.isEmpty()) {
        node.remove("interpretation");
      }
    }
    String range = Codings.trimmed(version.referenceRange());
    if (range != null) {
      node.putArray("referenceRange").addObject().put("text", range);
    }
    notes(node, version);
    return node;
  }

  private void notes(ObjectNode node, Version version) {
    var notes = node.putArray("note");
    version.notes().stream()
        .filter(n -> Codings.trimmed(n) != null)
        .forEach(n -> notes.addObject().put("text", n.strip()));
    if (converted(version)) {
      notes.addObject().put("text", "Sent as " + number(version.value()) + " " + version.unit());
    }
    if (version.review() != null) {
      notes.addObject().put("text", "Not to be relied on yet: " + version.review());
    }
    if (notes.isEmpty()) {
      node.remove("note");
    }
  }

  private void value(ObjectNode node, String partner, Version version) {
    LabValue value = version.normalised();
    if (value instanceof LabValue.Quantity q) {
      node.set("valueQuantity", quantity(q.value(), q.comparator(), version));
    } else if (value instanceof LabValue.Range r) {
      ObjectNode range = node.putObject("valueRange");
      if (r.low() != null) {
        range.set("low", quantity(r.low(), null, version));
      }
      if (r.high() != null) {
        range.set("high", quantity(r.high(), null, version));
      }
    } else if (value instanceof LabValue.Ratio r) {
      ObjectNode ratio = node.putObject("valueRatio");
      ratio.putObject("numerator").put("value", r.numerator());
      ratio.putObject("denominator").put("value", r.denominator());
    } else if (value instanceof LabValue.Text t && Codings.trimmed(t.text()) != null) {
      node.put("valueString", t.text().strip());
    } else if (value instanceof LabValue.Coded c) {
      node.set("valueCodeableConcept", codings.value(partner, c.code()));
    } else {
      node.set("dataAbsentReason", Codings.hl7("data-absent-reason", reason(version), null));
    }
  }

  private static String reason(Version version) {
    return switch (version.status()) {
      case "cancelled" -> "not-performed";
      case "entered-in-error" -> "error";
      case "registered", "preliminary" -> "temp-unknown";
      default -> "unknown";
    };
  }

  /** The UCUM code only where it is sure what the number is in. */
  private static ObjectNode quantity(BigDecimal number, String comparator, Version version) {
    ObjectNode quantity = Json.MAPPER.createObjectNode();
    quantity.put("value", number);
    if (comparator != null) {
      quantity.put("comparator", comparator);
    }
    boolean sure = version.ucum() != null && version.review() == null;
    String unit = Codings.trimmed(converted(version) ? version.ucum() : version.unit());
    if (unit != null) {
      quantity.put("unit", unit);
    }
    if (sure) {
      quantity.put("system", UCUM);
      quantity.put("code", version.ucum());
    }
    return quantity;
  }

  private static boolean converted(Version version) {
    return version.factor().compareTo(BigDecimal.ONE) != 0;
  }

  private static String number(LabValue value) {
    return value instanceof LabValue.Quantity q
        ? (q.comparator() == null ? "" : q.comparator()) + q.value().toPlainString()
        : "a range";
  }

  static String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
