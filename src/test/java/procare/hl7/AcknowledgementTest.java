package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgementTest {
  private static final Instant NOW = Instant.parse("2026-08-15T04:00:12Z");
  private final Acknowledgement writer = new Acknowledgement("PROCAREHUB", "PROCARE");

  private String answer(byte[] frame) {
    Incoming incoming = Samples.intake().read(frame).get(0);
    byte[] answer = writer.accept(incoming, incoming.verdict(), NOW);
    return answer == null ? null : new String(answer, StandardCharsets.UTF_8);
  }

  private static String withoutId(String answer, String id) {
    return answer.replaceFirst("\\|[0-9A-F]{20}\\|", "|" + id + "|");
  }

  @Test
  void acceptsAsTheSampleDoes() {
    assertThat(withoutId(answer(Samples.bytes("oru-r01-hba1c-high.er7")), "PCACK0001"))
        .isEqualTo(Samples.text("ack-aa.er7"));
  }

  @Test
  void refusesWithErr() {
    String answer = withoutId(answer(Samples.bytes("deviations/truncated.hl7")), "X");
    assertThat(answer)
        .isEqualTo(
            "MSH|^~\\&|PROCAREHUB|PROCARE|LIS|APEXLAB|20260815093012+0530||ACK^R01^ACK|X|P|2.5.1|||||IND|UNICODE UTF-8\r"
                + "MSA|AE|APX20260815000001\r"
                + "ERR||OBX^1|100^^HL70357|E||||No OBX segment in a report\r");
  }

  @ParameterizedTest
  @CsvSource({
    "oru-r01-v23-local-codes.er7,ACK^R01,MSA|AA|APX23-0001",
    "deviations/missing-control-id.hl7,ACK^R01^ACK,MSA|AR|",
    "deviations/missing-msh-fields.hl7,ACK^R01^ACK,MSA|AA|APXD0009",
    "adt-a40-merge.er7,ACK^A40^ACK,MSA|AA|HIS0004"
  })
  void fitsTheVersion(String sample, String type, String msa) {
    Message answer = Message.of(answer(Samples.bytes(sample)));
    assertThat(answer.header().field(9).raw()).isEqualTo(type);
    assertThat(answer.segments().get(1).line()).isEqualTo(msa);
    assertThat(answer.header().field(3).raw()).isEqualTo("PROCAREHUB");
    assertThat(answer.header().field(5).raw()).isIn("LIS", "HIS");
  }

  @Test
  void oldVersionsHearTheReasonInMsa() {
    String answer =
        answer(Samples.utf8("MSH|^~\\&|LIS|APEXLAB|A|B|2026||ORU^R01|7|P|2.3\rPID|1||A\r"));
    assertThat(answer).endsWith("\rMSA|AE|7|No OBX segment in a report\r").doesNotContain("ERR");
  }

  @Test
  void usesTheSendersDelimitersAndEscapes() {
    String answer =
        answer(
            Samples.utf8(
                "MSH#*+!%#LIS#APEXLAB#A!F!1#B#2026##ORU*R01#7!T!#P#2.5.1\rPID#1##A\rOBX#1#NM#X##1\r"));
    assertThat(answer).startsWith("MSH#*+!%#A!F!1#B#LIS#APEXLAB#").contains("\rMSA#AA#7!T!\r");
  }

  @Test
  void answersNothingToAnAcknowledgementOrToNonsense() {
    assertThat(answer(Samples.bytes("ack-aa.er7"))).isNull();
    assertThat(answer(Samples.bytes("deviations/not-hl7.hl7"))).isNull();
    assertThat(answer(new byte[0])).contains("MSA|AR|\r");
  }

  @ParameterizedTest
  @CsvSource({
    "AL,NE,CA,CE,,",
    "AL,AL,CA,CE,AA,AE",
    "NE,AL,,,AA,AE",
    "ER,ER,,CE,,AE",
    "SU,SU,CA,,AA,",
    "'',AL,,,AA,AE",
    "'','',AA,AE,,"
  })
  void enhancedModeAnswersAsAsked(
      String accept,
      String application,
      String good,
      String bad,
      String appliedGood,
      String appliedBad) {
    Hl7Partner partner = Samples.lab("apex", Hl7Partner.Mode.ENHANCED);
    Intake intake = new Intake(List.of((app, facility) -> Optional.of(partner)));
    String head =
        "MSH|^~\\&|LIS|APEXLAB|A|B|2026||ORU^R01|7|P|2.5.1|||" + accept + "|" + application;
    Incoming fine = intake.read(Samples.utf8(head + "\rPID|1||A\rOBX|1|NM|X||1\r")).get(0);
    Incoming broken = intake.read(Samples.utf8(head + "\rPID|1||A\r")).get(0);
    assertThat(code(writer.accept(fine, fine.verdict(), NOW))).isEqualTo(good);
    assertThat(code(writer.accept(broken, broken.verdict(), NOW))).isEqualTo(bad);
    assertThat(code(writer.application(fine, fine.verdict(), NOW))).isEqualTo(appliedGood);
    assertThat(code(writer.application(broken, broken.verdict(), NOW))).isEqualTo(appliedBad);
  }

  private static String code(byte[] answer) {
    return answer == null
        ? null
        : Message.of(new String(answer, StandardCharsets.UTF_8)).segments().get(1).value(1);
  }
}
