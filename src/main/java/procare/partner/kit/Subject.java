package procare.partner.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import procare.Json;
import procare.hl7.Hl7Partner;
import procare.hl7.Incoming;
import procare.hl7.Intake;
import procare.hl7.Reports;
import procare.lab.LabReport;
import procare.partner.adapter.PackHl7;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.SideFiles;
import procare.partner.reading.UnreadableDocument;

/** A pack under test, read by the same code as messages of the real partner. */
final class Subject {
  private static final String FOLDER = "samples/";
  private static final String ATTACHMENTS = FOLDER + "attachments/";
  private static final String EXPECTED = ".expected.json";

  private final PackFiles files;
  private final Pack pack;
  private final List<Sample> samples = new ArrayList<>();
  private final Intake intake;

  Subject(PackFiles files, Pack pack) {
    this.files = files;
    this.pack = pack;
    this.intake =
        new Intake(
            List.of(
                (application, facility) ->
                    PackHl7.speaks(pack)
                            && pack.sender().equals(new Pack.Sender(application, facility))
                        ? Optional.of(PackHl7.of(pack))
                        : Optional.empty()));
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      String name = file.getKey();
      if (name.startsWith(FOLDER) && !name.startsWith(ATTACHMENTS) && !name.endsWith(EXPECTED)) {
        byte[] expected = files.bytes(name + EXPECTED);
        samples.add(new Sample(name.substring(FOLDER.length()), file.getValue(), json(expected)));
      }
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return bytes == null ? null : Json.parse(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  Pack pack() {
    return pack;
  }

  PackFiles files() {
    return files;
  }

  List<Sample> samples() {
    return samples;
  }

  boolean hl7() {
    return PackHl7.speaks(pack);
  }

  Hl7Partner hl7Partner() {
    return PackHl7.of(pack);
  }

  /** The messages of a frame, as the MLLP server takes them. */
  List<Incoming> frame(byte[] frame) {
    return intake.read(frame);
  }

  /** The reports of a body, whatever its format. */
  List<LabReport> reports(byte[] body) throws UnreadableDocument {
    return reports(body, "kit");
  }

  List<LabReport> reports(byte[] body, String messageId) throws UnreadableDocument {
    if (!hl7()) {
      return ReportDocuments.read(pack, body, messageId, attachments());
    }
    List<LabReport> reports = new ArrayList<>();
    for (Incoming incoming : frame(body)) {
      if (!incoming.verdict().accepted()) {
        throw new UnreadableDocument("The message", incoming.verdict().reason());
      }
      reports.addAll(Reports.of(incoming.message(), incoming.partner(), messageId));
    }
    return reports;
  }

  private SideFiles attachments() {
    return name -> Optional.ofNullable(files.bytes(ATTACHMENTS + name));
  }
}
