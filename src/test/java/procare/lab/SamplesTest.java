package procare.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.Ids;
import procare.hl7.Hl7Partner;
import procare.hl7.Message;
import procare.hl7.Reports;
import procare.hl7.Samples;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.reading.ReportDocuments;
import procare.partner.reading.UnreadableDocument;

/** The messages of one laboratory, in every order and by both ways, through reader and store. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private final Laboratory lab = new Laboratory();
  private final UUID asha = lab.patient("Asha Verma", null);
  private final UUID ravi = lab.patient("Ravi Kulkarni", null);

  @BeforeEach
  void known() {
    lab.identifiers.remember(lab.partner, new LabIdentifier("PC-100234", "LAB", "MR"), asha, null);
    lab.identifiers.remember(lab.partner, new LabIdentifier("PC-100777", "LAB", "MR"), ravi, null);
  }

  /** The sample as this test's laboratory sends it, whose numbers are nobody else's. */
  private List<LabReport> hl7(String name) throws IOException {
    String text =
        Files.readString(SAMPLES.resolve("hl7/oru-r01-" + name + ".er7"), StandardCharsets.UTF_8)
            .replace("^^^PROCARE^MR", "^^^LAB^MR")
            .replace("|APEXLAB|PROCAREHUB", "|" + lab.partner + "|PROCAREHUB");
    Hl7Partner sender = Samples.lab(lab.partner, Hl7Partner.Mode.ORIGINAL);
    return Reports.of(Message.of(text), sender, "m-" + Ids.next());
  }

  private List<LabReport> fhir() throws IOException, PackRefused, UnreadableDocument {
    Pack pack =
        PackReader.read(PackFiles.ofFolder(Path.of("src/main/resources/partners/apex-hl7-lab")));
    String body =
        Files.readString(SAMPLES.resolve("fhir/Bundle-transaction.json"), StandardCharsets.UTF_8);
    return ReportDocuments.readFhir(pack, body.getBytes(StandardCharsets.UTF_8), "m-" + Ids.next())
        .stream()
        .map(this::own)
        .toList();
  }

  private LabReport own(LabReport r) {
    LabPerson person = Laboratory.person(null, r.person().given(), r.person().family(), null);
    List<LabIdentifier> numbers =
        r.person().identifiers().stream()
            .map(i -> new LabIdentifier(i.value(), "LAB", i.type()))
            .toList();
    return new LabReport(
        lab.partner,
        lab.partner,
        r.messageId(),
        new LabPerson(numbers, person.family(), person.given(), null, null, null),
        r.placer(),
        r.filler(),
        r.service(),
        r.status(),
        r.collectedAt(),
        r.issuedAt(),
        r.orderedBy(),
        r.results(),
        r.documents(),
        r.notes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void byMllpAndByRestItIsOneObservation(boolean mllpFirst) throws Exception {
    List<List<LabReport>> ways =
        new ArrayList<>(List.of(hl7("hba1c-high"), fhir(), hl7("hba1c-high")));
    if (!mllpFirst) {
      Collections.swap(ways, 0, 1);
    }
    ways.forEach(way -> way.forEach(lab::take));
    assertThat(lab.held(asha)).containsExactly("4548-4 final 8.4 %");
    assertThat(lab.count("lab_report where patient_id = ?", asha)).isOne();
    assertThat(lab.told(asha)).filteredOn("lab.resulted"::equals).hasSizeLessThanOrEqualTo(2);
  }

  /** Preliminary, final and corrected of one test, whatever came first and however often. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theSameMessagesInAnyOrderEndAlike(long seed) throws Exception {
    List<String> names =
        new ArrayList<>(
            List.of(
                "preliminary", "final-after-preliminary", "corrected", "corrected", "preliminary"));
    Collections.shuffle(names, new Random(seed));
    for (String name : names) {
      hl7(name).forEach(lab::take);
    }
    assertThat(lab.held(asha)).containsExactly("1558-6 corrected 98 mg/dL");
    assertThat(lab.versions(asha)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "critical-high-glucose, 1, 0",
    "critical-low-glucose, 1, 0",
    "critical-value-no-flag, 1, 0",
    "fasting-glucose-normal, 0, 0",
    "cancelled-hemolysed, 0, 0",
    "diabetes-panel-multi-obr, 0, 0",
    "partial-results, 0, 0",
    "no-placer, 0, 1",
    "repeats-and-escapes, 0, 0",
    "ed-pdf, 0, 0",
    "rp-link, 0, 0",
  })
  void whatIsCriticalAlarmsAndWhatIsNobodysWaits(String name, int critical, int waiting)
      throws Exception {
    hl7(name).forEach(lab::take);
    assertThat(lab.count("lab_critical where partner = ?", lab.partner)).isEqualTo(critical);
    assertThat(lab.count("lab_review where partner = ?", lab.partner)).isEqualTo(waiting);
  }

  @ParameterizedTest
  @CsvSource({"two-patients"})
  void twoPatientsOfOneMessageStayTwo(String name) throws Exception {
    hl7(name).forEach(lab::take);
    assertThat(lab.held(asha)).containsExactly("4548-4 final 8.4 %");
    assertThat(lab.held(ravi)).containsExactly("4548-4 final 6.1 %");
  }
}
