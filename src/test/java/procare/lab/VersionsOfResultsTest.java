package procare.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One test of one order is stored once, and what holds is decided by the laboratory's words. */
class VersionsOfResultsTest {
  private static final LabCode GLUCOSE = new LabCode("1558-6", "Fasting glucose", "LN");
  private static final LabCode FHIR_GLUCOSE = new LabCode("1558-6", null, LabCode.LOINC);
  private static final LabCode LOCAL = new LabCode("FBS", "Fasting Blood Sugar", "L");
  private static final LabCode UNKNOWN = new LabCode("XYZ", "Mystery", "L");
  private final Laboratory lab = new Laboratory();
  private final UUID patient = lab.known("Asha Verma", "PC-1");

  /** Messages as {@code status@minutes=value}, in the order of their arrival. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "preliminary@0=141 | 1558-6 preliminary 141 mg/dL | 1 | 0",
        "preliminary@0=141 final@0=138 | 1558-6 final 138 mg/dL | 2 | 0",
        "preliminary@0=141 final@0=138 corrected@30=98 | 1558-6 corrected 98 mg/dL | 3 | 1",
        "corrected@30=98 final@0=138 preliminary@0=141 | 1558-6 corrected 98 mg/dL | 3 | 0",
        "final@0=138 preliminary@0=141 | 1558-6 final 138 mg/dL | 2 | 0",
        "final@0=138 preliminary@60=141 | 1558-6 final 138 mg/dL | 2 | 0",
        "final@0=138 final@0=138 final@0=138 | 1558-6 final 138 mg/dL | 1 | 0",
        "final@0=138 final@0=138.0 | 1558-6 final 138 mg/dL | 1 | 0",
        "final@0=138 final@10=139 | 1558-6 final 139 mg/dL | 2 | 0",
        "final@10=139 final@0=138 | 1558-6 final 139 mg/dL | 2 | 0",
        "final@0=138 cancelled@5= | 1558-6 cancelled null null | 2 | 1",
        "cancelled@5= final@0=138 | 1558-6 cancelled null null | 2 | 0",
        "cancelled@0= final@60=120 | 1558-6 final 120 mg/dL | 2 | 0",
        "final@0=138 entered-in-error@5= | 1558-6 entered-in-error null null | 2 | 1",
        "final@0=138 entered-in-error@?= | 1558-6 entered-in-error null null | 2 | 1",
        "final@0=138 corrected@?=98 | 1558-6 corrected 98 mg/dL | 2 | 1",
        "corrected@30=98 corrected@40=99 corrected@35=97 | 1558-6 corrected 99 mg/dL | 3 | 1",
        "final@0=138 final@0=120 | 1558-6 final 138 mg/dL | 2 | 0",
      })
  void statusAndTimeOfIssueDecide(String messages, String holds, int versions, int corrected) {
    for (String each : messages.split(" ")) {
      String[] parts = each.split("[@=]", -1);
      lab.report("PC-1", "L-1")
          .status(parts[0])
          .issued(
              "?".equals(parts[1])
                  ? null
                  : Laboratory.NOON.plus(Duration.ofMinutes(Integer.parseInt(parts[1]))))
          .result(GLUCOSE, parts[2].isEmpty() ? null : parts[2], "mg/dL")
          .take();
    }
    assertThat(lab.held(patient)).containsExactly(holds);
    assertThat(lab.versions(patient)).isEqualTo(versions);
    assertThat(lab.told(patient)).filteredOn("lab.corrected"::equals).hasSize(corrected);
    assertThat(lab.count("lab_report where patient_id = ?", patient)).isOne();
  }

  @Test
  void twoValuesOfOneStatusAndMomentWaitForAPerson() {
    lab.report("PC-1", "L-1").result(GLUCOSE, "138", "mg/dL").take();
    lab.report("PC-1", "L-1").result(GLUCOSE, "40", "mg/dL").take();
    assertThat(lab.held(patient)).containsExactly("1558-6 final 138 mg/dL");
    assertThat(lab.count("lab_review where partner = ? and kind = 'VERSION'", lab.partner)).isOne();
    assertThat(lab.told(patient)).contains("lab.critical");
  }

  /** What two ways of sending call one test; the last column counts tests. */
  @ParameterizedTest
  @CsvSource({
    "LN, , URI, , 1",
    "LN, 1, URI, , 1",
    "LN, 2, URI, , 1",
    "LN+L, , L, , 1",
    "L, , LN, , 1",
    "L, , LN+L, 1, 1",
    "LN, 1, LN, 2, 2",
    "LN, 2, LN, 3, 2",
    "LN, , X, , 2",
    "X, , X, 1, 1",
  })
  void byTwoWaysIsStoredOnce(String first, String sub1, String second, String sub2, int tests) {
    lab.report("PC-1", "L-1").result(codes(first), sub1, "final", "98", "MG/DL").take();
    lab.report("PC-1", "L-1").result(codes(second), sub2, "final", "98", "mg/dL").take();
    assertThat(lab.held(patient)).hasSize(tests);
    boolean same = tests == 1 && !first.contains("X");
    if (same) {
      assertThat(lab.versions(patient)).isOne();
    }
  }

