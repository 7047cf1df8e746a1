package procare.partner.kit;

import static procare.partner.kit.KitFailure.same;
import static procare.partner.kit.KitFailure.unless;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;
import procare.partner.pack.CodeMap;
import procare.partner.pack.Pack;
import procare.partner.reading.UnreadableDocument;

/** What a result may say, in each partner's own format. */
final class ResultCases {
  private static final List<String> STATUSES =
      List.of("final", "preliminary", "corrected", "cancelled", "entered-in-error", "unknown");

  private final Subject subject;
  private final Editor editor;
  private final Cases cases;

  private ResultCases(Subject subject, Editor editor, Cases cases) {
    this.subject = subject;
    this.editor = editor;
    this.cases = cases;
  }

  static void add(Subject subject, Cases cases) {
    if (subject.pack().kind() == Pack.Kind.LAB && !subject.samples().isEmpty()) {
      new ResultCases(subject, editor(subject), cases).add();
    }
  }

  static Editor editor(Subject subject) {
    Pack pack = subject.pack();
    byte[] body = subject.samples().get(0).body();
    return switch (pack.results().format()) {
      case "json" -> new JsonEditor(body, pack.results());
      case "csv" -> new CsvEditor(body, pack.results(), pack.charset());
      case "fhir" -> new FhirEditor(body);
      default -> new Hl7Editor(body, pack.charset());
    };
  }

  private void add() {
    value("number", "A number keeps its digits", "7.250", quantity(null, "7.250"));
    value("below", "A value below the limit keeps its sign", "<15", quantity("<", "15"));
    value("above", "A value above the limit keeps its sign", ">600", quantity(">", "600"));
    value("words", "A number field with words keeps them", "None", new LabValue.Text("None"));
    value("absent", "No value is no value, never zero", "", new LabValue.Absent());
    cases.add(
        "results.value-thousands",
        "1,234 is not guessed to be 1.234",
        () -> {
          LabValue value = first(Map.of("item.value", "1,234")).value();
          unless(
              !(value instanceof LabValue.Quantity q)
                  || q.value().compareTo(new BigDecimal("1.234")) != 0,
              "it was read as 1.234");
        });
    unit();
    for (String flag : List.of("HH", "LL", "H", "N", "AA")) {
      cases.add(
          "results.flag-" + flag,
          "The laboratory's flag " + flag + " arrives as sent",
          () -> same("the flag", List.of(flag), first(Map.of("item.flag", flag)).flags()));
    }
    cases.add(
        "results.flag-none",
        "A result without a flag has none",
        () ->
            unless(
                first(Map.of("item.flag", "")).flags().stream().allMatch(String::isBlank),
                "a flag appeared"));
    statuses();
    identity();
    codes();
  }

  private void value(String id, String title, String written, LabValue expected) {
    cases.add(
        "results.value-" + id,
        title,
        () -> {
          LabValue found = first(Map.of("item.value", written)).value();
          if (found instanceof LabValue.Quantity q && expected instanceof LabValue.Quantity e) {
            same("the comparator", e.comparator(), q.comparator());
            same("the value", e.value().toPlainString(), q.value().toPlainString());
          } else {
            same("the value", expected, found);
          }
        });
  }

  private static LabValue quantity(String comparator, String value) {
    return new LabValue.Quantity(comparator, new BigDecimal(value), null);
  }

  private void unit() {
    cases.add(
        "results.unit",
        "A unit arrives as sent",
        () -> {
          LabValue value = first(Map.of("item.value", "5", "item.unit", "UMOLL")).value();
          same("the unit", "UMOLL", value instanceof LabValue.Quantity q ? q.unit() : value);
        });
    cases.add(
        "results.unit-none",
        "A missing unit is not invented",
        () -> {
          LabValue value = first(Map.of("item.value", "5", "item.unit", "")).value();
          unless(
              !(value instanceof LabValue.Quantity q) || q.unit() == null || q.unit().isBlank(),
              "a unit appeared");
        });
  }

  private void statuses() {
    for (String status : STATUSES) {
      String name = editor.can("item.status") ? "item.status" : "report.status";
      String word = editor.word(name, status);
      String ofReport = editor.word("report.status", status);
      if (word != null && editor.can(name)) {
        cases.add(
            "results.status-" + status,
            "The partner's word for " + status + " means just that",
            () -> same("the status", status, first(Map.of(name, word)).status()));
      }
      if (ofReport != null && editor.can("report.status")) {
        cases.add(
            "reports.status-" + status,
            "The partner's word for a report that is " + status + " means just that",
            () -> same("the status", status, report(Map.of("report.status", ofReport)).status()));
      }
    }
  }

  private void identity() {
    cases.add(
        "reports.filler",
        "The laboratory's number is read where the pack says",
        () -> same("the number", "L-KIT-1", report(Map.of("report.filler", "L-KIT-1")).filler()));
    if (editor.can("report.placer")) {
      cases.add(
          "reports.placer",
          "Our order number is read where the pack says",
          () -> same("the number", "O-KIT-1", report(Map.of("report.placer", "O-KIT-1")).placer()));
    }
    if (editor.can("person.id")) {
      cases.add(
          "reports.person",
          "The person is known by the number",
          () ->
              same(
                  "the number",
                  "P-KIT-1",
                  report(Map.of("person.id", "P-KIT-1")).person().identifiers().get(0).value()));
    }
    if (editor.can("person.family")) {
      name("ascii", "O'Brien-Ünal");
      name("markup", "<b>Rao</b>");
      if (subject.pack().charset().newEncoder().canEncode("वर्मा")) {
        name("devanagari", "वर्मा");
      }
    }
    if (editor.can("report.placer") && editor.can("person.id")) {
      cases.add(
          "reports.nobody",
          "A report that names neither a number nor an order of ours reaches nobody",
          this::nobody);
    }
  }

  private void nobody() throws KitFailure {
    Map<String, String> changes = new HashMap<>();
    changes.put("report.placer", "");
    changes.put("person.id", "");
    if (editor.can("person.foreign")) {
      changes.put("person.foreign", "");
    }
    try {
      LabReport report = report(changes);
      unless(
          report.person().identifiers().isEmpty() && report.placer() == null,
          "it was taken for somebody's");
    } catch (UnreadableDocument e) {
      // Refused: as good.
    }
  }

  private void name(String id, String family) {
    cases.add(
        "reports.name-" + id,
        "A name arrives letter by letter: " + family,
        () -> same("the name", family, report(Map.of("person.family", family)).person().family()));
  }

  private void codes() {
    CodeMap codes = subject.pack().codes();
    cases.add(
        "codes.unmapped",
        "A code that the map does not have stays unmapped and the result is kept",
        () -> {
          LabResult result = first(Map.of("item.code", "ZZKIT"));
          same("the code", "ZZKIT", result.codes().get(0).code());
          unless(codes.map("ZZKIT", null, "mg/dL").isEmpty(), "it was mapped");
        });
    cases.add(
        "codes.foreign-unit",
        "A known code with a foreign unit stays unmapped",
        () -> {
          for (CodeMap.Line line : codes.lines()) {
            unless(codes.map(line.code(), null, "furlong").isEmpty(), line.code() + " was mapped");
          }
        });
  }

  private LabReport report(Map<String, String> changes) throws UnreadableDocument {
    return subject.reports(editor.with(changes)).get(0);
  }

  private LabResult first(Map<String, String> changes) throws UnreadableDocument {
    return report(changes).results().get(0);
  }
}
