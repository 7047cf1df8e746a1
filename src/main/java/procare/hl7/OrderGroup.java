package procare.hl7;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import procare.lab.LabCode;
import procare.lab.LabDocument;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;

/** One OBR with what belongs to it, on the way to a report. */
final class OrderGroup {
  private static final LabCode NAMELESS = new LabCode(null, "not named", null);

  private final Hl7Partner partner;
  private final Segment person;
  private final Segment request;
  private final List<Tests> tests = new ArrayList<>();
  private final List<LabDocument> documents = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Segment order;
  private Segment specimen;
  private List<String> noted = notes;

  /** An OBX with its notes. */
  private record Tests(Segment segment, List<String> notes) {}

  /**
   * @param person PID, or null
   * @param order ORC before the OBR, or null
   * @param request OBR, or null when results come without
   */
  OrderGroup(Hl7Partner partner, Segment person, Segment order, Segment request) {
    this.partner = partner;
    this.person = person;
    this.order = order;
    this.request = request;
  }

  boolean lacksOrder() {
    return order == null && tests.isEmpty() && documents.isEmpty();
  }

  void order(Segment orc) {
    order = orc;
  }

  void specimen(Segment spm) {
    specimen = specimen == null ? spm : specimen;
  }

  void note(Segment nte) {
    String text = lines(nte.field(3));
    if (text != null) {
      noted.add(text);
    }
  }

  void result(Segment obx) {
    String type = obx.value(2) == null ? "" : obx.value(2).toUpperCase(Locale.ROOT);
    boolean embedded = type.equals("ED");
    if (!obx.field(5).isEmpty() && (embedded || type.equals("RP"))) {
      List<LabCode> codes = Codes.of(obx.field(3));
      String title = codes.isEmpty() ? null : codes.get(0).display();
      for (Field one : obx.field(5).repetitions()) {
        LabDocument document =
            embedded ? Documents.embedded(one, title) : Documents.link(one, title);
        if (document == null) {
          notes.add("A document of the laboratory could not be decoded (OBX " + obx.value(1) + ")");
        } else {
          documents.add(document);
        }
      }
      noted = notes;
      return;
    }
    Tests test = new Tests(obx, new ArrayList<>());
    tests.add(test);
    noted = test.notes();
  }

  LabReport report(String facility, String messageId) {
    Instant collected = time(request == null ? null : request.value(7));
    if (collected == null && specimen != null) {
      collected = time(specimen.value(17));
    }
    Instant taken = collected;
    List<LabResult> results = tests.stream().flatMap(t -> results(t, taken).stream()).toList();
    return new LabReport(
        partner.name(),
        facility,
        messageId,
        People.of(person),
        either(2, 2),
        either(3, 3),
        service(),
        Statuses.report(request == null ? null : request.value(25)),
        collected,
        time(request == null ? null : request.value(22)),
        orderedBy(),
        results,
        documents,
        notes);
  }

  /** A field of OBR, else of ORC. */
  private String either(int ofRequest, int ofOrder) {
    String value = request == null ? null : request.value(ofRequest);
    return value == null && order != null ? order.value(ofOrder) : value;
  }

  private List<LabCode> service() {
    List<LabCode> codes = request == null ? List.of() : Codes.of(request.field(4));
    if (codes.isEmpty() && !tests.isEmpty()) {
      codes = Codes.of(tests.get(0).segment().field(3));
    }
    return codes.isEmpty() ? List.of(NAMELESS) : codes;
  }

  private String orderedBy() {
    String doctor = request == null ? null : People.doctor(request.field(16));
    return doctor == null && order != null ? People.doctor(order.field(12)) : doctor;
  }

  private Instant time(String value) {
    return Hl7Times.instant(value, partner.zone());
  }

  /** One result for each repetition; those after the first get a sub-id of their own. */
  private List<LabResult> results(Tests test, Instant collected) {
    Segment obx = test.segment();
    List<LabCode> codes = Codes.of(obx.field(3));
    String unit = unit(obx.field(6));
    List<LabValue> values = values(obx, unit);
    Instant observed = time(obx.value(14));
    List<String> flags =
        obx.field(8).repetitions().stream()
            .map(Field::value)
            .filter(f -> f != null)
            .map(f -> f.toUpperCase(Locale.ROOT))
            .collect(Collectors.toList());
    List<LabResult> results = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      String subId = obx.field(4).whole();
      results.add(
          new LabResult(
              codes.isEmpty() ? List.of(NAMELESS) : codes,
              i == 0 ? subId : (subId == null ? "" : subId) + "~" + (i + 1),
              values.get(i),
              lines(obx.field(7)),
              flags,
              Statuses.observation(obx.value(11)),
              observed == null ? collected : observed,
              test.notes()));
    }
    return results;
  }

  private static List<LabValue> values(Segment obx, String unit) {
    Field field = obx.field(5);
    String type = obx.value(2) == null ? "" : obx.value(2).toUpperCase(Locale.ROOT);
    boolean text = List.of("TX", "FT", "ST", "").contains(type);
    if (field.isEmpty()) {
      return List.of(new LabValue.Absent());
    }
    if (text) {
      String lines = type.equals("ST") || type.isEmpty() ? null : lines(field);
      return List.of(lines == null ? Values.of(type, field, unit) : new LabValue.Text(lines));
    }
    return field.repetitions().stream().map(one -> Values.of(type, one, unit)).toList();
  }

  /** Repetitions of text are its lines. */
  private static String lines(Field field) {
    String text =
        field.repetitions().stream()
            .map(Field::whole)
            .map(line -> line == null ? "" : line)
            .collect(Collectors.joining("\n"));
    return text.isBlank() ? null : text;
  }

  /** The unit's code, or its words where no code came. */
  private static String unit(Field field) {
    String code = field.wholeComponent(1);
    return code == null ? field.wholeComponent(2) : code;
  }
}
