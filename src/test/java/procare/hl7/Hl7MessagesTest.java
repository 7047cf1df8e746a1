package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import procare.Json;
import procare.OwnDatabase;

class Hl7MessagesTest {
  private Hub hub;

  @BeforeEach
  void start() {
    hub = Hub.empty();
  }

  private List<String> answers(byte[] frame) {
    return hub.receiver.receive(frame, "192.0.2.7").stream()
        .map(r -> r.bytes() == null ? null : new String(r.bytes(), StandardCharsets.UTF_8))
        .map(text -> text == null ? null : Message.of(text).segments().get(1).line())
        .toList();
  }

  @Test
  void keepsAMessageExactlyAsSentWithItsEvent() throws Exception {
    byte[] sample = Samples.bytes("deviations/latin1-declared-utf8.hl7");
    assertThat(answers(sample)).containsExactly("MSA|AA|APXD0002");
    Map<String, Object> row = hub.jdbc.queryForMap("select * from hl7_message");
    assertThat((byte[]) row.get("raw")).isEqualTo(sample);
    assertThat(row)
        .containsEntry("partner", "apex")
        .containsEntry("kind", "lab")
        .containsEntry("application", "LIS")
        .containsEntry("facility", "APEXLAB")
        .containsEntry("control_id", "APXD0002")
        .containsEntry("type", "ORU^R01")
        .containsEntry("version", "2.5.1")
        .containsEntry("state", "received")
        .containsEntry("charset", "ISO-8859-1")
        .containsEntry("ack_code", "AA");
    assertThat(hub.events()).containsExactly("lab.message.received");
    String envelope = hub.jdbc.queryForObject("select envelope::text from event_log", String.class);
    assertThat(envelope).doesNotContain("Müller").doesNotContain("PC-100234").doesNotContain("8.4");
    assertThat(Json.MAPPER.readTree(envelope).at("/data/messageId").asText())
        .isEqualTo(row.get("id").toString());
    assertThat(hub.jdbc.queryForList("select key || ' ' || lead from hl7_turn", String.class))
        .containsExactly("apex|PC-100234 true");
  }

  @Test
  void answersAResendAsBeforeAndStoresItOnce() {
    String sample = Samples.text("oru-r01-hba1c-high.er7");
    for (String again :
        List.of(
            sample,
            sample,
            sample.replace('\r', '\n'),
            sample.replaceFirst("20260815093012", "20260815094012"))) {
      assertThat(answers(Samples.utf8(again))).containsExactly("MSA|AA|APX20260815000001");
    }
    assertThat(hub.states()).containsExactly("received");
    assertThat(hub.events()).containsExactly("lab.message.received");
  }

  @Test
  void keepsOtherContentUnderTheSameControlIdForAPerson() {
    answers(Samples.bytes("oru-r01-hba1c-high.er7"));
    for (int i = 0; i < 2; i++) {
      assertThat(answers(Samples.bytes("deviations/duplicate-control-id-other-body.hl7")))
          .containsExactly("MSA|AA|APX20260815000001");
    }
    assertThat(hub.states()).containsExactly("received", "conflict");
    assertThat(hub.events()).containsExactly("lab.message.received", "hub.message.conflict");
    assertThat(hub.count("hl7_turn")).isEqualTo(1);
  }

  @Test
  void theSameIdOfAnotherFacilityIsAnotherMessage() {
    Hub two =
        new Hub(
            OwnDatabase.of("hl7"), hub.clock, (application, facility) -> Optional.of(Samples.LAB));
    String sample = Samples.text("oru-r01-hba1c-high.er7");
    two.receiver.receive(Samples.utf8(sample), "a");
    two.receiver.receive(
        Samples.utf8(sample.replace("|APEXLAB|PROCAREHUB", "|BRANCH|PROCAREHUB")), "a");
    assertThat(hub.states()).containsExactly("received", "received");
  }

  @Test
  void putsAsideWhatIsRefusedOnceHoweverOftenItComes() {
    for (int i = 0; i < 3; i++) {
      assertThat(answers(Samples.bytes("deviations/truncated.hl7")))
          .containsExactly("MSA|AE|APX20260815000001");
      assertThat(answers(Samples.bytes("deviations/missing-control-id.hl7")))
          .containsExactly("MSA|AR|");
      assertThat(answers(Samples.bytes("oml-o21-cancel.er7")))
          .containsExactly("MSA|AR|PC20260814000004");
      assertThat(answers(Samples.bytes("deviations/not-hl7.hl7"))).containsExactly((String) null);
      assertThat(answers(Samples.bytes("ack-aa.er7"))).containsExactly((String) null);
    }
    assertThat(hub.states()).containsOnly("quarantined").hasSize(4);
    assertThat(hub.events()).containsOnly("hub.message.quarantined").hasSize(4);
    assertThat(hub.count("hl7_turn")).isZero();
  }

