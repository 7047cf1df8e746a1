package procare.partner.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.lab.LabCode;
import procare.lab.LabDocument;
import procare.lab.LabIdentifier;
import procare.lab.LabReport;
import procare.lab.LabValue;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;

class ReportDocumentsTest {
  private static final String HEAD =
      """
      schema: 1
      name: acme
      version: 1.0.0
      title: Acme (fictional)
      kind: lab
      protocol: PROTOCOL
      grade: bronze
      zone: Asia/Kolkata
      identifiers: {ours: PROCARE, theirs: ACME}
      """;
  private static final String JSON =
      HEAD.replace("PROTOCOL", "json-rest")
          + """
          endpoints: {results: "${PROCARE_PARTNER_ACME_RESULTS}"}
          results:
            format: json
            report: {id: /eventId, placer: /orderId, filler: /labRef, status: /status, issuedAt: /reportedAt}
            person: {id: /patient/number, name: /patient/name, birthDate: /patient/born}
            items: /results
            item: {code: /code, loinc: /loinc, display: /name, value: /value, unit: /unit, range: /range, flag: /flag}
            statuses: {FINAL: final, CORRECTED: corrected}
            document: {url: /reportUrl}
          """;
  private static final String CSV =
      HEAD.replace("PROTOCOL", "sftp-files")
          + """
          endpoints: {files: "${PROCARE_PARTNER_ACME_FILES}"}
          results:
            format: csv
            poll: PT5M
            delimiter: ";"
            dates: dd/MM/uuuu HH:mm
            report: {filler: Ref, status: State, collectedAt: Taken}
            person: {id: Patient, birthDate: Born}
            item: {code: Test, value: Result, unit: Unit, flag: Flag}
            statuses: {F: final}
            document: {file: Report}
          """;
  private static final String FHIR =
      HEAD.replace("PROTOCOL", "fhir-rest")
          + """
          endpoints: {base: "${PROCARE_PARTNER_ACME_BASE}"}
          results: {format: fhir}
          """;