  private static List<LabCode> codes(String names) {
    return Arrays.stream(names.split("\\+"))
        .map(
            n ->
                switch (n) {
                  case "LN" -> GLUCOSE;
                  case "URI" -> FHIR_GLUCOSE;
                  case "L" -> LOCAL;
                  default -> UNKNOWN;
                })
        .toList();
  }

  @Test
  void ourNumberStandsInWhereTheLaboratoryGivesNone() {
    lab.report("PC-1", null).placer("ORD-1").result(GLUCOSE, "138", "mg/dL").take();
    lab.report("PC-1", null).placer("ORD-1").result(GLUCOSE, "138", "mg/dL").take();
    lab.report("PC-1", "L-1").placer("ORD-1").result(GLUCOSE, "138", "mg/dL").take();
    lab.report("PC-1", "L-2").placer("ORD-1").result(GLUCOSE, "150", "mg/dL").take();
    assertThat(lab.held(patient))
        .containsExactly("1558-6 final 138 mg/dL", "1558-6 final 150 mg/dL");
  }

  @Test
  void repeatedResultsOfOneTestAreAllKept() {
    for (int i = 0; i < 2; i++) {
      lab.report("PC-1", "L-1")
          .result(GLUCOSE, "90", "mg/dL")
          .result(GLUCOSE, "140", "mg/dL")
          .result(GLUCOSE, "120", "mg/dL")
          .take();
    }
    assertThat(lab.held(patient)).hasSize(3);
    assertThat(lab.versions(patient)).isEqualTo(3);
  }

  @Test
  void aReportTakenBackTakesBackItsResults() {
    lab.report("PC-1", "L-1").result(GLUCOSE, "40", "mg/dL").result(UNKNOWN, "1", null).take();
    lab.report("PC-1", "L-1")
        .status("entered-in-error")
        .issued(Laboratory.NOON.plusSeconds(60))
        .take();
    assertThat(lab.held(patient))
        .containsExactly("1558-6 entered-in-error null null", "null entered-in-error null null");
    assertThat(lab.count("lab_critical where patient_id = ? and state = 'OPEN'", patient)).isZero();
    assertThat(lab.told(patient)).contains("lab.critical.closed");
  }

  @Test
  void theSameReportFromManySidesAtOnceIsOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        LabReport report =
            lab.report("PC-1", "L-9").placer("ORD-9").result(GLUCOSE, "40", "mg/dL").made();
        all.add(threads.submit(() -> lab.take(report)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(lab.held(patient)).containsExactly("1558-6 final 40 mg/dL");
    assertThat(lab.told(patient)).containsOnlyOnce("lab.resulted", "lab.critical");
  }

  @Test
  void codesThatMeanNothingHereAreKeptAndListed() {
    lab.report("PC-1", "L-1").result(UNKNOWN, "7", "foo/L").take();
    lab.report("PC-1", "L-2").result(UNKNOWN, "8", "foo/L").take();
    assertThat(lab.held(patient)).hasSize(2);
    assertThat(
            lab.jdbc.queryForObject(
                "select seen from lab_unmapped where partner = ? and code = 'XYZ' and unit = 'foo/L'",
                Integer.class,
                lab.partner))
        .isEqualTo(2);
  }

  @Test
  void documentsMoveToTheObjectStoreAfterwardsAndAreKeptOnce() {
    byte[] pdf = "%PDF-1.4 fictional".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    UUID report = lab.report("PC-1", "L-1").document("application/pdf", pdf).take().reportId();
    lab.report("PC-1", "L-1").document("application/pdf", pdf).take();
    StoredReport.Document row = lab.documents.of(report).get(0);
    assertThat(lab.documents.of(report)).hasSize(1);
    assertThat(lab.documents.content(row.id())).contains(pdf);
    assertThat(lab.objects).isEmpty();
    for (int i = 0; i < 2; i++) {
      lab.documents.move(
          procare.event.Event.first(
              "lab.document.received",
              Laboratory.NOON,
              "s",
              "lab",
              row.id(),
              patient,
              java.util.Map.of("documentId", row.id())));
    }
    assertThat(lab.objects).hasSize(1);
    assertThat(lab.documents.content(row.id())).contains(pdf);
    assertThat(lab.count("lab_document where id = ? and content is null", row.id())).isOne();
  }
}
