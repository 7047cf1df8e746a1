package procare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.GlucoseUnit;
import procare.glucose.Severity;

/**
 * Runs conversation/corpus-heldout.tsv: messages invented before the grammar was extended. Nobody
 * tunes on them, so they tell how unseen messages fare.
 */
class HeldOutTest {
  private static final List<CorpusLine> LINES = CorpusLine.of("corpus-heldout.tsv");

  @Test
  void nineOfTenFactsAreRight() {
    int facts = 0;
    List<String> wrong = new ArrayList<>();
    for (CorpusLine line : LINES) {
      facts += Math.max(1, line.expected().size());
      line.wrong(line.read()).forEach(w -> wrong.add(line.text() + ": " + w));
    }
    assertThat(LINES).hasSizeGreaterThanOrEqualTo(200);
    assertThat(1 - (double) wrong.size() / facts).as("%s", wrong).isGreaterThanOrEqualTo(0.9);
  }

  /** What is read is in the class meant, or unclear and asked about. */
  @Test
  void noReadingIsInAWrongSeverityClass() {
    for (CorpusLine line : LINES) {
      List<Severity> meant =
          line.expected().stream().filter(e -> e.startsWith("G:")).map(HeldOutTest::meant).toList();
      for (GlucoseFact fact : line.read().glucose()) {
        Severity read = fact.severity();
        assertThat(read == Severity.UNCLEAR || meant.contains(read))
            .as("%s: %s", line.text(), fact)
            .isTrue();
      }
    }
  }

  private static Severity meant(String expected) {
    String[] part = expected.split(":");
    if (part[1].startsWith("<") || part[1].startsWith(">")) {
      return part[1].startsWith("<") ? Severity.LEVEL_2 : Severity.HIGH;
    }
    return GlucoseRules.severity(Glucose.of(part[1], GlucoseUnit.find(part[2]).orElse(null)));
  }

  @Test
  void noNegatedOrFutureDoseCountsAsTaken() {
    assertThat(LINES)
        .filteredOn(l -> l.expects("I:!MEDICATION_TAKEN"))
        .filteredOn(l -> l.read().has(Intent.MEDICATION_TAKEN))
        .isEmpty();
  }

  @Test
  void noOptOutIsInverted() {
    assertThat(LINES)
        .filteredOn(l -> l.read().has(Intent.OPT_OUT) && !l.expects("I:OPT_OUT"))
        .isEmpty();
    assertThat(LINES)
        .filteredOn(l -> l.read().has(Intent.OPT_IN) && !l.expects("I:OPT_IN"))
        .isEmpty();
  }

  /** Both files: at least 300 phrases, at least 99% caught. */
  @Test
  void redFlagsAreCaught() {
    List<CorpusLine> flags =
        Stream.concat(LINES.stream(), CorpusLine.of("corpus.tsv").stream())
            .filter(l -> l.expected().stream().anyMatch(e -> e.startsWith("F:")))
            .toList();
    List<String> missed =
        flags.stream().filter(l -> l.read().redFlags().isEmpty()).map(CorpusLine::text).toList();
    assertThat(flags).hasSizeGreaterThanOrEqualTo(300);
    assertThat(missed).hasSizeLessThanOrEqualTo(flags.size() / 100);
  }
}
