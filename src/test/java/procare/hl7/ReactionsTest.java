package procare.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.lab.LabReport;

/** Every sample message, and what becomes of it. */
class ReactionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/samples/hl7");

  static Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/hl7/reactions.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split("\t")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isAnsweredAndRead(List<String> row) {
    List<Incoming> messages = Samples.intake().read(Samples.bytes(row.get(0)));
    assertThat(messages).hasSize(Integer.parseInt(row.get(1)));
    for (Incoming one : messages) {
      assertThat(one.verdict().code().name()).isEqualTo(row.get(2));
      assertThat(Objects.requireNonNullElse(one.verdict().error(), "-")).isEqualTo(row.get(3));
      assertThat(one.flags()).isEqualTo(row.get(4).equals("-") ? List.of() : List.of(row.get(4)));
      if (!row.get(5).equals("-")) {
        List<LabReport> reports = Reports.of(one.message(), Samples.LAB, "m");
        assertThat(reports).hasSize(Integer.parseInt(row.get(5)));
        assertThat(reports.stream().mapToInt(r -> r.results().size()).sum())
            .isEqualTo(Integer.parseInt(row.get(6)));
        assertThat(reports.stream().mapToInt(r -> r.documents().size()).sum())
            .isEqualTo(Integer.parseInt(row.get(7)));
        assertThat(reports.stream().map(LabReport::person).distinct().count())
            .isEqualTo(Integer.parseInt(row.get(8)));
      }
    }
    assertThat(messages.get(0).controlId()).startsWith(row.get(9));
  }

  @Test
  void noSampleIsLeftOut() throws IOException {
    TreeSet<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.walk(FOLDER)) {
      found
          .map(f -> FOLDER.relativize(f).toString())
          .filter(f -> f.endsWith(".er7") || f.endsWith(".hl7"))
          .forEach(files::add);
    }
    assertThat(rows().map(row -> row.get(0)).toList()).containsExactlyInAnyOrderElementsOf(files);
  }
}
