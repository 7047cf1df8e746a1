package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes is read, judged and answered; nothing makes the reader fall or take for ever. */
class FuzzTest {
  private static final byte[] SPECIAL =
      "|^~\\&\r\n\"<>0.,MSHPIDOBX\0\377\303".getBytes(StandardCharsets.ISO_8859_1);

  private final Acknowledgement writer = new Acknowledgement("HUB", "PROCARE");

  private void read(byte[] frame) {
    for (Incoming incoming : Samples.intake().read(frame)) {
      byte[] answer = writer.accept(incoming, incoming.verdict(), Instant.EPOCH);
      if (incoming.message() != null) {
        assertThat(Reports.of(incoming.message(), Samples.LAB, "m"))
            .allSatisfy(
                report -> {
                  assertThat(report.service()).isNotEmpty();
                  assertThat(report.results()).allSatisfy(r -> assertThat(r.codes()).isNotEmpty());
                });
      }
      if (answer != null) {
        assertThat(new String(answer, incoming.charset())).contains("\rMSA");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void readsWhateverBecameOfAMessage(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> samples;
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/samples/hl7"))) {
      samples = files.filter(f -> f.toString().matches(".*\\.(er7|hl7)")).sorted().toList();
    }
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = Files.readAllBytes(samples.get(random.nextInt(samples.size())));
      if (bytes.length == 0 || bytes.length > 10_000) {
        continue;
      }
      byte[] changed = bytes.clone();
      for (int change = random.nextInt(8); change >= 0; change--) {
        changed[random.nextInt(changed.length)] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : SPECIAL[random.nextInt(SPECIAL.length)];
      }
      int from = random.nextInt(3) == 0 ? random.nextInt(changed.length) : 0;
      read(java.util.Arrays.copyOfRange(changed, from, changed.length));
    }
  }

  @Test
  void takesNoLongerForLargeOddities() {
    String head = "MSH|^~\\&|LIS|APEXLAB|||||ORU^R01|1|P|2.5.1\rPID|1||A\rOBR|1\rOBX|1|";
    int size = 4_000_000;
    for (String obx :
        List.of(
            "FT|X||\\X" + "41".repeat(size / 2) + "\\",
            "FT|X||" + "\\".repeat(size),
            "FT|X||" + "~".repeat(size),
            "NM|X||" + "1".repeat(size) + "x|mg",
            "NM|X||" + "1,".repeat(size / 2) + "|mg",
            "ST|X||" + " ".repeat(size) + "1|mg",
            "TX|X||" + "a\n".repeat(size / 2),
            "ED|X||^AP^PDF^Base64^" + "QUJD\n".repeat(size / 5),
            "CWE|" + "^".repeat(size),
            "SN|X||" + "&".repeat(size))) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> read(Samples.utf8(head + obx + "\r")),
          obx.substring(0, 12));
    }
  }
}
