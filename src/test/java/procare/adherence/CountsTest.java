package procare.adherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two shares, and that nothing is not zero. */
class CountsTest {
  @ParameterizedTest
  @CsvSource({
    // taken, no, missed, system, cancelled, answered | confirmed, answered
    "2, 0, 0, 0, 0, 2, 1.0000, 1.0000",
    "1, 1, 0, 0, 0, 2, 0.5000, 1.0000",
    "1, 0, 1, 0, 0, 1, 0.5000, 0.5000",
    "1, 0, 2, 0, 0, 3, 0.3333, 1.0000",
    "0, 0, 2, 0, 0, 0, 0.0000, 0.0000",
    "1, 0, 0, 5, 0, 1, 1.0000, 0.1667",
    "1, 0, 0, 0, 3, 1, 1.0000, 0.2500",
    "0, 0, 0, 2, 2, 0,       , 0.0000",
    "0, 0, 0, 0, 0, 0,       ,       ",
  })
  void sharesAreOfWhatThePatientCouldDo(
      long taken,
      long no,
      long missed,
      long system,
      long cancelled,
      long answered,
      BigDecimal confirmed,
      BigDecimal replied) {
    long due = taken + no + missed + system + cancelled;
    Counts counts = new Counts(due, taken, no, answered, missed, system, cancelled, 7);
    assertThat(counts.confirmed()).isEqualTo(confirmed);
    assertThat(counts.answeredShare()).isEqualTo(replied);
    assertThat(counts.view()).containsKeys("confirmed", "answered").doesNotContainKey("pdc");
  }
}
