package procare.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.util.unit.DataSize;
import picocli.CommandLine;
import procare.hl7.Hub;
import procare.hl7.Samples;
import procare.start.HubCommand;

/** {@code ./hub hl7 send} against the real server. */
class Hl7SendTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();
  private MllpServer server;

  @BeforeEach
  void start() {
    MllpProperties settings =
        new MllpProperties(
            true,
            "127.0.0.1",
            0,
            "",
            List.of(),
            DataSize.ofMegabytes(16),
            DataSize.ofMegabytes(64),
            10,
            32,
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    server =
        new MllpServer(
            settings,
            Hub.empty().receiver,
            new SimpleMeterRegistry(),
            new DefaultSslBundleRegistry(),
            true);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void aMessageIsAcknowledgedHoweverItsLinesEnd(String end) throws IOException {
    String message = Samples.text("oru-r01-hba1c-high.er7").replaceAll("[\\r\\n]+", end);
    assertThat(send(message)).isZero();
    assertThat(said.toString()).contains("MSA|AA|APX20260815000001").doesNotContain("\r");
  }

  @Test
  void aStrangersMessageIsRefusedWithItsReason() throws IOException {
    String message = Samples.text("oru-r01-hba1c-high.er7").replace("|LIS|", "|STRANGER|");
    assertThat(send(message)).isEqualTo(1);
    assertThat(said.toString()).contains("MSA|AR|");
  }

  @Test
  void whatIsNoHl7GetsNoAnswerAndTheCommandSaysSo() throws IOException {
    assertThat(send("hello")).isEqualTo(1);
    assertThat(said.toString()).contains("No acknowledgement from 127.0.0.1:" + server.port());
  }

  @Test
  void nobodyListening() throws IOException {
    int port = server.port();
    server.stop();
    assertThat(send("MSH|", port)).isEqualTo(1);
    assertThat(said.toString()).contains("Does the hub run");
    server.start();
  }

  @Test
  void aFileThatIsNotThereIsWrongUse() {
    assertThat(hub("hl7", "send", folder.resolve("none.hl7").toString())).isEqualTo(2);
    assertThat(said.toString()).contains("none.hl7 is no file", "See ./hub hl7 send --help");
  }

  private int send(String message) throws IOException {
    return send(message, server.port());
  }

  private int send(String message, int port) throws IOException {
    Path file =
        Files.write(folder.resolve("message.hl7"), message.getBytes(StandardCharsets.UTF_8));
    return hub("hl7", "send", file.toString(), "--port", "" + port, "--timeout", "PT5S");
  }

  private int hub(String... words) {
    CommandLine line = HubCommand.line();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return line.execute(words);
  }
}
