package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs conversation/corpus.tsv: what people write, and what must be read from it. */
class CorpusTest {
  static Stream<Arguments> lines() {
    return CorpusLine.of("corpus.tsv").stream().map(l -> Arguments.of(l.text(), l));
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @MethodSource("lines")
  void reads(String text, CorpusLine line) {
    Understanding read = line.read();
    assertThat(line.wrong(read)).as("%s", read).isEmpty();
  }

  @Test
  void isLargeEnough() {
    assertThat(CorpusLine.of("corpus.tsv")).hasSizeGreaterThanOrEqualTo(800);
  }
}
