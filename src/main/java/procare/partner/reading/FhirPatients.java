package procare.partner.reading;

import static procare.partner.reading.FhirParts.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import procare.Json;
import procare.emr.PersonIdentifier;
import procare.emr.PersonName;
import procare.emr.PersonUpdate;
import procare.partner.pack.Pack;

/**
 * Patients of a FHIR R4 record as updates of a person. One that was replaced by another ({@code
 * Patient.link.type = replaced-by}) is a merge, as ADT^A40 is in HL7 v2.
 */
public final class FhirPatients {
  private final Pack pack;
  private final String messageId;
  private final Instant receivedAt;

  private FhirPatients(Pack pack, String messageId, Instant receivedAt) {
    this.pack = pack;
    this.messageId = messageId;
    this.receivedAt = receivedAt;
  }

  /**
   * Reads a Patient, or the Patients of a Bundle.
   *
   * @param receivedAt when a resource does not say when it changed (meta.lastUpdated)
   * @throws UnreadableDocument when one of them cannot be read: then none is
   */
  public static List<PersonUpdate> read(
      Pack pack, byte[] body, String messageId, Instant receivedAt) throws UnreadableDocument {
    JsonNode root;
    try {
      root = Json.parse(body);
    } catch (IOException e) {
      throw new UnreadableDocument("", "is no JSON");
    }
    FhirPatients reading = new FhirPatients(pack, messageId, receivedAt);
    FhirResources resources = new FhirResources(root);
    List<PersonUpdate> updates = new ArrayList<>();
    for (JsonNode patient : resources.of("Patient")) {
      updates.add(reading.update(patient, resources));
    }
    if (updates.isEmpty() && !"Bundle".equals(root.path("resourceType").asText())) {
      throw new UnreadableDocument("", "holds no Patient");
    }
    return updates;
  }

  private PersonUpdate update(JsonNode patient, FhirResources resources) throws UnreadableDocument {
    Moments moments = new Moments(pack.zone() == null ? ZoneOffset.UTC : pack.zone(), null);
    Instant changed =
        moments.time(text(patient.at("/meta/lastUpdated")), "Patient.meta.lastUpdated");
    List<PersonIdentifier> own = identifiers(patient);
    if (own.isEmpty()) {
      throw new UnreadableDocument("Patient.identifier", "is missing: nobody could be told apart");
    }
    for (JsonNode link : patient.path("link")) {
      if ("replaced-by".equals(link.path("type").asText())) {
        return new PersonUpdate(
            pack.name(),
            PersonUpdate.Event.A40,
            survivor(patient, link.path("other"), resources),
            List.of(),
            null,
            null,
            null,
            own,
            changed == null ? receivedAt : changed,
            messageId);
      }
    }
    return new PersonUpdate(
        pack.name(),
        PersonUpdate.Event.A08,
        own,
        names(patient),
        moments.date(text(patient.path("birthDate")), "Patient.birthDate"),
        text(patient.path("gender")),
        FhirParts.phone(patient),
        List.of(),
        changed == null ? receivedAt : changed,
        messageId);
  }

  private static List<PersonIdentifier> survivor(
      JsonNode patient, JsonNode other, FhirResources resources) throws UnreadableDocument {
    JsonNode found = resources.find(patient, other);
    if (found != null && !identifiers(found).isEmpty()) {
      return identifiers(found);
    }
    String value = text(other.path("identifier").path("value"));
    if (value == null) {
      throw new UnreadableDocument(
          "Patient.link.other", "names the one who stays by no identifier");
    }
    return List.of(
        new PersonIdentifier(text(other.path("identifier").path("system")), value, null));
  }

  private static List<PersonIdentifier> identifiers(JsonNode patient) {
    return FhirParts.identifiers(patient).stream()
        .map(id -> new PersonIdentifier(id.assigner(), id.value(), id.type()))
        .toList();
  }

  private static List<PersonName> names(JsonNode patient) {
    List<PersonName> names = new ArrayList<>(1);
    for (JsonNode name : patient.path("name")) {
      List<String> given = new ArrayList<>();
      name.path("given").forEach(part -> given.add(part.asText()));
      String family = text(name.path("family"));
      if (family != null || !given.isEmpty()) {
        names.add(new PersonName(family, given.isEmpty() ? null : String.join(" ", given)));
      }
    }
    return names;
  }
}
