package procare.emr.hl7;

import java.util.List;
import procare.glucose.StoredReading;
import procare.lab.LabCode;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;

/** ORU^R01: results for a record (HL7 v2.5.1, chapter 7.3.1). */
public final class OruR01 {
  private static final String TYPE = "ORU^R01^ORU_R01";

  private OruR01() {}

  /** A laboratory's report, with its own codes beside LOINC. */
  public static byte[] of(Letter letter, LabReport report) {
    Er7 message = letter.pid(letter.begin(TYPE));
    LabCode first = report.service().get(0);
    LabCode second = report.service().size() > 1 ? report.service().get(1) : null;
    Er7.Segment obr = message.segment("OBR").raw(1, "1");
    obr.text(2, report.placer()).text(3, report.filler());
    obr.raw(4, Observations.code(first, second));
    obr.raw(7, message.time(report.collectedAt()));
    obr.raw(22, message.time(report.issuedAt()));
    obr.raw(25, status(report.status()));
    message.add(obr);
    Observations observations = new Observations(message);
    observations.notes(report.notes());
    report.results().forEach(observations::add);
    report.documents().forEach(document -> observations.add(document, report.status()));
    return message.bytes();
  }

  /**
   * A reading of a meter, in the unit it was entered in.
   *
   * @throws IllegalArgumentException when its unit is not known
   */
  public static byte[] of(Letter letter, StoredReading reading) {
    LabCode code =
        switch (reading.unit()) {
          case "mg/dL" ->
              new LabCode(
                  "41653-7",
                  "Glucose [Mass/volume] in Capillary blood by Glucometer",
                  LabCode.LOINC);
          case "mmol/L" ->
              new LabCode(
                  "14743-9",
                  "Glucose [Moles/volume] in Capillary blood by Glucometer",
                  LabCode.LOINC);
          default -> throw new IllegalArgumentException("a reading without unit");
        };
    LabResult result =
        new LabResult(
            List.of(code),
            null,
            new LabValue.Quantity(reading.comparator(), reading.value(), reading.unit()),
            null,
            List.of(),
            "final",
            reading.recordedAt(),
            List.of("Measured by the patient"));
    Er7 message = letter.pid(letter.begin(TYPE));
    Er7.Segment obr = message.segment("OBR").raw(1, "1").text(3, reading.id().toString());
    obr.raw(4, Observations.code(code, null)).raw(7, message.time(reading.recordedAt()));
    message.add(obr.raw(22, message.time(reading.receivedAt())).raw(25, "F"));
    new Observations(message).add(result);
    return message.bytes();
  }

  /** DiagnosticReportStatus to HL7 table 0123. */
  private static String status(String fhir) {
    return switch (fhir == null ? "" : fhir) {
      case "registered" -> "O";
      case "partial" -> "R";
      case "preliminary" -> "P";
      case "final" -> "F";
      case "amended", "corrected", "appended" -> "C";
      case "cancelled", "entered-in-error" -> "X";
      default -> "";
    };
  }
}
