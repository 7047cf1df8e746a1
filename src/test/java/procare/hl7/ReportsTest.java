package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import procare.lab.LabCode;
import procare.lab.LabDocument;
import procare.lab.LabIdentifier;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;

class ReportsTest {
  private static List<LabReport> reports(String sample) {
    Incoming first = Samples.intake().read(Samples.bytes(sample)).get(0);
    return Reports.of(first.message(), Samples.LAB, "m1");
  }

  private static LabResult only(String obx) {
    List<LabResult> results = Reports.of(Samples.oru(obx), Samples.LAB, "m1").get(0).results();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private static LabValue.Quantity quantity(String comparator, String value, String unit) {
    return new LabValue.Quantity(comparator, new BigDecimal(value), unit);
  }

  @Test
  void readsAReportInFull() {
    LabReport report = reports("oru-r01-hba1c-high.er7").get(0);
    assertThat(report.partner()).isEqualTo("apex");
    assertThat(report.facility()).isEqualTo("APEXLAB");
    assertThat(report.messageId()).isEqualTo("m1");
    assertThat(report.placer()).isEqualTo("ORD-77001");
    assertThat(report.filler()).isEqualTo("L26-551201");
    assertThat(report.status()).isEqualTo("final");
    assertThat(report.collectedAt()).isEqualTo(Instant.parse("2026-08-15T02:35:00Z"));
    assertThat(report.issuedAt()).isEqualTo(Instant.parse("2026-08-15T03:55:00Z"));
    assertThat(report.orderedBy()).isEqualTo("Dr Meera Nair");
    assertThat(report.service())
        .containsExactly(
            new LabCode("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "LN"),
            new LabCode("HBA1C", "HbA1c", "L"));
    assertThat(report.person().identifiers())
        .containsExactly(
            new LabIdentifier("PC-100234", "PROCARE", "MR"),
            new LabIdentifier("91-0000-1111-2222", "ABDM", "NI"));
    assertThat(report.person().family()).isEqualTo("Verma");
    assertThat(report.person().given()).isEqualTo("Asha");
    assertThat(report.person().birthDate()).isEqualTo(LocalDate.of(1972, 5, 14));
    assertThat(report.person().sex()).isEqualTo("F");
    assertThat(report.person().phone()).isEqualTo("+915550100101");
    LabResult result = report.results().get(0);
    assertThat(result.value()).isEqualTo(quantity(null, "8.4", "%"));
    assertThat(result.referenceRange()).isEqualTo("4.0-5.6");
    assertThat(result.flags()).containsExactly("H");
    assertThat(result.status()).isEqualTo("final");
    assertThat(result.observedAt()).isEqualTo(Instant.parse("2026-08-15T02:35:00Z"));
    assertThat(result.notes())
        .containsExactly("Result above the diabetes threshold. Method: HPLC (NGSP certified).");
  }

  @Test
  void keepsTwoPeopleApart() {
    List<LabReport> reports = reports("oru-r01-two-patients.er7");
    assertThat(reports)
        .extracting(
            r -> r.person().family(),
            LabReport::placer,
            r -> ((LabValue.Quantity) r.results().get(0).value()).value().toPlainString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Verma", "ORD-77001", "8.4"),
            org.assertj.core.groups.Tuple.tuple("Kulkarni", "ORD-77002", "6.1"));
  }

  @Test
  void readsOldVersionsWithLocalCodes() {
    LabReport report = reports("oru-r01-v23-local-codes.er7").get(0);
    assertThat(report.person().identifiers())
        .containsExactly(new LabIdentifier("PC-100234", null, null));
    assertThat(report.collectedAt()).isEqualTo(Instant.parse("2026-08-15T02:35:00Z"));
    assertThat(report.results().get(1).value()).isEqualTo(quantity(null, "142", "MGS/DL"));
    assertThat(report.results().get(1).referenceRange()).isEqualTo("70 TO 110");
    assertThat(report.results().get(1).codes())
        .containsExactly(new LabCode("FBS", "FASTING BLOOD SUGAR", null));
  }

  @Test
  void keepsRepetitionsAndDecodesEscapes() {
    List<LabResult> results = reports("oru-r01-repeats-and-escapes.er7").get(0).results();
    assertThat(results).extracting(LabResult::subId).containsExactly(null, "~2", null);
    assertThat(results.get(1).value()).isEqualTo(quantity(null, "8.5", "%"));
    assertThat(results.get(0).flags()).containsExactly("H", "A");
    assertThat(((LabValue.Text) results.get(2).value()).text())
        .isEqualTo(
            "Dr Nair & team: see lipid | renal.\nRatio a^b, repeat~2, path C:\\lab. Advice follow up \nend");
  }

  @Test
  void keepsUnescapedTextWhole() {
    assertThat(reports("deviations/amp-unescaped.hl7").get(0).results().get(0).value())
        .isEqualTo(new LabValue.Text("Calcium & Vitamin D ~ ok ^ fine"));
  }

  @Test
  void readsWhatIsNoPlainNumberOnlyWhenItIsUnambiguous() {
    assertThat(reports("deviations/nm-with-text.hl7").get(0).results())
        .extracting(LabResult::value)
        .containsExactly(
            quantity("<", "15", "mg/dL"),
            new LabValue.Text("None"),
            new LabValue.Text("1,042"),
            quantity(null, "8.4", "%"));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("NM", "8.4", "%", quantity(null, "8.4", "%")),
        Arguments.of("nm", " 8.40 ", "%", quantity(null, "8.40", "%")),
        Arguments.of("NM", "8,4", "%", quantity(null, "8.4", "%")),
        Arguments.of("NM", "0,125", "", quantity(null, "0.125", null)),
        Arguments.of("NM", "-1.5", "mmol/L", quantity(null, "-1.5", "mmol/L")),
        Arguments.of("NM", ".5", "", quantity(null, ".5", null)),
        Arguments.of("NM", "<=15", "mg/dL", quantity("<=", "15", "mg/dL")),
        Arguments.of("NM", "> 600", "mg/dL", quantity(">", "600", "mg/dL")),
        Arguments.of("NM", "1,042.5", "", quantity(null, "1042.5", null)),
        Arguments.of("NM", "1.042,5", "", quantity(null, "1042.5", null)),
        Arguments.of("NM", "1,042", "", new LabValue.Text("1,042")),
        Arguments.of("NM", "1.2.3", "", new LabValue.Text("1.2.3")),
        Arguments.of("NM", "12 34", "", new LabValue.Text("12 34")),
        Arguments.of("NM", "7 mmol/L", "mg/dL", new LabValue.Text("7 mmol/L")),
        Arguments.of("NM", "7 MG/DL", "mg/dL", quantity(null, "7", "mg/dL")),
        Arguments.of("NM", "1e3", "", new LabValue.Text("1e3")),
        Arguments.of("NM", "8.4%", "", quantity(null, "8.4", "%")),
        Arguments.of("NM", "haemolysed", "", new LabValue.Text("haemolysed")),
        Arguments.of("NM", "", "mg/dL", new LabValue.Absent()),
        Arguments.of("NM", "\"\"", "mg/dL", new LabValue.Absent()),
        Arguments.of("SN", "^120", "mg/dL", quantity(null, "120", "mg/dL")),
        Arguments.of("SN", "<^15", "mg/dL", quantity("<", "15", "mg/dL")),
        Arguments.of("SN", ">=^90", "", quantity(">=", "90", null)),
        Arguments.of(
            "SN", "^1^-^5", "/HPF", new LabValue.Range(BigDecimal.ONE, new BigDecimal(5), "/HPF")),
        Arguments.of("SN", "^1^:^128", "", new LabValue.Ratio(BigDecimal.ONE, new BigDecimal(128))),
        Arguments.of("SN", "^2^+", "", new LabValue.Text("2+")),
        Arguments.of("SN", "<>^5", "", new LabValue.Text("<>5")),
        Arguments.of("ST", "486", "mg/dL", quantity(null, "486", "mg/dL")),
        Arguments.of("ST", "<0.1", "ng/mL", quantity("<", "0.1", "ng/mL")),
        Arguments.of("ST", "486", "", new LabValue.Text("486")),
        Arguments.of("ST", "Positive", "", new LabValue.Text("Positive")),
        Arguments.of("TX", "one~two", "", new LabValue.Text("one\ntwo")),
        Arguments.of(
            "CWE",
            "260373001^Detected^SCT",
            "",
            new LabValue.Coded(new LabCode("260373001", "Detected", "SCT"))),
        Arguments.of(
            "CE", "^^^POS^Positive^L", "", new LabValue.Coded(new LabCode("POS", "Positive", "L"))),
        Arguments.of(
            "CWE", "^only words", "", new LabValue.Coded(new LabCode(null, "only words", null))),
        Arguments.of("", "98", "umol/L", quantity(null, "98", "umol/L")),
        Arguments.of("QQ", "a^b", "", new LabValue.Text("a^b")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsValues(String type, String value, String unit, LabValue expected) {
    assertThat(only("OBX|1|" + type + "|X^Test^L||" + value + "|" + unit + "|||||F").value())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "F,final", "f,final", "C,corrected", "P,preliminary", "X,cancelled", "W,entered-in-error",
    "D,entered-in-error", "A,amended", "I,registered", "R,preliminary", "'',unknown", "Q,unknown"
  })
  void mapsResultStates(String code, String expected) {
    assertThat(only("OBX|1|NM|X||1|||||| ".stripTrailing() + code).status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "deviations/lowercase-status.hl7,final,final",
    "deviations/obr25-missing.hl7,unknown,unknown",
    "oru-r01-partial-results.er7,partial,final",
    "oru-r01-preliminary.er7,preliminary,preliminary",
    "oru-r01-corrected.er7,corrected,corrected",
    "oru-r01-cancelled-hemolysed.er7,cancelled,cancelled"
  })
  void mapsReportStates(String sample, String report, String result) {
    LabReport read = reports(sample).get(0);
    assertThat(read.status()).isEqualTo(report);
    assertThat(read.results().get(0).status()).isEqualTo(result);
  }

  @Test
  void takesDocuments() {
    byte[] pdf = Samples.bytes("report-fictional.pdf");
    for (String sample : List.of("oru-r01-ed-pdf.er7", "oru-r01-ed-pdf-linewrapped.er7")) {
      LabDocument document = reports(sample).get(0).documents().get(0);
      assertThat(document.content()).isEqualTo(pdf);
      assertThat(document.mediaType()).isEqualTo("application/pdf");
      assertThat(document.title()).isEqualTo("Laboratory report");
    }
    assertThat(reports("oru-r01-rp-link.er7").get(0).documents().get(0))
        .isEqualTo(
            new LabDocument(
                "application/pdf",
                "Laboratory report",
                null,
                "https://reports.apexlab.example/r/L26-551201?sig=fictional"));
  }

  @Test
  void takesDocumentsAsTheyComeInLife() {
    String data =
        java.util.Base64.getEncoder()
            .encodeToString("%PDF-1.4 x".getBytes(StandardCharsets.US_ASCII));
    Message wrapped =
        Samples.oru(
            "OBX|1|ED|R^Report^L||^AP^PDF^Base64^"
                + data.substring(0, 8)
                + "\n"
                + data.substring(8));
    LabDocument document = Reports.of(wrapped, Samples.LAB, "m").get(0).documents().get(0);
    assertThat(document.content()).asString(StandardCharsets.US_ASCII).isEqualTo("%PDF-1.4 x");
    assertThat(document.mediaType()).isEqualTo("application/pdf");
    LabReport broken =
        Reports.of(Samples.oru("OBX|7|ED|R^Report^L||^AP^PDF^Base64^%%%"), Samples.LAB, "m").get(0);
    assertThat(broken.documents()).isEmpty();
    assertThat(broken.notes())
        .containsExactly("A document of the laboratory could not be decoded (OBX 7)");
    LabDocument link =
        Reports.of(
                Samples.oru("OBX|1|RP|R^Report^L||https://x.example/?a=1&b=2^^AP^PDF"),
                Samples.LAB,
                "m")
            .get(0)
            .documents()
            .get(0);
    assertThat(link.url()).isEqualTo("https://x.example/?a=1&b=2");
  }

  @Test
  void linksAnOrderThatStandsBehindItsRequest() {
    Message message =
        Samples.message(
            "MSH|^~\\&|LIS|APEXLAB|||||ORU^R01|1|P|2.5.1\rPID|1||A\r"
                + "OBR|1|||X^A^L\rORC|RE|P1|F1\rOBX|1|NM|X||1\r"
                + "OBR|2|||Y^B^L\rORC|RE|P2|F2\rOBX|1|NM|Y||2\r"
                + "ORC|RE|P3|F3\rOBR|3|||Z^C^L\rOBX|1|NM|Z||3\r");
    assertThat(Reports.of(message, Samples.LAB, "m"))
        .extracting(LabReport::placer, LabReport::filler, r -> r.results().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("P1", "F1", 1),
            org.assertj.core.groups.Tuple.tuple("P2", "F2", 1),
            org.assertj.core.groups.Tuple.tuple("P3", "F3", 1));
  }

  @ParameterizedTest
  @CsvSource({
    // Of the sender's zone, with its clock changes; with an offset it does not matter.
    "20260815080500,Asia/Kolkata,2026-08-15T02:35:00Z",
    "202608150805,Asia/Kolkata,2026-08-15T02:35:00Z",
    "20260815,Asia/Kolkata,2026-08-14T18:30:00Z",
    "20260815080500.1234,Asia/Kolkata,2026-08-15T02:35:00Z",
    "20260815080500+0530,America/New_York,2026-08-15T02:35:00Z",
    "20260815080500-04:00,Asia/Kolkata,2026-08-15T12:05:00Z",
    "20260308023000,America/New_York,2026-03-08T07:30:00Z",
    "20261101013000,America/New_York,2026-11-01T05:30:00Z",
    "20260230080500,Asia/Kolkata,",
    "202608152500,Asia/Kolkata,",
    "2026,Asia/Kolkata,",
    "yesterday,Asia/Kolkata,"
  })
  void readsTimes(String value, ZoneId zone, Instant expected) {
    assertThat(Hl7Times.instant(value, zone)).isEqualTo(expected);
  }
}
