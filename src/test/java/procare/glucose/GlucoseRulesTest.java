package procare.glucose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlucoseRulesTest {

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "10, mg/dL, LEVEL_2",
    "53.99, mg/dL, LEVEL_2",
    "54, mg/dL, LEVEL_1",
    "54.00, mg/dL, LEVEL_1",
    "62, mg/dL, LEVEL_1",
    "69.9, mg/dL, LEVEL_1",
    "69.99, mg/dL, LEVEL_1",
    "70, mg/dL, NORMAL",
    "70.0, mg/dL, NORMAL",
    "300, mg/dL, NORMAL",
    "300.00, mg/dL, NORMAL",
    "300.01, mg/dL, HIGH",
    "301, mg/dL, HIGH",
    "2.9, mmol/L, LEVEL_2",
    "2.99, mmol/L, LEVEL_2",
    "3, mmol/L, LEVEL_1",
    "3.0, mmol/L, LEVEL_1",
    "3.8, mmol/L, LEVEL_1",
    "3.89, mmol/L, LEVEL_1",
    "3.9, mmol/L, NORMAL",
    "16.6, mmol/L, NORMAL",
    "16.64, mmol/L, NORMAL",
    "16.65, mmol/L, HIGH",
    "16.7, mmol/L, HIGH",
    "62, mmol/L, HIGH",
    "7.2, , UNCLEAR",
    "15, , UNCLEAR",
    "39, , UNCLEAR",
    "39.9, , UNCLEAR",
    "40, , LEVEL_2",
    "53, , LEVEL_2",
    "62, , LEVEL_1",
    "70, , NORMAL",
    "83, , NORMAL",
    "301, , HIGH",
  })
  void classifiesInTheUnitEntered(BigDecimal value, String unit, Severity expected) {
    Glucose glucose = new Glucose(value, GlucoseUnit.find(unit).orElse(null), null);
    assertThat(GlucoseRules.severity(glucose)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}{1} {2} is {3}")
  @CsvSource({
    "<, 20, mg/dL, LEVEL_2",
    "<, 70, mg/dL, LEVEL_2",
    "<, 71, mg/dL, UNCLEAR",
    "<, 1.1, mmol/L, LEVEL_2",
    "<, 3.9, mmol/L, LEVEL_2",
    ">, 600, mg/dL, HIGH",
    ">, 300, mg/dL, HIGH",
    ">, 299, mg/dL, UNCLEAR",
    ">, 33.3, mmol/L, HIGH",
    ">, 3, mmol/L, UNCLEAR",
  })
  void takesTheWorstOfAnOpenRange(String comparator, BigDecimal value, String unit, Severity s) {
    Glucose glucose = new Glucose(value, GlucoseUnit.of(unit), Comparator.of(comparator));
    assertThat(GlucoseRules.severity(glucose)).isEqualTo(s);
  }

  @Test
  void everySeverityButNormalIsAnEmergency() {
    assertThat(Severity.values()).allMatch(s -> s.emergency() == (s != Severity.NORMAL));
    assertThat(GlucoseRules.severity(Glucose.METER_LOW)).isEqualTo(Severity.LEVEL_2);
    assertThat(GlucoseRules.severity(Glucose.METER_HIGH)).isEqualTo(Severity.HIGH);
  }

  @ParameterizedTest(name = "{0} from a person with a {1} meter: {2}")
  @CsvSource({
    "62, mg/dL, mg/dL",
    "40, mg/dL, mg/dL",
    "39, mg/dL, unclear",
    "7.2, mg/dL, unclear",
    "7.2, mmol/L, mmol/L",
    "7, mmol/L, mmol/L",
    "19, mmol/L, mmol/L",
    "20, mmol/L, unclear",
    "25, mmol/L, unclear",
    "25.1, mmol/L, mmol/L",
    "33.3, mmol/L, mmol/L",
    "33.4, mmol/L, unclear",
    "62, mmol/L, unclear",
    "120, mmol/L, unclear",
    "0.2, mmol/L, unclear",
    "62, , unclear",
    "7.2, , unclear",
    "1600, mg/dL, unclear",
  })
  void takesTheConfirmedMeterOnlyForWhatItCanShow(BigDecimal value, String meter, String unit) {
    Glucose bare = new Glucose(value, null, null);
    Glucose read = GlucoseRules.withMeter(bare, GlucoseUnit.find(meter).orElse(null));
    assertThat(read.unitCode()).isEqualTo(unit);
    assertThat(read.value()).isEqualTo(value);
  }

  @Test
  void neverChangesAUnitThatWasGiven() {
    Glucose given = Glucose.of("5.2", GlucoseUnit.MMOL_L);
    assertThat(GlucoseRules.withMeter(given, GlucoseUnit.MG_DL)).isEqualTo(given);
  }

  /** Goal: no number without unit is silently put into a wrong class, whatever meter was used. */
  @Property(tries = 5000)
  void noBareNumberOfAMgDlMeterIsPlayedDown(@ForAll @IntRange(min = 10, max = 600) int shown) {
    Severity truth = GlucoseRules.severity(Glucose.of("" + shown, GlucoseUnit.MG_DL));
    Glucose bare = Glucose.of("" + shown, null);
    for (GlucoseUnit meter : new GlucoseUnit[] {null, GlucoseUnit.MG_DL}) {
      Severity told = GlucoseRules.severity(GlucoseRules.withMeter(bare, meter));
      assertThat(told).isIn(truth, Severity.UNCLEAR);
    }
  }

  @Property(tries = 5000)
  void noBareNumberOfAMmolMeterIsPlayedDown(
      @ForAll @BigRange(min = "1.0", max = "33.3") @Scale(1) BigDecimal shown) {
    Severity truth = GlucoseRules.severity(new Glucose(shown, GlucoseUnit.MMOL_L, null));
    Glucose bare = new Glucose(shown, null, null);
    for (GlucoseUnit meter : new GlucoseUnit[] {null, GlucoseUnit.MG_DL, GlucoseUnit.MMOL_L}) {
      Severity told = GlucoseRules.severity(GlucoseRules.withMeter(bare, meter));
      assertThat(told).isIn(truth, Severity.UNCLEAR);
    }
  }

  @Property
  void severityFallsAndRisesOnlyAtTheBorders(
      @ForAll @BigRange(min = "10", max = "1500") @Scale(2) BigDecimal value) {
    Severity expected =
        value.doubleValue() < 54
            ? Severity.LEVEL_2
            : value.doubleValue() < 70
                ? Severity.LEVEL_1
                : value.doubleValue() > 300 ? Severity.HIGH : Severity.NORMAL;
    assertThat(GlucoseRules.severity(new Glucose(value, GlucoseUnit.MG_DL, null)))
        .isEqualTo(expected);
  }

  @Test
  void convertsForDisplayAsMetersShow() {
    assertThat(GlucoseUnit.MMOL_L.toOther(new BigDecimal("3.9"))).isEqualTo("70");
    assertThat(GlucoseUnit.MG_DL.toOther(new BigDecimal("62"))).isEqualTo("3.4");
    assertThat(GlucoseUnit.MG_DL.toOther(new BigDecimal("300"))).isEqualTo("16.6");
  }

  @ParameterizedTest
  @CsvSource({"mg/dL,MG_DL", "MG/DL,MG_DL", "' mmol/l ',MMOL_L"})
  void readsUnitCodes(String code, GlucoseUnit unit) {
    assertThat(GlucoseUnit.of(code)).isEqualTo(unit);
  }

  @ParameterizedTest
  @CsvSource(
      value = {"mg", "''", "unclear", "NULL"},
      nullValues = "NULL")
  void refusesOtherUnitCodes(String code) {
    assertThatThrownBy(() -> GlucoseUnit.of(code)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "33.4,mmol/L,true",
    "33.3,mmol/L,false",
    "19,mg/dL,true",
    "20,mg/dL,false",
    "62,,true",
  })
  void doubtsUnitsThatNoMeterShows(BigDecimal value, String unit, boolean doubtful) {
    Glucose glucose = new Glucose(value, GlucoseUnit.find(unit).orElse(null), null);
    assertThat(GlucoseRules.unitDoubtful(glucose)).isEqualTo(doubtful);
    assertThat(GlucoseRules.unitDoubtful(Glucose.METER_LOW)).isFalse();
  }
}
