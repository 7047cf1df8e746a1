package procare.partner.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import procare.emr.AdtReader;
import procare.emr.PersonIdentifier;
import procare.emr.PersonName;
import procare.emr.PersonUpdate;
import procare.hl7.Incoming;
import procare.hl7.Intake;
import procare.hl7.Reports;
import procare.hl7.Segment;
import procare.lab.LabIdentifier;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.partner.adapter.PackHl7;
import procare.partner.pack.Pack;
import procare.partner.reading.Canonical;
import procare.partner.reading.FhirPatients;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.SideFiles;
import procare.partner.reading.UnreadableDocument;

/**
 * Reads messages of one pack by the code that reads the partner's, without storing or answering
 * anything. Safe for many threads.
 */
public final class PackReading {
  private final Pack pack;
  private final Intake intake;

  public PackReading(Pack pack) {
    this.pack = pack;
    this.intake =
        new Intake(
            List.of(
                (application, facility) ->
                    PackHl7.speaks(pack)
                            && pack.sender().equals(new Pack.Sender(application, facility))
                        ? Optional.of(PackHl7.of(pack))
                        : Optional.empty()));
  }

  public Pack pack() {
    return pack;
  }

  /**
   * The reports of a laboratory's message.
   *
   * @throws UnreadableDocument when it, or any message in it, cannot be taken
   */
  public List<LabReport> reports(byte[] body, String messageId, SideFiles files)
      throws UnreadableDocument {
    if (!PackHl7.speaks(pack)) {
      return ReportDocuments.read(pack, body, messageId, files);
    }
    List<LabReport> reports = new ArrayList<>();
    for (Incoming incoming : accepted(body)) {
      reports.addAll(Reports.of(incoming.message(), incoming.partner(), messageId));
    }
    return reports;
  }

  /**
   * What a medical record says of people.
   *
   * @param receivedAt when a message does not say when it happened
   * @throws UnreadableDocument when it, or any message in it, cannot be taken
   */
  public List<PersonUpdate> people(byte[] body, Instant receivedAt) throws UnreadableDocument {
    if (!PackHl7.speaks(pack)) {
      return FhirPatients.read(pack, body, "preview", receivedAt);
    }
    List<PersonUpdate> people = new ArrayList<>();
    for (Incoming incoming : accepted(body)) {
      String text =
          incoming.message().segments().stream()
              .map(Segment::line)
              .collect(Collectors.joining("\r"));
      people.addAll(AdtReader.read(pack.name(), incoming.partner().zone(), text));
    }
    return people;
  }

  /**
   * Reports or people as expected files write them.
   *
   * @throws UnreadableDocument when it, or any message in it, cannot be taken
   */
  public List<JsonNode> canonical(byte[] body, SideFiles files, Instant receivedAt)
      throws UnreadableDocument {
    List<JsonNode> all = new ArrayList<>();
    if (pack.kind() == Pack.Kind.EMR) {
      for (PersonUpdate update : people(body, receivedAt)) {
        String event = update.event().name();
        boolean merge = update.event() == PersonUpdate.Event.A40;
        all.add(shape(update, PackHl7.speaks(pack) ? event : merge ? "merge" : "update"));
      }
      return all;
    }
    for (LabReport report : reports(body, "preview", files)) {
      all.add(Canonical.of(report));
    }
    return all;
  }

  private List<Incoming> accepted(byte[] body) throws UnreadableDocument {
    List<Incoming> messages = intake.read(body);
    for (Incoming incoming : messages) {
      if (!incoming.verdict().accepted()) {
        throw new UnreadableDocument("The message", incoming.verdict().reason());
      }
    }
    return messages;
  }

  /**
   * An update as expected files write it.
   *
   * @param type the record's word for what happened, such as {@code A31}
   */
  public static JsonNode shape(PersonUpdate update, String type) {
    PersonName name = update.names().isEmpty() ? new PersonName(null, null) : update.names().get(0);
    ObjectNode shape = JsonNodeFactory.instance.objectNode().put("type", type);
    shape.set(
        "person",
        Canonical.of(
            new LabPerson(
                identifiers(update.identifiers()),
                name.family(),
                name.given(),
                update.birthDate(),
                update.sex(),
                update.phone())));
    if (update.event() == PersonUpdate.Event.A40) {
      shape.set("merged", Canonical.of(identifiers(update.mergedIdentifiers())));
    }
    return shape;
  }

  private static List<LabIdentifier> identifiers(List<PersonIdentifier> identifiers) {
    return identifiers.stream()
        .map(id -> new LabIdentifier(id.value(), id.assigner(), id.type()))
        .toList();
  }
}
