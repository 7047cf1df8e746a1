package procare.emr.hl7;

import java.util.Base64;
import procare.lab.LabCode;
import procare.lab.LabDocument;
import procare.lab.LabResult;
import procare.lab.LabValue;

/** OBX segments: value types NM, SN, ST, CWE and ED (HL7 v2.5.1, chapter 7.4.2). */
final class Observations {
  private final Er7 message;
  private int last;

  Observations(Er7 message) {
    this.message = message;
  }

  void add(LabResult result) {
    Er7.Segment obx = next();
    obx.raw(
        3, code(result.codes().get(0), result.codes().size() > 1 ? result.codes().get(1) : null));
    obx.text(4, result.subId());
    value(obx, result.value());
    obx.text(7, result.referenceRange());
    obx.raw(8, String.join("~", result.flags().stream().map(Er7::escape).toList()));
    obx.raw(11, status(result.status()));
    obx.raw(14, message.time(result.observedAt()));
    message.add(obx);
    notes(result.notes());
  }

  /** A document; one that is only a link is left where it is. */
  void add(LabDocument document, String status) {
    if (document.content() == null) {
      return;
    }
    String[] type = document.mediaType().split("/", 2);
    Er7.Segment obx = next().raw(2, "ED");
    obx.raw(3, Er7.join("11502-2", "Laboratory report", "LN"));
    obx.raw(
        5,
        Er7.join(
            null,
            type[0],
            type.length > 1 ? type[1] : null,
            "Base64",
            Base64.getEncoder().encodeToString(document.content())));
    message.add(obx.raw(11, status(status)));
  }

  /** Words, one line of text a segment part. */
  void addText(String code, String text) {
    message.add(next().raw(2, "TX").raw(3, code).text(5, text).raw(11, "F"));
  }

  void notes(Iterable<String> notes) {
    int number = 0;
    for (String note : notes) {
      message.add(message.segment("NTE").raw(1, String.valueOf(++number)).text(3, note));
    }
  }

  private Er7.Segment next() {
    return message.segment("OBX").raw(1, String.valueOf(++last));
  }

  private static void value(Er7.Segment obx, LabValue value) {
    if (value instanceof LabValue.Quantity quantity) {
      boolean bound = quantity.comparator() != null;
      String number = quantity.value().toPlainString();
      obx.raw(2, bound ? "SN" : "NM");
      obx.raw(5, bound ? Er7.join(quantity.comparator(), number) : number);
      unit(obx, quantity.unit());
    } else if (value instanceof LabValue.Range range) {
      obx.raw(2, "SN");
      obx.raw(5, Er7.join(null, range.low().toPlainString(), "-", range.high().toPlainString()));
      unit(obx, range.unit());
    } else if (value instanceof LabValue.Ratio ratio) {
      obx.raw(2, "SN");
      obx.raw(
          5,
          Er7.join(
              null, ratio.numerator().toPlainString(), ":", ratio.denominator().toPlainString()));
    } else if (value instanceof LabValue.Text text) {
      obx.raw(2, "ST").text(5, text.text());
    } else if (value instanceof LabValue.Coded coded) {
      obx.raw(2, "CWE").raw(5, code(coded.code(), null));
    }
  }

  private static void unit(Er7.Segment obx, String unit) {
    obx.raw(6, Er7.join(unit, null, unit == null ? null : "UCUM"));
  }

  /** Two triplets at most (CE, CWE). */
  static String code(LabCode code, LabCode alternate) {
    return alternate == null
        ? Er7.join(code.code(), code.display(), system(code))
        : Er7.join(
            code.code(),
            code.display(),
            system(code),
            alternate.code(),
            alternate.display(),
            system(alternate));
  }

  private static String system(LabCode code) {
    return code.isLoinc() ? "LN" : code.system();
  }

  /** ObservationStatus to HL7 table 0085; R: entered and not verified. */
  static String status(String fhir) {
    return switch (fhir == null ? "" : fhir) {
      case "registered" -> "I";
      case "preliminary", "partial" -> "P";
      case "final" -> "F";
      case "amended", "corrected", "appended" -> "C";
      case "cancelled" -> "X";
      case "entered-in-error" -> "W";
      default -> "R";
    };
  }
}
