package procare.partner.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import procare.lab.LabCode;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.partner.analyte.Analytes;
import procare.partner.analyte.LoincLine;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.reading.PackCodes;

/**
 * Lines of codes.csv for the codes that samples have. Only reviewed LOINC codes are proposed, only
 * with a unit that belongs to them, and only when code, words and unit agree.
 */
final class CodesDraft {
  static final String HEADER = "code,text,unit,loinc,display,ucum,factor\n";

  private record Key(String code, String unit) {}

  private record Seen(String code, String text, String unit, String loinc) {}

  private final Map<Key, Seen> seen = new LinkedHashMap<>();
  private final List<Proposal> proposals = new ArrayList<>();
  private final List<String> byHand = new ArrayList<>();

  private CodesDraft() {}

  static CodesDraft of(List<LabReport> reports) {
    CodesDraft draft = new CodesDraft();
    for (LabReport report : reports) {
      report.results().forEach(draft::look);
    }
    draft.seen.values().forEach(draft::propose);
    return draft;
  }

  /** The file; only its header when nothing is proposed. */
  String csv() {
    StringBuilder csv = new StringBuilder(HEADER);
    for (Proposal proposal : proposals) {
      csv.append("# ")
          .append(proposal.comment())
          .append('\n')
          .append(proposal.value())
          .append('\n');
    }
    byHand.forEach(line -> csv.append(CodeLines.BY_HAND).append(line).append('\n'));
    return csv.toString();
  }

  List<Proposal> proposals() {
    return proposals;
  }

  List<String> byHand() {
    return byHand;
  }

  private void look(LabResult result) {
    LabCode own =
        result.codes().stream().filter(c -> !c.isLoinc()).findFirst().orElse(result.codes().get(0));
    String loinc =
        result.codes().stream()
            .filter(LabCode::isLoinc)
            .map(LabCode::code)
            .findFirst()
            .orElse(null);
    String unit = PackCodes.unit(result.value());
    if (own.code() != null) {
      seen.putIfAbsent(
          new Key(own.code(), unit == null ? "" : unit),
          new Seen(own.code(), own.display() == null ? "" : own.display(), unit, loinc));
    }
  }

  private void propose(Seen one) {
    String what = one.code() + (one.text().isEmpty() ? "" : " (" + one.text() + ")");
    if (one.unit() == null || one.unit().isBlank()) {
      boolean elsewhere =
          seen.keySet().stream().anyMatch(k -> k.code().equals(one.code()) && !k.unit().isEmpty());
      if (!elsewhere) {
        byHand.add(what + ": the samples have no unit of it");
      }
      return;
    }
    Optional<String> byCode = Analytes.shipped().named(one.code());
    Optional<String> byText = Analytes.shipped().named(one.text());
    Optional<LoincLine> sent = Analytes.shipped().byLoinc(one.loinc());
    String in = what + " in " + one.unit();
    if (one.loinc() != null && sent.isEmpty()) {
      byHand.add(
          in + ": sent with LOINC " + one.loinc() + ", which is not among the reviewed ones");
    } else if (disagree(byCode, byText)
        || disagree(sent.map(LoincLine::analyte), byCode)
        || disagree(sent.map(LoincLine::analyte), byText)) {
      byHand.add(in + ": its code, words and LOINC mean different things");
    } else if (sent.isPresent()) {
      line(one, sent.get(), in, Confidence.HIGH, "the partner sends this LOINC itself");
    } else if (byCode.isPresent() || byText.isPresent()) {
      byName(one, byCode, byText, in);
    } else {
      byHand.add(in + ": nobody reviewed what it is");
    }
  }

  private void byName(Seen one, Optional<String> byCode, Optional<String> byText, String in) {
    String analyte = byCode.or(() -> byText).orElseThrow();
    Optional<LoincLine> line = Analytes.shipped().in(analyte, one.unit());
    if (line.isEmpty()) {
      byHand.add(in + ": looks like " + analyte + ", whose reviewed codes have no such unit");
      return;
    }
    boolean both = byCode.isPresent() && byText.isPresent();
    line(
        one,
        line.get(),
        in,
        both ? Confidence.HIGH : Confidence.MEDIUM,
        both
            ? "code, words and unit mean " + analyte
            : "its " + (byCode.isPresent() ? "code" : "words") + " and unit mean " + analyte);
  }

  private void line(Seen one, LoincLine line, String in, Confidence confidence, String why) {
    if (!Analytes.sameUnit(line.analyte(), line.ucum(), one.unit())) {
      byHand.add(in + ": " + line.loinc() + " is measured in " + line.ucum());
      return;
    }
    proposals.add(
        new Proposal(
            "codes.csv",
            CodeLines.line(
                one.code(), one.text().isEmpty() ? line.display() : one.text(), one.unit(), line),
            confidence,
            why));
  }

  private static boolean disagree(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}
