package procare.partner.reading;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import procare.lab.LabCode;
import procare.lab.LabIdentifier;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.partner.pack.Pack;

/** What JSON and CSV have in common: canonical fields from looked-up texts. */
final class Fields {
  private static final String LOCAL = "L";

  private final Pack pack;
  private final Moments moments;
  private final Statuses statuses;

  Fields(Pack pack) {
    this.pack = pack;
    this.moments = new Moments(pack.zone(), pack.results().dates());
    this.statuses = new Statuses(pack.results().statuses());
  }

  /**
   * A report without results and documents.
   *
   * @param fields text by canonical name, null where nothing was sent
   * @param place of the report
   */
  LabReport report(UnaryOperator<String> fields, LabPerson person, String messageId, String place)
      throws UnreadableDocument {
    String placer = fields.apply("placer");
    String filler = fields.apply("filler");
    if (placer == null && filler == null) {
      throw new UnreadableDocument(
          place, "has neither the laboratory's number (results.report.filler) nor ours (placer)");
    }
    if (placer == null && person.identifiers().isEmpty()) {
      throw new UnreadableDocument(
          place, "names nobody: neither results.person.id nor our order number (placer)");
    }
    return new LabReport(
        pack.name(),
        pack.sender() == null ? pack.name() : pack.sender().facility(),
        messageId,
        person,
        placer,
        filler,
        code(fields.apply("code"), fields.apply("display"), null),
        statuses.report(fields.apply("status")),
        moments.time(fields.apply("collectedAt"), place + " collectedAt"),
        moments.time(fields.apply("issuedAt"), place + " issuedAt"),
        fields.apply("orderedBy"),
        List.of(),
        List.of(),
        List.of());
  }

  LabPerson person(UnaryOperator<String> fields, String place) throws UnreadableDocument {
    List<LabIdentifier> identifiers = new ArrayList<>(2);
    add(identifiers, fields.apply("id"), pack.identifiers().ours());
    add(identifiers, fields.apply("foreign"), pack.identifiers().theirs());
    String family = fields.apply("family");
    String given = fields.apply("given");
    String whole = fields.apply("name");
    if (family == null && given == null && whole != null) {
      int last = whole.lastIndexOf(' ');
      family = last < 0 ? whole : whole.substring(last + 1);
      given = last < 0 ? null : whole.substring(0, last).strip();
    }
    LocalDate born = moments.date(fields.apply("birthDate"), place + " birthDate");
    return new LabPerson(
        identifiers, family, given, born, fields.apply("sex"), fields.apply("phone"));
  }

  private static void add(List<LabIdentifier> identifiers, String value, String assigner) {
    if (value != null) {
      identifiers.add(new LabIdentifier(value, assigner, null));
    }
  }

  LabResult result(UnaryOperator<String> fields, LabReport report, String place)
      throws UnreadableDocument {
    List<LabCode> codes =
        code(fields.apply("code"), fields.apply("display"), fields.apply("loinc"));
    if (codes.isEmpty()) {
      throw new UnreadableDocument(place, "has no code (results.item.code or loinc)");
    }
    String note = fields.apply("note");
    return new LabResult(
        codes,
        null,
        Values.of(fields.apply("value"), fields.apply("unit")),
        fields.apply("range"),
        Values.flags(fields.apply("flag")),
        statuses.result(fields.apply("status"), report.status()),
        fields.apply("observedAt") == null
            ? report.collectedAt()
            : moments.time(fields.apply("observedAt"), place + " observedAt"),
        note == null ? List.of() : List.of(note));
  }

  private static List<LabCode> code(String code, String display, String loinc) {
    List<LabCode> codes = new ArrayList<>(2);
    if (code != null) {
      codes.add(new LabCode(code, display, LOCAL));
    }
    if (loinc != null) {
      codes.add(new LabCode(loinc.toUpperCase(Locale.ROOT), display, LabCode.LOINC));
    }
    return codes;
  }

  /** A copy with what belongs to the report. */
  static LabReport with(
      LabReport report, List<LabResult> results, List<procare.lab.LabDocument> documents) {
    return new LabReport(
        report.partner(),
        report.facility(),
        report.messageId(),
        report.person(),
        report.placer(),
        report.filler(),
        report.service().isEmpty() && !results.isEmpty()
            ? results.get(0).codes()
            : report.service(),
        report.status(),
        report.collectedAt(),
        report.issuedAt(),
        report.orderedBy(),
        results,
        documents,
        report.notes());
  }
}
