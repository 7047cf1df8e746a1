package procare.mllp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.util.unit.DataSize;
import procare.OwnDatabase;
import procare.hl7.Hub;
import procare.hl7.Samples;

class MllpServerTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Hub hub;
  private MllpServer server;

  private static MllpProperties settings(int connections, Duration frame, Duration outage) {
    return new MllpProperties(
        true,
        "127.0.0.1",
        0,
        "",
        List.of(),
        DataSize.ofMegabytes(16),
        DataSize.ofMegabytes(64),
        connections,
        32,
        Duration.ofHours(1),
        frame,
        outage,
        Duration.ofSeconds(10));
  }

  private MllpServer open(MllpProperties settings) {
    MllpServer opened =
        new MllpServer(settings, hub.receiver, metrics, new DefaultSslBundleRegistry(), true);
    opened.start();
    return opened;
  }

  @BeforeEach
  void start() {
    hub = Hub.empty();
    server = open(settings(1_000, Duration.ofSeconds(30), Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() {
    if (server.isRunning()) {
      server.stop();
    }
  }

  private static byte[] numbered(int i) {
    return Samples.utf8(
        Samples.text("oru-r01-hba1c-high.er7").replace("APX20260815000001", "N" + i));
  }

  static Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/hl7/reactions.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split("\t")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersEverySample(List<String> row) throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.send(Samples.bytes(row.get(0)));
      if (row.get(0).equals("deviations/not-hl7.hl7")) {
        assertThat(sender.isClosed()).isTrue();
        return;
      }
      boolean silent = row.get(2).equals("NONE") || row.get(0).equals("deviations/empty.hl7");
      if (!silent) {
        for (int i = 0; i < Integer.parseInt(row.get(1)); i++) {
          assertThat(sender.msa()).startsWith(row.get(2) + "|");
        }
      }
      // Whatever came, the next message is taken.
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "no-start-block", "no-trailing-cr"})
  void answersOddFrames(String sample) throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.write(Samples.bytes("mllp/" + sample + ".bin"));
      assertThat(sender.msa()).isEqualTo("AA|APX20260815000001");
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
    }
    assertThat(hub.states()).containsExactly("received", "received");
  }

  @Test
  void ignoresEmptyFramesAndNoiseBetweenFrames() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.write(Samples.bytes("mllp/empty-frame.bin"));
      sender.write(Samples.utf8("\r\n{noise}\r\n"));
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
      assertThat(sender.isSilent(200)).isTrue();
    }
    assertThat(hub.states()).containsExactly("received");
  }

  @Test
  void dropsAMessageThatBeginsAnewInItsMiddle() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.write(Samples.bytes("mllp/never-ended.bin"));
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
      assertThat(sender.isSilent(200)).isTrue();
    }
    assertThat(hub.states()).containsExactly("received");
  }

  @Test
  void answersTwentyMessagesOfOneWriteInOrder() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      IntStream.range(0, 20).forEach(i -> all.writeBytes(Sender.framed(numbered(i))));
      sender.write(all.toByteArray());
      assertThat(sender.msas(20))
          .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "AA|N" + i).toList());
    }
    assertThat(hub.count("hl7_message")).isEqualTo(20);
  }

  @Test
  void answersFiveHundredOfOneWriteAlthoughItsQueueIsShorter() throws Exception {
    try (Sender sender = new Sender(server.port())) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      IntStream.range(0, 500).forEach(i -> all.writeBytes(Sender.framed(numbered(i))));
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  sender.write(all.toByteArray());
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(sender.msas(500))
          .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "AA|N" + i).toList());
      writing.get(5, SECONDS);
    }
  }

  @Test
  void putsTogetherWhatComesByteByByte() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      for (byte b : Sender.framed(Samples.bytes("deviations/utf8-devanagari.hl7"))) {
        sender.socket.getOutputStream().write(b);
      }
      assertThat(sender.msa()).isEqualTo("AA|APXD0005");
    }
  }

  @Test
  void answersWhoClosesHisHalfAfterSending() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.send(numbered(1));
      sender.send(numbered(2));
      sender.socket.shutdownOutput();
      assertThat(sender.msas(2)).containsExactly("AA|N1", "AA|N2");
      assertThat(sender.isClosed()).isTrue();
    }
  }

  @Test
  void refusesFiftyMegabytesWithoutKeepingThem() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.write(new byte[] {0x0B});
      sender.write(Samples.utf8(Samples.text("oru-r01-hba1c-high.er7") + "NTE|2|L|"));
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 'x');
      for (int i = 0; i < 50; i++) {
        sender.write(block);
      }
      sender.write(new byte[] {0x1C, '\r'});
      assertThat(sender.msa()).isEqualTo("AR|APX20260815000001");
      assertThat(sender.isClosed()).isTrue();
    }
    assertThat(hub.count("hl7_message")).isZero();
    await()
        .untilAsserted(
            () -> assertThat(metrics.get("procare.mllp.buffered.bytes").gauge().value()).isZero());
    try (Sender sender = new Sender(server.port())) {
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
    }
  }

  @Test
  void takesLargeMessagesAndGivesTheirMemoryBack() throws IOException {
    String large =
        Samples.text("oru-r01-hba1c-high.er7")
            .replace("SPM|", "NTE|2|L|" + "x".repeat(900_000) + "\rSPM|");
    try (Sender one = new Sender(server.port())) {
      for (int i = 0; i < 100; i++) {
        one.send(Samples.utf8(large.replace("APX20260815000001", "L" + i)));
        assertThat(one.msa()).isEqualTo("AA|L" + i);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(metrics.get("procare.mllp.buffered.bytes").gauge().value()).isZero());
    }
  }

  @Test
  void closesAnEndlessFrameAndKeepsServingOthers() throws IOException {
    MllpServer impatient = open(settings(10, Duration.ofMillis(700), Duration.ofSeconds(30)));
    try (Sender endless = new Sender(impatient.port());
        Sender slow = new Sender(impatient.port());
        Sender other = new Sender(impatient.port())) {
      endless.write(Samples.bytes("mllp/never-ended.bin"));
      slow.write(new byte[] {0x0B, 'M'});
      other.send(numbered(1));
      assertThat(other.msa()).isEqualTo("AA|N1");
      assertThat(endless.isClosed()).isTrue();
      assertThat(slow.isClosed()).isTrue();
      other.send(numbered(2));
      assertThat(other.msa()).isEqualTo("AA|N2");
    } finally {
      impatient.stop();
    }
    assertThat(hub.count("hl7_message")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "POST /x HTTP/1.1\r\n",
        "\u0016\u0003\u0001\u0002\u0000"
      })
  void showsOutWhoSpeaksSomethingElse(String text) throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.write(text.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(sender.isClosed()).isTrue();
    }
    assertThat(hub.count("hl7_message")).isZero();
  }

  @Test
  void endlessNoiseIsShownOut() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      OutputStream out = sender.socket.getOutputStream();
      byte[] noise = new byte[70_000];
      Arrays.fill(noise, (byte) 'x');
      out.write(noise);
      assertThat(sender.isClosed()).isTrue();
    }
  }

  @Test
  void whoDoesNotReadHisAnswersIsNotReadEitherAndThenClosed() throws Exception {
    MllpServer impatient = open(settings(10, Duration.ofSeconds(1), Duration.ofSeconds(30)));
    java.net.Socket deaf = new java.net.Socket();
    deaf.setReceiveBufferSize(4 * 1024);
    deaf.connect(new java.net.InetSocketAddress("127.0.0.1", impatient.port()));
    int written = 0;
    try (deaf;
        Sender other = new Sender(impatient.port())) {
      ByteArrayOutputStream some = new ByteArrayOutputStream();
      IntStream.range(0, 100).forEach(i -> some.writeBytes(Sender.framed(numbered(7))));
      byte[] hundred = some.toByteArray();
      for (; written < 400; written++) {
        deaf.getOutputStream().write(hundred);
        if (written % 50 == 0) {
          other.send(numbered(written));
          assertThat(other.msa()).isEqualTo("AA|N" + written);
        }
      }
    } catch (IOException closed) {
      assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset).*");
    } finally {
      impatient.stop();
    }
    assertThat(written).isLessThan(400);
    assertThat(metrics.get("procare.mllp.buffered.bytes").gauge().value()).isZero();
  }

  @Test
  void servesAThousandConnectionsAndRefusesTheNext() throws IOException {
    List<Sender> all = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        all.add(new Sender(server.port()));
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(metrics.get("procare.mllp.connections").gauge().value())
                      .isEqualTo(1_000));
      try (Sender next = new Sender(server.port())) {
        assertThat(next.isClosed()).isTrue();
      }
      for (int i = 0; i < all.size(); i++) {
        all.get(i).send(numbered(i));
      }
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).msa()).isEqualTo("AA|N" + i);
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(t -> t.getName().startsWith("mllp"))
          .hasSizeLessThanOrEqualTo(35);
    } finally {
      for (Sender one : all) {
        one.close();
      }
    }
    assertThat(hub.count("hl7_message")).isEqualTo(1_000);
    await()
        .untilAsserted(
            () -> assertThat(metrics.get("procare.mllp.connections").gauge().value()).isZero());
  }

  @Test
  void acknowledgesNothingBeforeTheCommitAndRecoversFromAKilledTransaction() throws Exception {
    try (Sender sender = new Sender(server.port());
        Connection blocker = OwnDatabase.of("hl7").getConnection();
        Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("lock table hl7_message in exclusive mode");
      sender.send(numbered(1));
      await().until(() -> !waiting().isEmpty());
      assertThat(sender.isSilent(300)).isTrue();
      waiting().forEach(pid -> hub.jdbc.queryForList("select pg_terminate_backend(?)", pid));
      assertThat(sender.isSilent(300)).isTrue();
      blocker.rollback();
      assertThat(sender.msa()).isEqualTo("AA|N1");
    }
    assertThat(hub.states()).containsExactly("received");
    assertThat(hub.events()).containsExactly("lab.message.received");
  }

  private List<Integer> waiting() {
    return hub.jdbc.queryForList(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%hl7_message%' and datname = current_database()",
        Integer.class);
  }

  @Test
  void answersAeWhenTheDatabaseIsAwayForTooLong() throws Exception {
    MllpServer impatient = open(settings(10, Duration.ofSeconds(30), Duration.ofMillis(500)));
    hub.jdbc.execute("alter table hl7_message rename to hl7_away");
    try (Sender sender = new Sender(impatient.port())) {
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AE|N1");
      hub.jdbc.execute("alter table hl7_away rename to hl7_message");
      sender.send(numbered(1));
      assertThat(sender.msa()).isEqualTo("AA|N1");
    } finally {
      hub.jdbc.execute("alter table if exists hl7_away rename to hl7_message");
      impatient.stop();
    }
  }

  @Test
  void stopsAfterAnsweringWhatIsUnderWay() throws Exception {
    try (Sender busy = new Sender(server.port());
        Sender idle = new Sender(server.port());
        Connection blocker = OwnDatabase.of("hl7").getConnection();
        Statement lock = blocker.createStatement()) {
      idle.send(numbered(0));
      assertThat(idle.msa()).isEqualTo("AA|N0");
      blocker.setAutoCommit(false);
      lock.execute("lock table hl7_message in exclusive mode");
      busy.send(numbered(1));
      await().until(() -> !waiting().isEmpty());
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(server::stop);
      assertThat(idle.isClosed()).isTrue();
      blocker.rollback();
      assertThat(busy.msa()).isEqualTo("AA|N1");
      assertThat(busy.isClosed()).isTrue();
      stopping.get(10, SECONDS);
    }
    assertThat(hub.count("hl7_message")).isEqualTo(2);
  }

  @Test
  void countsWhatItAnswers() throws IOException {
    try (Sender sender = new Sender(server.port())) {
      sender.send(numbered(1));
      sender.send(Samples.bytes("deviations/truncated.hl7"));
      assertThat(sender.msas(2)).containsExactly("AA|N1", "AE|APX20260815000001");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(
                        metrics
                            .get("procare.mllp.answers")
                            .tags("partner", "apex", "answer", "AE")
                            .counter()
                            .count())
                    .isEqualTo(1));
    assertThat(metrics.get("procare.mllp.received").counter().count()).isEqualTo(2);
    assertThat(metrics.get("procare.mllp.answer").timer().count()).isEqualTo(2);
  }
}
