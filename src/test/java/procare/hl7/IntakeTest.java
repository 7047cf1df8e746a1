package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final String MSH = "MSH|^~\\&|LIS|APEXLAB|A|B|20260815||ORU^R01|7|P|2.5.1";

  private static Incoming read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Incoming read(byte[] bytes) {
    List<Incoming> all = Samples.intake().read(bytes);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String family(Incoming incoming) {
    return People.of(incoming.message().first("PID").orElseThrow()).family();
  }

  @Test
  void gluesLinesThatBeginNoSegment() {
    for (String end : List.of("\r", "\n", "\r\n")) {
      Message message =
          read(String.join(
                  end,
                  MSH,
                  "PID|1||A",
                  "OBR|1",
                  "OBX|1|TX|X||first",
                  "second line",
                  "",
                  "OB third",
                  "NTE|1||x",
                  ""))
              .message();
      assertThat(message.segments())
          .extracting(Segment::id)
          .containsExactly("MSH", "PID", "OBR", "OBX", "NTE");
      assertThat(message.first("OBX").orElseThrow().field(5).whole())
          .isEqualTo("first\nsecond line\nOB third");
    }
  }

  @Test
  void readsOtherDelimiters() {
    Incoming incoming =
        read(
            "MSH#*+!%#LIS#APEXLAB#A#B#2026##ORU*R01#7#P#2.5.1\rPID#1##A*B+C\rOBR#1\rOBX#1#ST#X##a!S!b!F!c\r");
    assertThat(incoming.verdict().accepted()).isTrue();
    assertThat(incoming.message().first("PID").orElseThrow().field(3).repetitions()).hasSize(2);
    assertThat(incoming.message().first("OBX").orElseThrow().field(5).whole()).isEqualTo("a*b#c");
  }

  @ParameterizedTest
  @CsvSource({
    "deviations/latin1-declared-utf8.hl7,Müller,true",
    "deviations/utf8-undeclared.hl7,Müller,false",
    "deviations/utf8-devanagari.hl7,वर्मा,false",
    "deviations/utf8-bom.hl7,Verma,false"
  })
  void namesKeepTheirLetters(String sample, String family, boolean doubtful) {
    Incoming incoming = read(Samples.bytes(sample));
    assertThat(family(incoming)).isEqualTo(family);
    assertThat(incoming.flags().contains("charset")).isEqualTo(doubtful);
  }

  @ParameterizedTest
  @CsvSource({
    "8859/1,ISO-8859-1,false",
    "UNICODE UTF-8,UTF-8,false",
    "utf8,UTF-8,false",
    "ISO-8859-15,ISO-8859-15,false",
    "ASCII,UTF-8,true",
    "UNICODE UTF-16,UTF-8,true",
    "IBM037,UTF-8,true",
    "KLINGON,UTF-8,true",
    "'',UTF-8,false"
  })
  void trustsMsh18OnlyWhenTheBytesAgree(String declared, String written, boolean doubtful) {
    byte[] bytes =
        (MSH + "||||||" + declared + "\rPID|1||A||Müller\rOBR|1\rOBX|1|NM|X||1\r")
            .getBytes(Samples.charset(written));
    Incoming incoming = read(bytes);
    assertThat(family(incoming)).isEqualTo("Müller");
    assertThat(incoming.flags().contains("charset")).isEqualTo(doubtful);
    assertThat(incoming.raw()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // application, facility, type, id, processing, version; then the rest; expected
        "LIS|APEXLAB;ORU^R01;7;P;2.5.1;PID|1 OBR|1 OBX|1;AA",
        "LIS|APEXLAB;ORU^^ORU_R01;7;P;2.3;PID|1 OBR|1 OBX|1;AA",
        "LIS|APEXLAB;ORU;7;p;2.8.2;PID|1 OBR|1 OBX|1;AA",
        "LIS|APEXLAB;ORU^R01;7;;2.5.1;PID|1 OBR|1 OBX|1;AA",
        "LIS|APEXLAB;ORU^R01;7;T;2.5.1;PID|1 OBR|1 OBX|1;AR 202",
        "LIS|APEXLAB;ORU^R01;7;P;3.0;PID|1 OBR|1 OBX|1;AR 203",
        "LIS|APEXLAB;ORU^R01;7;P;;PID|1 OBR|1 OBX|1;AR 203",
        "LIS|APEXLAB;ORU^R01;;P;2.5.1;PID|1 OBR|1 OBX|1;AR 101",
        "LIS|APEXLAB;ORM^O01;7;P;2.5.1;PID|1 ORC|NW;AR 200",
        "LIS|APEXLAB;;7;P;2.5.1;PID|1 OBR|1 OBX|1;AR 200",
        "LIS|OTHER;ORU^R01;7;P;2.5.1;PID|1 OBR|1 OBX|1;AR 204",
        "|;ORU^R01;7;P;2.5.1;PID|1 OBR|1 OBX|1;AR 204",
        "LIS|APEXLAB;ORU^R01;7;P;2.5.1;OBR|1 OBX|1;AE 100",
        "LIS|APEXLAB;ORU^R01;7;P;2.5.1;PID|1 OBR|1;AE 100",
        "LIS|APEXLAB;ORU^R01;7;P;2.5.1;PID|1 OBR|1||||||||||||||||||||||||X;AA",
        "HIS|CITYHOSP;ADT^A01;7;P;2.5.1;EVN|A01;AE 100",
        "HIS|CITYHOSP;ADT^A40;7;P;2.5.1;PID|1;AE 100",
        "HIS|CITYHOSP;ADT^A40;7;P;2.5.1;PID|1 MRG|2;AA",
        "HIS|CITYHOSP;ACK^A01;7;P;2.5.1;MSA|AA|1;NONE"
      })
  void judges(
      String sender,
      String type,
      String id,
      String processing,
      String version,
      String rest,
      String expected) {
    String text =
        "MSH|^~\\&|"
            + String.join(
                "|",
                sender,
                "A",
                "B",
                "2026",
                "",
                type == null ? "" : type,
                id == null ? "" : id,
                processing == null ? "" : processing,
                version == null ? "" : version)
            + "\r"
            + rest.replace(' ', '\r')
            + "\r";
    Verdict verdict = read(text).verdict();
    assertThat(verdict.code() + (verdict.error() == null ? "" : " " + verdict.error()))
        .isEqualTo(expected);
  }

  @Test
  void refusesWhatEndsInTheMiddleOfAResult() {
    String upToResult = MSH + "\rPID|1||A\rOBR|1\rOBX|1|NM|X||1|||||";
    assertThat(read(upToResult).verdict().code()).isEqualTo(Verdict.Code.AE);
    assertThat(read(upToResult + "|F").verdict().accepted()).isTrue();
    assertThat(read(upToResult + "\r").verdict().accepted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MSH", "MSH|", "MSHX^~\\&|LIS", "GET / HTTP/1.1\r\n\r\n", "   \r\n", "{}"})
  void whatIsNoHl7IsNotAnswered(String text) {
    Incoming incoming = read(text);
    assertThat(incoming.message()).isNull();
    assertThat(incoming.verdict().code()).isEqualTo(Verdict.Code.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MSH||LIS", "MSH|^", "MSH|^~\\&|LIS|APEXLAB", "MSH|||||||||", "MSH|^~\\&|\r\r\r"})
  void stumpsAreJudgedWithoutFalling(String text) {
    assertThat(read(text).verdict().accepted()).isFalse();
  }

  @Test
  void resendsHaveTheSameHashAndOtherContentsHaveNot() {
    String sample = Samples.text("oru-r01-hba1c-high.er7");
    byte[] hash = read(sample).bodyHash();
    assertThat(read(sample.replace('\r', '\n')).bodyHash()).isEqualTo(hash);
    assertThat(read(sample.replaceFirst("20260815093012", "20260815094012")).bodyHash())
        .isEqualTo(hash);
    assertThat(read(sample.replace("|8.4|", "|9.1|")).bodyHash()).isNotEqualTo(hash);
    assertThat(read(sample.replace("ORU^R01", "ORU^R30")).bodyHash()).isNotEqualTo(hash);
  }

  @Test
  void splitsByBytesSoThatNothingIsRecoded() {
    byte[] glued = Samples.bytes("deviations/two-messages-glued.hl7");
    List<Incoming> both = Samples.intake().read(glued);
    assertThat(both)
        .extracting(Incoming::controlId)
        .containsExactly("APX20260815000001", "APX20260815000001X");
    assertThat(both).extracting(IntakeTest::family).containsExactly("Verma", "Kulkarni");
    assertThat(both.get(0).raw().length + both.get(1).raw().length).isEqualTo(glued.length);
    assertThat(Samples.intake().read(Samples.bytes("batch-fhs-bhs.er7")))
        .allSatisfy(
            one ->
                assertThat(one.message().segments())
                    .extracting(Segment::id)
                    .doesNotContain("BTS", "FTS", "BHS", "FHS"));
  }

  @Test
  void knowsWhoseTurnItIs() {
    assertThat(read(Samples.text("adt-a40-merge.er7")).orderKeys())
        .containsExactly("city|H-55501", "city|H-44402");
    assertThat(read(Samples.text("adt-a01-admit.er7")).orderKeys()).containsExactly("city|H-55501");
    assertThat(read(Samples.text("oru-r01-two-patients.er7")).orderKeys())
        .containsExactly("apex|PC-100234", "apex|PC-100777");
    assertThat(read(Samples.text("oru-r01-v23-local-codes.er7")).orderKeys())
        .containsExactly("apex|PC-100234");
  }

  @Test
  void refusesAnOrderKeyThatIsNone() {
    assertThatThrownBy(() -> OrderKeys.check("patient")).hasMessageContaining("PID-3.1");
    assertThatThrownBy(() -> OrderKeys.check("PID-3.1,PID")).hasMessageContaining("PID-3.1");
    OrderKeys.check("PID-3*.1, PV1-19");
  }
}
