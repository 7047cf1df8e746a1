package procare.partner.analyte;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.lab.Analyte;

class AnalytesTest {
  private final Analytes table = Analytes.shipped();

  @Test
  void everyLineIsCompleteAndStandsOnce() {
    assertThat(table.lines()).hasSizeGreaterThan(35);
    assertThat(table.lines()).extracting(LoincLine::loinc).doesNotHaveDuplicates();
    Map<String, String> words = new HashMap<>();
    for (LoincLine line : table.lines()) {
      assertThat(line.loinc()).matches("\\d{1,5}-\\d");
      assertThat(line.display()).isNotBlank();
      assertThat(line.ucum()).isNotBlank();
      for (String word : line.words()) {
        assertThat(words.putIfAbsent(word, line.analyte()))
            .as(word + " means one thing")
            .isIn(null, line.analyte());
      }
      // The hub judges critical values by the same codes.
      Analyte.of(line.loinc(), java.util.List.of())
          .ifPresent(a -> assertThat(line.high()).as(line.loinc()).isNotNull());
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HbA1c, hba1c",
        "Fasting Plasma Glucose, glucose-fasting",
        "S. Creatinine, creatinine",
        "Créatinine, creatinine",
        "LDL Cholesterol (calculated), ldl",
        "Serum, -",
        "Urine creatinine, -",
        "Creatinine clearance, -",
        "Glucose tolerance, -",
        "'', -",
        "-, -"
      })
  void namesAreKnownAsAWholeOrNotAtAll(String words, String analyte) {
    assertThat(table.named(words).orElse(null)).isEqualTo(analyte);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "glucose-random, mg%, 2345-7",
        "glucose-random, MMOL/L, 14749-6",
        "glucose-random, furlong, -",
        "glucose-random, -, -",
        "creatinine, UMOLL, 14682-9",
        "potassium, mEq/L, 2823-3",
        "egfr, MLMIN, 98979-8",
        "tsh, uIU/mL, 3016-3",
        "hba1c, %, 4548-4",
        "hba1c, mmol/mol, 59261-8"
      })
  void theUnitChoosesTheCode(String analyte, String unit, String loinc) {
    assertThat(table.in(analyte, unit).map(LoincLine::loinc).orElse(null)).isEqualTo(loinc);
  }

  @ParameterizedTest
  @CsvSource({"40..70, 54, true", "40..70, 70, true", "40..70, 71, false", "2.3..3.2, 2.2, false"})
  void aSpanHoldsItsEnds(String span, java.math.BigDecimal value, boolean holds) {
    assertThat(Span.of(span).holds(value)).isEqualTo(holds);
  }
}
