package procare.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Ids;

/** Whose report it is: numbers find a patient, names only cast doubt. */
class PersonMatchTest {
  private static final LabCode GLUCOSE = new LabCode("1558-6", "Fasting glucose", "LN");
  private static final LocalDate BORN = LocalDate.of(1972, 5, 14);
  private final Laboratory lab = new Laboratory();
  private final String order = "ORD-" + Ids.next();

  /**
   * Asha is known by PC-1 and our order; Ravi by PC-2. The name sent is given/family, the birth
   * date a year.
   */
  @ParameterizedTest
  @CsvSource({
    "PC-1, ,         Asha,  Verma,    1972, asha",
    "PC-1, ,         ASHA,  VERMA,    ,     asha",
    "PC-1, ,         A,     Varma,    1972, asha",
    "PC-1, ,         ,      ,         ,     asha",
    "PC-1, ,         आशा,   वर्मा,     1972, asha",
    "PC-1, ,         Asha,  Kulkarni, 1972, asha",
    "PC-1, ,         Ravi,  Kulkarni, 1972, CONTRADICTION",
    "PC-1, ,         Asha,  Verma,    1973, CONTRADICTION",
    "PC-1, order,    Asha,  Verma,    1972, asha",
    "PC-2, order,    Ravi,  Kulkarni, ,     CONTRADICTION",
    "PC-9, order,    Asha,  Verma,    1972, asha",
    ",     order,    Asha,  Verma,    1972, asha",
    ",     order,    Ravi,  Kulkarni, 1972, CONTRADICTION",
    ",     ,         Asha,  Verma,    1972, UNMATCHED",
    "PC-9, ,         Asha,  Verma,    1972, UNMATCHED",
    "0000, ,         Asha,  Verma,    1972, UNMATCHED",
  })
  void numbersFindAndNamesDoubt(
      String number, String placer, String given, String family, Integer year, String expected) {
    UUID asha = lab.patient("Asha Verma", BORN);
    UUID ravi = lab.patient("Ravi Kulkarni", null);
    lab.identifiers.remember(lab.partner, new LabIdentifier("PC-1", "LIS", "MR"), asha, null);
    lab.identifiers.remember(lab.partner, new LabIdentifier("PC-2", "LIS", "MR"), ravi, null);
    lab.identifiers.remember(lab.partner, new LabIdentifier("0000", "LIS", "MR"), ravi, null);
    lab.orders.put(order, asha);
    LabPerson person =
        Laboratory.person(number, given, family, year == null ? null : BORN.withYear(year));
    LabIntake.Taken taken =
        new Laboratory.Report(lab, person, "L-1")
            .placer("order".equals(placer) ? order : "ORD-OF-OTHERS")
            .result(GLUCOSE, "98", "mg/dL")
            .take();
    if ("asha".equals(expected)) {
      assertThat(lab.held(asha)).hasSize(1);
      assertThat(taken.reviewId()).isNull();
    } else {
      assertThat(lab.held(asha)).isEmpty();
      assertThat(taken.reportId()).isNull();
      assertThat(
              lab.jdbc.queryForObject(
                  "select kind from lab_review where id = ?", String.class, taken.reviewId()))
          .isEqualTo(expected);
    }
    assertThat(lab.held(ravi)).isEmpty();
  }

  @Test
  void oneLaboratoryNeverSpeaksForAnother() {
    UUID asha = lab.known("Asha Verma", "PC-1");
    Laboratory other = new Laboratory();
    assertThat(other.report("PC-1", "L-1").take().reportId()).isNull();
    lab.identifiers.remember(lab.partner, new LabIdentifier(order, "PROCARE", "MR"), asha, null);
    LabPerson ours =
        new LabPerson(
            List.of(new LabIdentifier(order, "procare", "MR")), null, null, null, null, null);
    assertThat(new Laboratory.Report(other, ours, "L-2").take().reportId()).isNotNull();
    LabPerson byId =
        new LabPerson(
            List.of(new LabIdentifier(asha.toString(), "PROCARE", null)),
            null,
            null,
            null,
            null,
            null);
    assertThat(new Laboratory.Report(other, byId, "L-3").take().reportId()).isNotNull();
  }

  @Test
  void twoPatientsOfOneMessageAreTwo() {
    UUID asha = lab.known("Asha Verma", "PC-1");
    UUID ravi = lab.known("Ravi Kulkarni", "PC-2");
    lab.report("PC-1", "L-1").result(GLUCOSE, "98", "mg/dL").take();
    new Laboratory.Report(lab, Laboratory.person("PC-2", "Ravi", "Kulkarni", null), "L-2")
        .result(GLUCOSE, "120", "mg/dL")
        .take();
    assertThat(lab.held(asha)).containsExactly("1558-6 final 98 mg/dL");
    assertThat(lab.held(ravi)).containsExactly("1558-6 final 120 mg/dL");
  }

  @Test
  void anOrderNeverChangesItsPatient() {
    UUID asha = lab.known("Asha Verma", "PC-1");
    UUID ravi = lab.known("Ravi Kulkarni", "PC-2");
    lab.report("PC-1", "L-1").result(GLUCOSE, "98", "mg/dL").take();
    LabIntake.Taken taken =
        new Laboratory.Report(lab, Laboratory.person("PC-2", "Ravi", "Kulkarni", null), "L-1")
            .result(GLUCOSE, "120", "mg/dL")
            .take();
    assertThat(taken.reviewId()).isNotNull();
    assertThat(lab.held(asha)).containsExactly("1558-6 final 98 mg/dL");
    assertThat(lab.held(ravi)).isEmpty();
  }

  @Test
  void withoutAnyOrderNumberAPersonDecides() {
    lab.known("Asha Verma", "PC-1");
    LabIntake.Taken taken = lab.report("PC-1", null).result(GLUCOSE, "40", "mg/dL").take();
    assertThat(taken.reportId()).isNull();
    assertThat(
            lab.count(
                "lab_review where id = ? and kind = 'NO_ORDER_NUMBER' and critical",
                taken.reviewId()))
        .isOne();
  }

  @Test
  void theSameNobodysReportWaitsOnce() {
    assertThat(lab.report("PC-7", "L-1").result(GLUCOSE, "98", "mg/dL").take().reviewId())
        .isNotNull();
    assertThat(lab.report("PC-7", "L-1").result(GLUCOSE, "98", "mg/dL").take().reviewId()).isNull();
    assertThat(lab.count("lab_review where partner = ?", lab.partner)).isOne();
    assertThat(
            lab.count(
                "event_log where type = 'lab.unmatched' and envelope -> 'data' ->> 'partner' = ?",
                lab.partner))
        .isOne();
  }
}