  @Test
  void takesWhatWasRefusedOnceItsSenderIsKnown() {
    Hub stranger = new Hub(OwnDatabase.of("hl7"), hub.clock);
    byte[] sample = Samples.bytes("oru-r01-hba1c-high.er7");
    assertThat(stranger.receiver.receive(sample, "a").get(0).code()).isEqualTo(Verdict.Code.AR);
    assertThat(answers(sample)).containsExactly("MSA|AA|APX20260815000001");
    assertThat(hub.states()).containsExactly("quarantined", "received");
  }

  @Test
  void answersEachMessageOfABatchAndOfGluedOnes() {
    assertThat(answers(Samples.bytes("batch-fhs-bhs.er7")))
        .containsExactly("MSA|AA|APX20260815000024", "MSA|AA|APX20260815000025");
    assertThat(answers(Samples.bytes("deviations/two-messages-glued.hl7")))
        .containsExactly("MSA|AA|APX20260815000001", "MSA|AA|APX20260815000001X");
    assertThat(hub.states()).hasSize(4).containsOnly("received");
  }

  @Test
  void keepsWhatPostgresTextCannotHold() {
    String sample = Samples.text("oru-r01-hba1c-high.er7").replace("000001|P", "00\u00000001|P");
    assertThat(answers(Samples.utf8(sample))).containsExactly("MSA|AA|APX2026081500\u00000001");
    assertThat(hub.states()).containsExactly("received");
  }

  @Test
  void keepsLittleOfStrangers() {
    byte[] large = new byte[300_000];
    java.util.Arrays.fill(large, (byte) 'x');
    answers(large);
    assertThat(hub.jdbc.queryForObject("select length(raw) from hl7_message", Integer.class))
        .isEqualTo(64 * 1024);
    assertThat(answers(Samples.bytes("deviations/huge-field.hl7")))
        .containsExactly("MSA|AA|APXD0022");
    assertThat(hub.jdbc.queryForObject("select max(length(raw)) from hl7_message", Integer.class))
        .isGreaterThan(200_000);
  }

  @Test
  void oneOfManyAtTheSameMomentIsStored() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<List<String>>> all = new ArrayList<>();
      for (int i = 0; i < 160; i++) {
        // Each of 20 control ids comes four times with one content and four times with another.
        String text =
            Samples.text("oru-r01-hba1c-high.er7")
                .replace("APX20260815000001", "ID" + i % 20)
                .replace("|8.4|", (i / 20) % 2 == 0 ? "|8.4|" : "|9.1|");
        all.add(threads.submit(() -> answers(Samples.utf8(text))));
      }
      for (Future<List<String>> one : all) {
        assertThat(one.get().get(0)).startsWith("MSA|AA|ID");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(
            hub.jdbc.queryForList(
                "select control_id from hl7_message group by control_id having count(*) <> 2 or count(*) filter (where accepted) <> 1",
                String.class))
        .isEmpty();
    assertThat(hub.count("hl7_message")).isEqualTo(40);
    assertThat(hub.count("outbox")).isEqualTo(40);
    assertThat(hub.count("hl7_turn")).isEqualTo(20);
  }

  @Test
  void storesNothingAndAnswersNothingWhileTheDatabaseIsAway() {
    HikariDataSource away = new HikariDataSource();
    away.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
    away.setConnectionTimeout(250);
    away.setInitializationFailTimeout(-1);
    try (away) {
      Hub alone = new Hub(away, Clock.fixed(Hub.NOW, ZoneOffset.UTC), Samples::known);
      byte[] sample = Samples.bytes("oru-r01-hba1c-high.er7");
      assertThatThrownBy(() -> alone.receiver.receive(sample, "a"))
          .isInstanceOf(TransientDataAccessResourceException.class);
      String late =
          new String(alone.receiver.unavailable(sample).get(0).bytes(), StandardCharsets.UTF_8);
      assertThat(late).contains("MSA|AE|APX20260815000001\rERR||").contains("207");
    }
  }
}
