package procare.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Domain rules §1: the laboratory's flag wins, else the hub's limits, and doubt is danger. */
class CriticalRulesTest {
  private final Laboratory lab = new Laboratory();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2345-7,  -,                512,   mg/dL,   -,  final,            high",
        "2345-7,  -,                450,   mg/dL,   -,  final,            high",
        "2345-7,  -,                449.9, mg/dL,   H,  final,            -",
        "2345-7,  -,                50,    mg/dL,   L,  preliminary,      low",
        "2345-7,  -,                50.1,  mg/dL,   L,  final,            -",
        "2345-7,  -,                38,    MG/DL,   LL, final,            flag:LL",
        "2345-7,  -,                100,   mg/dL,   HH, final,            flag:HH",
        "2345-7,  -,                100,   mg/dL,   AA, corrected,        flag:AA",
        "2345-7,  -,                100,   mg/dL,   >,  final,            flag:>",
        "2345-7,  -,                100,   mg/dL,   <,  final,            flag:<",
        "2345-7,  -,                100,   mg/dL,   A,  final,            -",
        "2345-7,  -,                512,   mg/dL,   HH, cancelled,        -",
        "2345-7,  -,                512,   mg/dL,   HH, entered-in-error, -",
        "2345-7,  -,                512,   mg/dL,   HH, registered,       -",
        "2345-7,  -,                >600,  mg/dL,   -,  final,            high",
        "2345-7,  -,                <20,   mg/dL,   -,  final,            low",
        "14749-6, -,                2.7,   mmol/L,  -,  final,            low",
        "14749-6, -,                2.8,   mmol/L,  -,  final,            -",
        "14749-6, -,                25.0,  mmol/L,  -,  final,            high",
        "14749-6, -,                24.9,  mmol/L,  -,  final,            -",
        "14743-9, -,                142,   mg/dL,   -,  final,            -",
        "14743-9, -,                5.6,   mg/dL,   -,  final,            -",
        "14743-9, -,                30,    mg/dL,   -,  final,            low",
        "41653-7, -,                5.6,   mmol/L,  -,  final,            -",
        "41653-7, -,                30,    mmol/L,  -,  final,            high",
        "41653-7, -,                2.2,   mmol/L,  -,  final,            low",
        "2345-7,  -,                30,    -,       -,  final,            low",
        "14749-6, -,                5.6,   -,       -,  final,            -",
        "-,       Glucose (random), 30,    mg/dL,   -,  final,            low",
        "-,       FBS,              512,   MGS/DL,  -,  final,            high",
        "-,       FBS,              5.6,   -,       -,  final,            -",
        "-,       FBS,              30,    -,       -,  final,            low",
        "-,       FBS,              98,    -,       -,  final,            -",
        "-,       Urine glucose,    600,   mg/dL,   -,  final,            -",
        "-,       HbA1c glyco sugar,600,   mg/dL,   -,  final,            -",
        "2823-3,  -,                2.8,   mmol/L,  -,  final,            low",
        "2823-3,  -,                2.9,   meq/L,   -,  final,            -",
        "2823-3,  -,                6.0,   MEQ/L,   -,  final,            high",
        "2823-3,  -,                5.9,   mmol/L,  -,  final,            -",
        "-,       Potassium,        6.4,   mmol/L,  -,  final,            high",
        "2160-0,  -,                5.0,   mg/dL,   -,  final,            high",
        "2160-0,  -,                4.9,   mg/dL,   -,  final,            -",
        "14682-9, -,                443,   UMOLL,   -,  final,            high",
        "14682-9, -,                441,   umol/L,  -,  final,            -",
        "9318-7,  Creatinine ratio, 96,    mg/g,    -,  final,            -",
        "4548-4,  HbA1c,            14,    %,       H,  final,            -",
        "4548-4,  HbA1c,            14,    %,       HH, final,            flag:HH",
        "2345-7,  -,                400,   bananas, -,  final,            -",
        "2345-7,  -,                512,   bananas, -,  final,            high",
        "2345-7,  -,                0,     mg/dL,   -,  final,            low",
      })
  void judges(
      String loinc,
      String display,
      String value,
      String unit,
      String flag,
      String status,
      String rule) {
    LabResult result =
        new LabResult(
            List.of(new LabCode(loinc, display, loinc == null ? "L" : "LN")),
            null,
            Laboratory.Report.value(value, unit),
            null,
            flag == null ? List.of() : List.of(flag),
            status,
            null,
            List.of());
    Optional<String> found =
        CriticalRules.judge(
                result, loinc, Ucum.of(unit).orElse(null), Optional.empty(), lab.settings.limits())
            .map(CriticalRules.Critical::rule);
    assertThat(found).isEqualTo(Optional.ofNullable(rule));
  }

  /** The laboratory's bounds stand in the place of the hub's, in whatever unit the value came. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "400, mg/dL,  -, high",
        "399, mg/dL,  -, -",
        "54,  mg/dL,  -, low",
        "55,  mg/dL,  -, -",
        "22.3, mmol/L, -, high",
        "2.9, mmol/L, -, low",
        "100, mg/dL,  HH, flag:HH",
        ">300, mg/dL, -, high",
        "400, -,      -, high",
        "400, furlong, -, high",
      })
  void ownLimitsComeFirst(String value, String unit, String flag, String rule) {
    LabResult result =
        new LabResult(
            List.of(new LabCode("2345-7", null, "LN")),
            null,
            Laboratory.Report.value(value, unit),
            null,
            flag == null ? List.of() : List.of(flag),
            "final",
            null,
            List.of());
    LabPartners.Bounds own =
        new LabPartners.Bounds(new BigDecimal(54), new BigDecimal(400), "mg/dL");
    assertThat(
            CriticalRules.judge(
                    result,
                    "2345-7",
                    Ucum.of(unit).orElse(null),
                    Optional.of(own),
                    lab.settings.limits())
                .map(CriticalRules.Critical::rule))
        .isEqualTo(Optional.ofNullable(rule));
  }
}
