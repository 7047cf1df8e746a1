package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.emr.PersonUpdate.Event;
import procare.hl7.Message;

class AdtReaderTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
  private static final String MSH =
      "MSH|^~\\&|HIS|CITYHOSP|PROCAREHUB|PROCARE|20260815093012|X|ADT^A08^ADT_A01|HIS9|P|2.5.1\r";

  static String sample(String name) {
    try (var in = AdtReaderTest.class.getResourceAsStream("/samples/hl7/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static PersonUpdate one(String text) {
    List<PersonUpdate> updates = AdtReader.read("old-town", KOLKATA, Message.of(text));
    assertThat(updates).hasSize(1);
    return updates.get(0);
  }

  @Test
  void anAdmissionSaysWhoAndWhen() {
    assertThat(one(sample("adt-a01-admit.er7")))
        .isEqualTo(
            new PersonUpdate(
                "old-town",
                Event.A01,
                List.of(
                    new PersonIdentifier("CITYHOSP", "H-55501", "MR"),
                    new PersonIdentifier("PROCARE", "PC-100234", "MR")),
                List.of(new PersonName("Verma", "Asha")),
                LocalDate.of(1972, 5, 14),
                "F",
                "+915550100101",
                List.of(),
                Instant.parse("2026-08-15T01:30:00Z"),
                "HIS0001"));
  }

  @Test
  void aMergeNamesBoth() {
    PersonUpdate merge = one(sample("adt-a40-merge.er7"));
    assertThat(merge.event()).isEqualTo(Event.A40);
    assertThat(merge.identifiers()).extracting(PersonIdentifier::value).containsExactly("H-55501");
    assertThat(merge.mergedIdentifiers())
        .containsExactly(new PersonIdentifier("CITYHOSP", "H-44402", "MR"));
  }

  @ParameterizedTest
  @CsvSource({"A04, A01", "A28, A08", "A31, A08"})
  void triggersThatSayTheSameAreReadAlike(String trigger, Event event) {
    assertThat(one(sample("adt-a08-update.er7").replace("ADT^A08", "ADT^" + trigger)).event())
        .isEqualTo(event);
  }

  @Test
  void whatSaysNothingOfPersonsIsPassedOver() {
    String text = sample("adt-a08-update.er7").replace("ADT^A08^ADT_A01", "ADT^A02^ADT_A02");
    assertThat(AdtReader.read("old-town", KOLKATA, Message.of(text))).isEmpty();
  }

  @Test
  void aMergeMayHoldSeveralPairs() {
    String text =
        sample("adt-a40-merge.er7").stripTrailing()
            + "\rPID|1||H-7^^^CITYHOSP^MR||Rao^Ravi\rMRG|H-6^^^CITYHOSP^MR";
    List<PersonUpdate> updates = AdtReader.read("old-town", KOLKATA, Message.of(text));
    assertThat(updates)
        .extracting(
            u -> u.mergedIdentifiers().get(0).value() + ">" + u.identifiers().get(0).value())
        .containsExactly("H-44402>H-55501", "H-6>H-7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "20260815070000+0530; 2026-08-15T01:30:00Z",
        "20260815070000.123-0400; 2026-08-15T11:00:00Z",
        "202608150700; 2026-08-15T01:30:00Z",
        "20260815; 2026-08-14T18:30:00Z",
        "''; 2026-08-15T04:00:12Z",
      })
  void timesWithoutOffsetAreThePartners(String evn, String instant) {
    String text = MSH + "EVN|A08|" + evn + "\nPID|||7^^^C||A^B";
    assertThat(one(text).occurredAt()).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "555-0100^PRN^PH; 555-0100",
        "^PRN^CP^^91^555^0100101; +915550100101",
        "^NET^Internet^a@b.example~^PRN^PH^^^555^1234567; 5551234567",
        "^^^^^^^^^^^+915550100101; +915550100101",
        "\"\"; ",
      })
  void phonesComeInManyShapes(String xtn, String phone) {
    String text = MSH + "EVN||20260815\rPID|||7^^^C||A^B||||||||" + xtn;
    assertThat(one(text).phone()).isEqualTo(phone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PID|||7^^^C; nothing; MSH",
        "MSH|^~\\&|A|B|C|D|20260815||ADT^A08||P|2.5\rPID|||7^^^C; nothing; MSH-10",
        "MSH|^~\\&|A|B|C|D|||ADT^A08|1|P|2.5\rPID|||7^^^C; nothing; EVN-2",
        "MSH|^~\\&|A|B|C|D|soon||ADT^A08|1|P|2.5\rPID|||7^^^C; nothing; EVN-2",
        "MSH|^~\\&|A|B|C|D|20260815||ADT^A08|1|P|2.5; nothing; PID is missing",
        "MSH|^~\\&|A|B|C|D|20260815||ADT^A08|1|P|2.5\rPID|||^^^C||Verma; nothing; PID-3",
        "MSH|^~\\&|A|B|C|D|20260815||ADT^A40|1|P|2.5\rPID|||7^^^C\rPV1|; nothing; MRG-1",
      })
  void whatCannotBeUsedIsRefusedByField(String text, String nothing, String named) {
    assertThatThrownBy(
            () -> AdtReader.read("old-town", KOLKATA, Message.of(text.replace("\\r", "\r"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .message()
        .doesNotContain("Verma");
  }
}
