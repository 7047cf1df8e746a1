package procare.emr.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.emr.PersonIdentifier;
import procare.emr.fhir.Resources.Person;
import procare.glucose.Severity;
import procare.glucose.StoredReading;
import procare.hl7.Message;
import procare.hl7.People;
import procare.lab.LabCode;
import procare.lab.LabDocument;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.LabValue;

class Hl7MessagesTest {
  private static final Instant AT = Instant.parse("2026-08-15T02:35:00Z");
  private static final Letter LETTER =
      new Letter(
          "HIS",
          "CITYHOSP",
          ZoneId.of("Asia/Kolkata"),
          "0123456789abcdef0123",
          AT,
          new PersonIdentifier("CITYHOSP", "H-55501", "MR"),
          new Person("Verma", "Asha", LocalDate.of(1972, 5, 14), "F"));
  private static final String MSH =
      "MSH|^~\\&|PROCAREHUB|PROCARE|HIS|CITYHOSP|20260815080500+0530||%s|0123456789abcdef0123|P|2.5.1|||AL|NE||UNICODE UTF-8";
  private static final String PID = "PID|1||H-55501^^^CITYHOSP^MR||Verma^Asha^^^^^L||19720514|F";

  private static List<String> lines(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\r").doesNotContain("\n");
    return List.of(text.split("\r"));
  }

  private static StoredReading reading(String value, String unit, String comparator) {
    return new StoredReading(
        UUID.fromString("01980c5e-7d6a-7c3e-9a51-0d8b5a4f2c11"),
        UUID.randomUUID(),
        new BigDecimal(value),
        unit,
        comparator,
        null,
        AT,
        AT.plusSeconds(60),
        "MANUAL",
        Severity.values()[0],
        false,
        List.of(),
        null);
  }

  @Test
  void aReadingIsAResultOfItsOwn() {
    assertThat(lines(OruR01.of(LETTER, reading("142", "mg/dL", null))))
        .containsExactly(
            MSH.formatted("ORU^R01^ORU_R01"),
            PID,
            "OBR|1||01980c5e-7d6a-7c3e-9a51-0d8b5a4f2c11|41653-7^Glucose [Mass/volume] in Capillary blood by Glucometer^LN|||20260815080500+0530|||||||||||||||20260815080600+0530|||F",
            "OBX|1|NM|41653-7^Glucose [Mass/volume] in Capillary blood by Glucometer^LN||142|mg/dL^^UCUM|||||F|||20260815080500+0530",
            "NTE|1||Measured by the patient");
  }

  @ParameterizedTest
  @CsvSource({
    "20, mg/dL, <, OBX|1|SN|41653-7, |<^20|mg/dL^^UCUM|",
    "7.9, mmol/L, , OBX|1|NM|14743-9, |7.9|mmol/L^^UCUM|",
  })
  void unitAndComparatorAreKept(
      String value, String unit, String comparator, String begins, String contains) {
    assertThat(lines(OruR01.of(LETTER, reading(value, unit, comparator))).get(3))
        .startsWith(begins)
        .contains(contains);
  }

  @Test
  void aReadingWithoutUnitIsNone() {
    StoredReading unclear = reading("35", "unclear", null);
    assertThatThrownBy(() -> OruR01.of(LETTER, unclear))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LabResult result(LabValue value, String status) {
    return new LabResult(
        List.of(new LabCode("2345-7", "Glucose", LabCode.LOINC), new LabCode("GLU", null, "L")),
        "1",
        value,
        "70-99",
        List.of("H", "A"),
        status,
        AT,
        List.of());
  }

  @Test
  void everyKindOfValueHasItsType() {
    LabReport report =
        new LabReport(
            "apex",
            "APEXLAB",
            "m",
            new LabPerson(List.of(), null, null, null, null, null),
            "ORD-77001",
            "L26-551201",
            List.of(new LabCode("24331-1", "Lipids", "LN")),
            "corrected",
            AT,
            AT,
            null,
            List.of(
                result(new LabValue.Quantity(null, new BigDecimal("8.40"), "%"), "final"),
                result(new LabValue.Range(BigDecimal.ONE, BigDecimal.TEN, null), "preliminary"),
                result(new LabValue.Ratio(BigDecimal.ONE, new BigDecimal("128")), "corrected"),
                result(new LabValue.Text("a|b & c^d~e\\f\ng"), "unknown"),
                result(new LabValue.Coded(new LabCode("260373001", "Detected", "SCT")), "final"),
                result(new LabValue.Absent(), "cancelled")),
            List.of(
                new LabDocument("application/pdf", "Report", new byte[] {37, 80}, null),
                new LabDocument("application/pdf", "Link", null, "https://lab.example/1")),
            List.of("Fasting"));
    List<String> lines = lines(OruR01.of(LETTER, report));
    String code = "2345-7^Glucose^LN^GLU^^L|1|";
    assertThat(lines.subList(2, lines.size()))
        .containsExactly(
            "OBR|1|ORD-77001|L26-551201|24331-1^Lipids^LN|||20260815080500+0530|||||||||||||||20260815080500+0530|||C",
            "NTE|1||Fasting",
            "OBX|1|NM|" + code + "8.40|%^^UCUM|70-99|H~A|||F|||20260815080500+0530",
            "OBX|2|SN|" + code + "^1^-^10||70-99|H~A|||P|||20260815080500+0530",
            "OBX|3|SN|" + code + "^1^:^128||70-99|H~A|||C|||20260815080500+0530",
            "OBX|4|ST|"
                + code
                + "a\\F\\b \\T\\ c\\S\\d\\R\\e\\E\\f\\.br\\g||70-99|H~A|||R|||20260815080500+0530",
            "OBX|5|CWE|" + code + "260373001^Detected^SCT||70-99|H~A|||F|||20260815080500+0530",
            "OBX|6||" + code + "||70-99|H~A|||X|||20260815080500+0530",
            "OBX|7|ED|11502-2^Laboratory report^LN||^application^pdf^Base64^JVA=||||||C");
  }

  @Test
  void theHubsOwnReaderReadsWhatItWrites() {
    Message message =
        Message.of(
            new String(OruR01.of(LETTER, reading("142", "mg/dL", null)), StandardCharsets.UTF_8));
    assertThat(message.type()).isEqualTo("ORU^R01");
    LabPerson person = People.of(message.first("PID").orElseThrow());
    assertThat(person.identifiers().get(0).value()).isEqualTo("H-55501");
    assertThat(person.birthDate()).isEqualTo(LocalDate.of(1972, 5, 14));
    assertThat(message.first("OBX").orElseThrow().value(5)).isEqualTo("142");
  }

  @Test
  void aNoteIsDocumentedAndSignedByNobody() {
    assertThat(lines(MdmT02.of(LETTER, "2026-08-03", AT, "9 of 12 confirmed\nनमस्ते")))
        .containsExactly(
            MSH.formatted("MDM^T02^MDM_T02"),
            "EVN|T02|20260815080500+0530",
            PID,
            "PV1|1|O",
            "TXA|1|11506-3^Progress note^LN|TX|20260815080500+0530||||||||2026-08-03^PROCARE|||||DO||AV",
            "OBX|1|TX|11506-3^Progress note^LN||9 of 12 confirmed\\.br\\नमस्ते||||||F");
  }
}
