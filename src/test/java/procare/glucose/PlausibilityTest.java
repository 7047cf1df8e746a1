package procare.glucose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibilityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "10, mg/dL, ''",
    "1500, mg/dL, ''",
    "62.25, mg/dL, ''",
    "62.000, mg/dL, ''",
    "0.6, mmol/L, ''",
    "83, mmol/L, ''",
    "9.99, mg/dL, if the meter shows mmol/L",
    "7.2, mg/dL, if the meter shows mmol/L",
    "1500.1, mg/dL, send the number",
    "0, mg/dL, send the number",
    "-62, mg/dL, send the number",
    "0.59, mmol/L, send the number",
    "83.01, mmol/L, if the meter shows mg/dL",
    "120, mmol/L, if the meter shows mg/dL",
    "1e999999, mg/dL, send the number",
    "1e-999999, mg/dL, send the number",
    "62.123, mg/dL, send it as the meter shows it",
    "69.9999999999999999, mg/dL, send it as the meter shows it",
  })
  void namesTheValueAndTheRemedy(BigDecimal value, String unit, String remedy) {
    var problems = Plausibility.check(value, GlucoseUnit.of(unit), null, NOW);
    if (remedy.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.field()).isEqualTo("value");
                assertThat(p.remedy()).startsWith(remedy);
              });
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-03-01T08:00:00Z, ''",
    "2026-03-01T08:05:00Z, ''",
    "2026-03-01T08:05:01Z, lies in the future",
    "2099-01-01T00:00:00Z, lies in the future",
    "2024-03-01T08:00:00Z, ''",
    "2024-03-01T07:59:59Z, lies more than two years back",
    "1970-01-01T00:00:00Z, lies more than two years back",
    "-1000000000-01-01T00:00:00Z, lies more than two years back",
    "+1000000000-12-31T23:59:59Z, lies in the future",
  })
  void refusesTimesThatCannotBe(Instant recordedAt, String message) {
    var problems = Plausibility.check(BigDecimal.valueOf(120), GlucoseUnit.MG_DL, recordedAt, NOW);
    if (message.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.field()).isEqualTo("recordedAt");
                assertThat(p.message()).isEqualTo(message);
              });
    }
  }

  @Test
  void namesEveryWrongField() {
    assertThat(
            Plausibility.check(
                BigDecimal.valueOf(9000), GlucoseUnit.MG_DL, NOW.plusSeconds(3600), NOW))
        .extracting(p -> p.field())
        .containsExactly("value", "recordedAt");
  }

  @Test
  void isBackdatedAfterAnHour() {
    assertThat(Plausibility.backdated(NOW.minus(Duration.ofMinutes(60)), NOW)).isFalse();
    assertThat(Plausibility.backdated(NOW.minus(Duration.ofMinutes(61)), NOW)).isTrue();
    assertThat(Plausibility.backdated(null, NOW)).isFalse();
  }
}
