package procare.partner.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import procare.emr.AdtReader;
import procare.hl7.Acknowledgement;
import procare.hl7.Incoming;
import procare.hl7.Intake;
import procare.hl7.Reports;
import procare.lab.LabCode;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.partner.adapter.PackHl7;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.reading.Canonical;
import procare.partner.reading.FhirPatients;
import procare.partner.reading.PackCodes;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.SideFiles;
import procare.partner.reading.UnreadableDocument;

/**
 * Every step that a message of a partner would go through, with its output: {@code received},
 * {@code decoded}, {@code judged} with the acknowledgement, {@code read} into canonical reports or
 * people, {@code mapped} to LOINC and UCUM, what is {@code critical}, and which codes are {@code
 * unmapped}. A step that fails says why, and the ones behind it are missing.
 */
public final class Preview {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Acknowledgement ACK = new Acknowledgement("PROCAREHUB", "PROCARE");

  private final Pack pack;
  private final Instant now;
  private final ArrayNode steps = JSON.arrayNode();
  private final List<LabReport> reports = new ArrayList<>();
  private final TreeSet<String> unmapped = new TreeSet<>();
  private boolean refused;

  private Preview(Pack pack, Instant now) {
    this.pack = pack;
    this.now = now;
  }

  /**
   * Previews one body.
   *
   * @param body as it would come from the partner: a frame without its MLLP bytes, or a document
   * @param files what would lie beside it
   * @return {@code {"partner","version","ok","steps":[{"step","ok",…}],"unmapped":[…]}}
   */
  public static JsonNode of(Pack pack, byte[] body, SideFiles files, Instant now) {
    Preview preview = new Preview(pack, now);
    preview
        .step("received", true)
        .put("bytes", body.length)
        .put("protocol", pack.protocol().word());
    try {
      preview.read(body, files);
      preview.map();
    } catch (UnreadableDocument e) {
      preview.step("read", false).put("problem", e.getMessage());
    } catch (IllegalArgumentException e) {
      preview.step("read", false).put("problem", String.valueOf(e.getMessage()));
    }
    return preview.result();
  }

  private JsonNode result() {
    ObjectNode result = JSON.objectNode();
    result.put("partner", pack.name()).put("version", pack.version()).put("ok", !refused);
    result.set("steps", steps);
    ArrayNode codes = result.putArray("unmapped");
    unmapped.forEach(codes::add);
    return result;
  }

  private ObjectNode step(String name, boolean ok) {
    refused |= !ok;
    return steps.addObject().put("step", name).put("ok", ok);
  }

  private void read(byte[] body, SideFiles files) throws UnreadableDocument {
    if (PackHl7.speaks(pack)) {
      messages(body);
    } else if (pack.kind() == Pack.Kind.EMR) {
      step("read", true).set("people", Canonical.of(FhirPatients.read(pack, body, "preview", now)));
    } else {
      reports.addAll(ReportDocuments.read(pack, body, "preview", files));
      step("read", true).set("reports", Canonical.of(reports));
    }
  }

  private void messages(byte[] frame) {
    Intake intake =
        new Intake(
            List.of(
                (application, facility) ->
                    pack.sender().equals(new Pack.Sender(application, facility))
                        ? Optional.of(PackHl7.of(pack))
                        : Optional.empty()));
    List<Incoming> messages = intake.read(frame);
    step("split", true).put("messages", messages.size());
    for (Incoming message : messages) {
      judged(message);
      if (message.verdict().accepted()) {
        hl7(message);
      }
    }
  }

  private void judged(Incoming message) {
    ObjectNode decoded = step("decoded", true).put("charset", message.charset().name());
    ArrayNode flags = decoded.putArray("flags");
    message.flags().forEach(flags::add);
    ObjectNode judged =
        step("judged", message.verdict().accepted())
            .put("type", message.type())
            .put("controlId", message.controlId())
            .put("answer", message.verdict().code().name());
    if (message.verdict().reason() != null) {
      judged.put("problem", message.verdict().reason()).put("place", message.verdict().place());
    }
    ArrayNode keys = judged.putArray("orderKeys");
    message.orderKeys().forEach(keys::add);
    byte[] ack = ACK.accept(message, message.verdict(), now);
    judged.put("ack", ack == null ? null : new String(ack, message.charset()));
  }

  private void hl7(Incoming message) {
    if (message.type().startsWith("ADT^")) {
      String text =
          message.message().segments().stream()
              .map(segment -> segment.line())
              .collect(Collectors.joining("\r"));
      step("read", true)
          .set("people", Canonical.of(AdtReader.read(pack.name(), message.partner().zone(), text)));
      return;
    }
    List<LabReport> here = Reports.of(message.message(), message.partner(), "preview");
    reports.addAll(here);
    step("read", true).set("reports", Canonical.of(here));
  }

  private void map() {
    if (reports.isEmpty()) {
      return;
    }
    ArrayNode mapped = JSON.arrayNode();
    ArrayNode critical = JSON.arrayNode();
    for (LabReport report : reports) {
      for (LabResult result : report.results()) {
        map(report, result, mapped, critical);
      }
    }
    step("mapped", true).set("results", mapped);
    step("critical", true).set("results", critical);
  }

  private void map(LabReport report, LabResult result, ArrayNode mapped, ArrayNode critical) {
    LabCode first = result.codes().get(0);
    ObjectNode line = mapped.addObject();
    line.put("report", Objects.requireNonNullElse(report.filler(), report.placer()));
    line.put("code", first.code()).put("unit", PackCodes.unit(result.value()));
    Optional<CodeMap.Mapped> code = PackCodes.of(pack, result);
    if (code.isEmpty()) {
      line.put("loinc", (String) null);
      String unit = PackCodes.unit(result.value());
      unmapped.add(first.code() + (unit == null ? "" : " in " + unit));
      return;
    }
    BigDecimal value =
        result.value() instanceof LabValue.Quantity q
            ? q.value().multiply(code.get().factor()).round(MathContext.DECIMAL64)
            : null;
    line.put("loinc", code.get().loinc()).put("display", code.get().display());
    line.put("value", value).put("ucum", code.get().ucum());
    String why = critical(code.get(), value, result);
    if (why != null) {
      critical.addObject().put("loinc", code.get().loinc()).put("why", why);
    }
  }

  /** The laboratory's word comes before any threshold. */
  private String critical(CodeMap.Mapped code, BigDecimal value, LabResult result) {
    for (String flag : result.flags()) {
      if (List.of("HH", "LL", "AA", "<", ">").contains(flag.toUpperCase(Locale.ROOT))) {
        return "the laboratory's flag " + flag;
      }
    }
    for (Pack.Critical limit : pack.critical()) {
      if (value != null && limit.loinc().equals(code.loinc()) && limit.unit().equals(code.ucum())) {
        if (limit.low() != null && value.compareTo(limit.low()) <= 0) {
          return "at or below " + limit.low();
        }
        if (limit.high() != null && value.compareTo(limit.high()) >= 0) {
          return "at or above " + limit.high();
        }
      }
    }
    return null;
  }
}