  private static Pack pack(String yaml) {
    try {
      return PackReader.read(
          new PackFiles(
              "acme",
              new TreeMap<>(
                  Map.of(
                      "pack.yaml",
                      yaml.getBytes(StandardCharsets.UTF_8),
                      "codes.csv",
                      "code,text,unit,loinc,display,ucum,factor\nHBA1C,HbA1c,%,4548-4,HbA1c,%,\n"
                          .getBytes(StandardCharsets.UTF_8)))));
    } catch (PackRefused e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sample(String name) {
    try (var in = ReportDocumentsTest.class.getResourceAsStream("/samples/reading/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LabReport> read(String yaml, byte[] body) throws UnreadableDocument {
    return ReportDocuments.read(
        pack(yaml),
        body,
        "m-1",
        name ->
            name.equals("R1.pdf") ? Optional.of(new byte[] {37, 80, 68, 70}) : Optional.empty());
  }

  private static List<LabReport> read(String yaml, String body) throws UnreadableDocument {
    return read(yaml, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void jsonByItsPointers() throws UnreadableDocument {
    LabReport report = read(JSON, sample("result-webhook.json")).get(0);
    assertThat(report.placer()).isEqualTo("ORD-77001");
    assertThat(report.filler()).isEqualTo("L26-551201");
    assertThat(report.status()).isEqualTo("final");
    assertThat(report.issuedAt()).isEqualTo(Instant.parse("2026-08-15T03:55:00Z"));
    assertThat(report.messageId()).isEqualTo("m-1");
    assertThat(report.results()).hasSize(2);
    assertThat(report.results().get(0).codes())
        .containsExactly(
            new LabCode("HBA1C", "HbA1c", "L"), new LabCode("4548-4", "HbA1c", LabCode.LOINC));
    assertThat(report.results().get(0).value())
        .isEqualTo(new LabValue.Quantity(null, new BigDecimal("8.4"), "%"));
    assertThat(report.results().get(0).flags()).containsExactly("H");
    assertThat(report.results().get(0).status()).isEqualTo("final");
    assertThat(report.documents())
        .extracting(LabDocument::url)
        .containsExactly("https://reports.apexlab.example/r/L26-551201?sig=fictional");
  }

  @Test
  void aPersonIsKnownByNumberNotByName() throws UnreadableDocument {
    LabReport report =
        read(
                JSON,
                "{\"labRef\":\"1\",\"patient\":{\"number\":77,\"name\":\"Asha Rani Verma\",\"born\":\"1961-04-05\"},\"results\":[]}")
            .get(0);
    assertThat(report.person().identifiers())
        .containsExactly(new LabIdentifier("77", "PROCARE", null));
    assertThat(report.person().family()).isEqualTo("Verma");
    assertThat(report.person().given()).isEqualTo("Asha Rani");
    assertThat(report.person().birthDate()).isEqualTo(LocalDate.of(1961, 4, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8.4      | quantity 8.4",
        "'\"8,4\"'| quantity 8.4",
        "<15      | quantity <15",
        "≥ 5      | quantity >=5",
        "1,234    | text 1,234",
        "None     | text None",
        "neg      | text neg",
        "1:128    | text 1:128",
        "''       | absent",
      })
  void valuesAreNeverGuessed(String written, String expected) {
    LabValue value = Values.of(written.replace("\"", ""), "mg/dL");
    String is =
        value instanceof LabValue.Quantity q
            ? "quantity " + (q.comparator() == null ? "" : q.comparator()) + q.value()
            : value instanceof LabValue.Text t ? "text " + t.text() : "absent";
    assertThat(is).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FINAL, final",
    "final, final",
    "CORRECTED, corrected",
    "VALIDATED?, unknown",
    ", final",
  })
  void aStatusThatIsNotListedIsUnknown(String word, String status) throws UnreadableDocument {
    String body =
        "{\"labRef\":\"1\",\"orderId\":\"2\",\"results\":[{\"code\":\"X\",\"value\":1}]"
            + (word == null ? "}" : ",\"status\":\"" + word + "\"}");
    LabReport report = read(JSON, body).get(0);
    assertThat(report.status()).isEqualTo(status);
    assertThat(report.results().get(0).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                                         | The document is no JSON",
        "[1]                                                       | /0 must be an object",
        "{\"results\":[]}                                          | neither the laboratory's number",
        "{\"labRef\":\"1\",\"results\":[]}                         | names nobody",
        "{\"labRef\":\"1\",\"orderId\":\"2\",\"results\":{}}       | /results must be a list",
        "{\"labRef\":\"1\",\"orderId\":\"2\",\"results\":[{\"value\":1}]} | /results/0 has no code",
        "{\"labRef\":\"1\",\"orderId\":\"2\",\"reportedAt\":\"15.8.26\"} | issuedAt is no ISO 8601",
        "{\"labRef\":\"1\",\"orderId\":\"2\",\"patient\":{\"born\":\"1961-02-30\"}} | birthDate is no ISO 8601",
      })
  void badJsonNamesThePlace(String body, String problem) {
    assertThatThrownBy(() -> read(JSON, body))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining(problem);
  }

  private static final String HEADING =
      "Ref;State;Taken;Patient;Born;Test;Result;Unit;Flag;Report\n";

  @Test
  void csvRowsWithOneNumberAreOneReport() throws UnreadableDocument {
    List<LabReport> reports =
        read(
            CSV,
            "\uFEFF"
                + HEADING
                + "R1;F;15/08/2026 08:05;77;1961-04-05;FBS;142;mg/dL;H;R1.pdf\n"
                + "R2;F;15/08/2026 08:10;78;1961-04-06;FBS;<40;mg/dL;LL;\n"
                + "R1;F;15/08/2026 08:05;77;1961-04-05;HBA1C;\"8,4\";%;;R1.pdf\n");
    assertThat(reports).extracting(LabReport::filler).containsExactly("R1", "R2");
    assertThat(reports.get(0).results()).hasSize(2);
    assertThat(reports.get(0).collectedAt()).isEqualTo(Instant.parse("2026-08-15T02:35:00Z"));
    assertThat(reports.get(0).documents()).extracting(LabDocument::title).containsExactly("R1.pdf");
    assertThat(reports.get(1).results().get(0).value())
        .isEqualTo(new LabValue.Quantity("<", new BigDecimal("40"), "mg/dL"));
    assertThat(reports.get(1).person().identifiers().get(0).value()).isEqualTo("78");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R1;F;15/08/2026 08:05;77;;FBS;142;mg/dL;H                 | row 2 has 9 columns",
        ";F;15/08/2026 08:05;77;;FBS;142;mg/dL;H;                  | row 2 has nothing in column Ref",
        "R1;F;2026/08/15;77;;FBS;142;mg/dL;H;                      | collectedAt does not fit results.dates",
        "R1;F;31/02/2026 08:05;77;;FBS;142;mg/dL;H;                | collectedAt does not fit results.dates",
        "R1;F;15/08/2026 08:05;;;FBS;142;mg/dL;H;                  | names nobody",
        "R1;F;15/08/2026 08:05;77;;;142;mg/dL;H;                   | neither a result nor a document",
        "R1;F;15/08/2026 08:05;77;;FBS;142;mg/dL;H;gone.pdf        | a file that is not there",
        "R1;F;15/08/2026 08:05;77;;FBS;142;mg/dL;H;../etc/passwd   | a file with a path",
        "R1;F;15/08/2026 08:05;77;;FBS;1;x;;~R1;F;;78;;FBS;2;x;;   | row 3 names another person",
        "R1;F;15/08/2026 08:05;77;;\"FBS;142;mg/dL;H;              | is no CSV",
      })
  void badRowsAreNamed(String rows, String problem) {
    assertThatThrownBy(() -> read(CSV, HEADING + rows.replace('~', '\n') + "\n"))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining(problem);
  }

  @Test
  void aTableWithoutItsColumnsOrInAnotherCharacterSetIsRefused() {
    assertThatThrownBy(() -> read(CSV, HEADING.replace(";Unit", "")))
        .hasMessageContaining("row 1 lacks the columns Unit");
    assertThatThrownBy(() -> read(CSV, HEADING.replace("Unit", "Flag")))
        .hasMessageContaining("names a column twice");
    assertThatThrownBy(() -> read(CSV, (HEADING + "R\u00E9").getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("not written in UTF-8");
  }

  @Test
  void aFhirBundleWithItsReferences() throws UnreadableDocument {
    List<LabReport> reports = read(FHIR, sample("Bundle-transaction.json"));
    assertThat(reports).hasSize(1);
    LabReport report = reports.get(0);
    assertThat(report.placer()).isEqualTo("ORD-77001");
    assertThat(report.filler()).isEqualTo("L26-551201");
    assertThat(report.person().identifiers())
        .contains(new LabIdentifier("PC-100234", "https://procare.example/fhir/sid/mrn", "MR"));
    assertThat(report.results()).hasSize(1);
    assertThat(report.results().get(0).codes().get(0).isLoinc()).isTrue();
  }

  @Test
  void aFhirObservationByItself() throws UnreadableDocument {
    LabReport report = read(FHIR, sample("Observation-critical-low.json")).get(0);
    assertThat(report.results()).hasSize(1);
    assertThat(report.results().get(0).flags()).contains("LL");
    assertThat(report.results().get(0).value()).isInstanceOf(LabValue.Quantity.class);
    assertThat(report.person().identifiers())
        .containsExactly(new LabIdentifier("pt-asha", "ACME", null));
    assertThat(read(FHIR, sample("Observation-blood-pressure.json")).get(0).results()).hasSize(2);
    assertThat(read(FHIR, sample("Observation-string-value.json")).get(0).results().get(0).value())
        .isInstanceOf(LabValue.Text.class);
    assertThat(read(FHIR, sample("Observation-entered-in-error.json")).get(0).status())
        .isEqualTo("entered-in-error");
    assertThat(read(FHIR, sample("Observation-cancelled.json")).get(0).results().get(0).value())
        .isInstanceOf(LabValue.Absent.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Observation-corrected.json",
        "Observation-hba1c.json",
        "Observation-hba1c-ifcc.json",
        "Observation-critical-high.json",
        "Observation-fasting-glucose.json",
        "Observation-fasting-glucose-mmol.json",
        "Observation-smbg-capillary.json",
        "Observation-invalid-14743-9-mgdl.json"
      })
  void everySampleObservationIsRead(String name) throws UnreadableDocument {
    LabReport report = read(FHIR, sample(name)).get(0);
    assertThat(report.results()).hasSize(1);
    assertThat(report.results().get(0).value()).isInstanceOf(LabValue.Quantity.class);
    assertThat(report.results().get(0).observedAt()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                     | resourceType is missing",
        "{\"resourceType\":\"Patient\"}                         | neither a DiagnosticReport nor an Observation",
        "{\"resourceType\":\"Observation\"}                     | Observation.status must be one of",
        "{\"resourceType\":\"Observation\",\"status\":\"done\"} | Observation.status must be one of",
        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"modifierExtension\":[{}]} | modifierExtension may change",
        "{\"resourceType\":\"Observation\",\"status\":\"final\"} | Observation.code is missing",
        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"}} | identifier is missing",
        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"valueQuantity\":{\"value\":\"8\"}} | must be a number",
        "{\"resourceType\":\"DiagnosticReport\",\"status\":\"final\",\"result\":[{\"reference\":\"#x\"}]} | not in the document",
      })
  void badFhirNamesTheElement(String body, String problem) {
    assertThatThrownBy(() -> read(FHIR, body))
        .isInstanceOf(UnreadableDocument.class)
        .hasMessageContaining(problem);
  }
}
