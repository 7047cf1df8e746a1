package procare.partner.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import procare.Json;
import procare.lab.LabReport;
import procare.partner.canonical.PackReading;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.pack.Protocol;
import procare.partner.reading.SideFiles;
import procare.partner.reading.UnreadableDocument;

/** Makes a draft of a pack from samples of one partner. */
public final class Drafts {
  private final String name;
  private final String title;
  private final List<SampleFile> samples;
  private final List<SampleFile> beside;
  private final List<String> byHand = new ArrayList<>();
  private final List<Proposal> proposals = new ArrayList<>();

  private Drafts(String name, String title, List<SampleFile> samples, List<SampleFile> beside) {
    this.name = name;
    this.title = title;
    this.samples = samples;
    this.beside = beside;
  }

  /**
   * Drafts a pack.
   *
   * @param name of the pack
   * @param title the partner's name for people
   * @param files samples, all in one format; PDF files are what comes beside them
   * @throws DraftRefused when they are of different formats, or nothing can be made of them
   */
  public static Draft of(String name, String title, List<SampleFile> files) throws DraftRefused {
    List<SampleFile> samples = files.stream().filter(f -> !isPdf(f)).toList();
    if (samples.isEmpty()) {
      throw new DraftRefused("there is no sample message among the files");
    }
    return new Drafts(name, title, samples, files.stream().filter(Drafts::isPdf).toList()).draft();
  }

  private static boolean isPdf(SampleFile file) {
    return new String(file.bytes(), StandardCharsets.ISO_8859_1).startsWith("%PDF");
  }

  private Draft draft() throws DraftRefused {
    Proposal charset = Letters.of(samples);
    List<JsonNode> documents = documents();
    FormatDraft format;
    Protocol protocol;
    if (samples.stream().allMatch(Drafts::isHl7)) {
      format = Hl7Draft.of(samples);
      protocol = Protocol.HL7_MLLP;
      charset = declared(charset);
    } else if (documents == null) {
      format = CsvDraft.of(samples, Charset.forName(charset.value()));
      protocol = Protocol.SFTP_FILES;
    } else if (documents.stream().allMatch(d -> d.has("resourceType"))) {
      format = FhirDraft.of(documents);
      protocol = Protocol.FHIR_REST;
    } else {
      format = JsonDraft.of(documents);
      protocol = Protocol.JSON_REST;
    }
    proposals.add(Clocks.zone(samples));
    if (protocol == Protocol.HL7_MLLP || protocol == Protocol.SFTP_FILES) {
      proposals.add(charset);
    }
    proposals.addAll(format.all());
    byHand.addAll(format.byHand());
    TreeMap<String, byte[]> files = new TreeMap<>();
    DraftFiles.write(name, title, protocol, proposals, files);
    samples.forEach(sample -> files.put("samples/" + sample.name(), sample.bytes()));
    beside.forEach(file -> files.put("samples/attachments/" + file.name(), file.bytes()));
    read(files);
    files.put("DRAFT.md", utf8(DraftFiles.report(name, proposals, byHand)));
    return new Draft(new PackFiles(name, files), proposals, byHand);
  }

  private static boolean isHl7(SampleFile sample) {
    return new String(sample.bytes(), StandardCharsets.ISO_8859_1)
        .stripLeading()
        .matches("(?s)(\u00EF\u00BB\u00BF)?(MSH|FHS|BHS)\\|.*");
  }

  /** MSH-18 of every message comes before what the letters look like. */
  private Proposal declared(Proposal looks) {
    boolean all =
        samples.stream()
            .map(s -> new String(s.bytes(), StandardCharsets.ISO_8859_1).split("[\\r\\n]")[0])
            .allMatch(msh -> msh.split("\\|", -1).length > 17 && msh.contains("UTF-8"));
    return all
        ? new Proposal("charset", "UTF-8", Confidence.HIGH, "MSH-18 of all samples says so")
        : looks;
  }

  private List<JsonNode> documents() throws DraftRefused {
    List<JsonNode> documents = new ArrayList<>();
    for (SampleFile sample : samples) {
      try {
        JsonNode document = Json.parse(sample.bytes());
        if (document.isContainerNode()) {
          documents.add(document);
        }
      } catch (IOException e) {
        continue;
      }
    }
    if (!documents.isEmpty() && documents.size() < samples.size()) {
      throw new DraftRefused(
          "some samples are JSON and some are not: draft them one format at a time");
    }
    return documents.isEmpty() ? null : documents;
  }

  /** With the proposed mapping the samples are read, which gives codes.csv and expectations. */
  private void read(TreeMap<String, byte[]> files) throws DraftRefused {
    // Any line will do until the codes are known.
    files.put("codes.csv", utf8(CodesDraft.HEADER + "ANY,,,4548-4,,,\n"));
    samples.forEach(s -> files.put("samples/" + s.name() + ".expected.json", utf8("[]\n")));
    PackReading reading = new PackReading(pack(files));
    SideFiles sides = file -> Optional.ofNullable(files.get("samples/attachments/" + file));
    List<LabReport> reports = new ArrayList<>();
    for (SampleFile sample : samples) {
      try {
        byte[] expected = Expectations.of(reading, sample.bytes(), files);
        if (reading.pack().kind() == Pack.Kind.LAB) {
          reports.addAll(reading.reports(sample.bytes(), "draft", sides));
        }
        files.put("samples/" + sample.name() + ".expected.json", expected);
      } catch (UnreadableDocument | IllegalArgumentException e) {
        byHand.add("samples/" + sample.name() + " cannot be read yet: " + e.getMessage());
      }
    }
    if (reading.pack().kind() == Pack.Kind.EMR) {
      files.remove("codes.csv");
      return;
    }
    CodesDraft codes = CodesDraft.of(reports);
    files.put("codes.csv", utf8(codes.csv()));
    proposals.addAll(codes.proposals());
    codes.byHand().forEach(line -> byHand.add("codes.csv: " + line));
  }

  private Pack pack(TreeMap<String, byte[]> files) throws DraftRefused {
    try {
      return PackReader.read(new PackFiles(name, files));
    } catch (PackRefused e) {
      throw new DraftRefused(
          "too little was found for a pack:\n  "
              + e.getMessage().replace("\n", "\n  ")
              + (byHand.isEmpty() ? "" : "\n  " + String.join("\n  ", byHand)));
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
