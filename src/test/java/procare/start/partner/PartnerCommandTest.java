package procare.start.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import procare.start.HubCommand;

/** {@code ./hub partner …}, without starting a process. */
class PartnerCommandTest {
  private static final String SUNRISE = "docs/examples/sunrise-lab";

  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "lab, hl7-mllp",
    "lab, fhir-rest",
    "lab, json-rest",
    "lab, sftp-files",
    "emr, hl7-mllp",
    "emr, fhir-rest"
  })
  void aNewPackIsGoodAtOnce(String kind, String protocol) throws IOException {
    assertThat(hub("new", "acme-lab", "--kind", kind, "--protocol", protocol)).isZero();
    assertThat(hub("check", "acme-lab")).as(said.toString()).isZero();
    assertThat(Files.readString(folder.resolve("acme-lab/pack.yaml")))
        .contains("name: acme-lab", "$schema=../pack.schema.json")
        .doesNotContain("fictional");
    assertThat(folder.resolve("pack.schema.json")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "lab, hl7-mllp",
    "lab, fhir-rest",
    "lab, json-rest",
    "lab, sftp-files",
    "emr, hl7-mllp",
    "emr, fhir-rest"
  })
  void aNewPackPassesItsKitAndSaysWhoseHabitsItTells(String kind, String protocol)
      throws IOException {
    String title = "Dr. Smith: \"Labs\" #1, Köln";
    assertThat(hub("new", "acme", "--kind", kind, "--protocol", protocol, "--title", title))
        .isZero();
    assertThat(hub("test", "acme")).as(said.toString()).isZero();
    assertThat(Files.readString(folder.resolve("acme/README.md")))
        .startsWith("# " + title + "\n\n**All below is the example's");
    said.getBuffer().setLength(0);
    hub("list");
    assertThat(said.toString()).contains(title);
  }

  @Test
  void samplesOfALaboratoryBecomeAPackThatPassesItsKitOnceAPersonHasMappedWhatIsLeft()
      throws IOException {
    assertThat(hub("new", "sunrise", "--title", "Sunrise: Pune", "--samples", SUNRISE)).isZero();
    assertThat(said.toString())
        .contains("lab with hl7-mllp", "guessed  zone Asia/Kolkata", "yours    codes.csv: BSL-R");
    assertThat(hub("test", "sunrise")).isEqualTo(1);
    assertThat(said.toString())
        .contains("BSL-R in mg/dL is in no line of codes.csv: ./hub partner map sunrise");
    assertThat(hub("map", "sunrise")).isEqualTo(1);
    assertThat(said.toString()).contains("2345-7  Glucose [Mass/volume] in Serum or Plasma");
    assertThat(hub("map", "sunrise", "BSL-R", "mg/dL", "2345-7")).isZero();
    assertThat(Files.readString(folder.resolve("sunrise/codes.csv")))
        .doesNotContain("map by hand")
        .endsWith(
            "\nBSL-R,\"Sugar, venous\",mg/dL,2345-7,Glucose [Mass/volume] in Serum or Plasma,mg/dL,\n");
    assertThat(hub("map", "sunrise")).isZero();
    assertThat(hub("check", "sunrise")).isZero();
    assertThat(hub("test", "sunrise")).as(said.toString()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "sunrise BSL-R mg/dL 14749-6, '14749-6 is measured in mmol/L, not in mg/dL; for mg/dL take 2345-7'",
    "sunrise BSL-R mg/dL 99-7, is not among the reviewed codes",
    "sunrise SCR mg/dL 2345-7, 'maps SCR in mg/dL already, to 2160-0'",
    "sunrise BSL-R, 'write code, unit and LOINC'",
    "apex-hl7-lab ABC mg/dL 2345-7, is a shipped pack"
  })
  void aWrongLineIsNotAdded(String words, String what) throws IOException {
    hub("new", "sunrise", "--samples", SUNRISE);
    String before = Files.readString(folder.resolve("sunrise/codes.csv"));
    assertThat(hub(("map " + words).split(" "))).isNotZero();
    assertThat(said.toString()).contains(what);
    assertThat(Files.readString(folder.resolve("sunrise/codes.csv"))).isEqualTo(before);
  }

  @Test
  void whatASampleBecomesIsWrittenForAPersonToRead() throws IOException {
    hub("new", "sunrise", "--samples", SUNRISE);
    hub("map", "sunrise", "BSL-R", "mg/dL", "2345-7");
    Path samples = folder.resolve("sunrise/samples");
    Path expected = samples.resolve("sugar-critical-low.hl7.expected.json");
    byte[] before = Files.readAllBytes(expected);
    Files.delete(expected);
    assertThat(hub("check", "sunrise")).isEqualTo(1);
    assertThat(said.toString()).contains("./hub partner expect sunrise writes what the hub reads");
    assertThat(hub("expect", "sunrise")).isZero();
    assertThat(expected).hasBinaryContent(before);
    assertThat(hub("expect", "sunrise")).isZero();
    assertThat(said.toString()).contains("Every sample has its .expected.json.");

    Files.writeString(samples.resolve("strange.hl7"), "MSH|^~\\&|OTHER|OTHER\r");
    assertThat(hub("expect", "sunrise")).isEqualTo(1);
    assertThat(said.toString()).contains("Nothing was written: samples/strange.hl7 The message");
    assertThat(hub("expect", "apex-hl7-lab")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--protocol json-rest, 'the samples are of a lab with hl7-mllp'",
    "--kind emr, 'the samples are of a lab with hl7-mllp'"
  })
  void samplesThatAreSomethingElseMakeNothing(String option, String what) {
    assertThat(hub(("new sunrise " + option + " --samples " + SUNRISE).split(" "))).isEqualTo(1);
    assertThat(said.toString()).contains(what);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBadPackIsToldByFileAndLineAndExitCode() throws IOException {
    hub("new", "acme-lab");
    Path pack = folder.resolve("acme-lab/pack.yaml");
    Files.writeString(pack, Files.readString(pack).replace("kind: lab", "kind: bank"));
    assertThat(hub("check", pack.getParent().toString())).isEqualTo(1);
    assertThat(said.toString())
        .contains("refused  acme-lab", "acme-lab/pack.yaml:6: kind does not");
    assertThat(hub("check")).as("all, one of them bad").isEqualTo(1);
    assertThat(said.toString()).contains("good     apex-hl7-lab");
  }

  @ParameterizedTest
  @CsvSource({
    "new Acme, is no name of a pack",
    "new ../acme, is no name of a pack",
    "new apex-hl7-lab, is a shipped pack",
    "new acme --kind bank, there is no template",
    "new acme --protocol carrier-pigeon, there is no template",
    "new acme --samples nowhere, nowhere is not there",
    "check nowhere, there is no folder",
    "fly, Unmatched argument"
  })
  void wrongUseIsRefused(String words, String what) {
    assertThat(hub(words.split(" "))).isEqualTo(2);
    assertThat(said.toString()).contains(what);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void listAndSchemaArePrinted() {
    assertThat(hub("list")).isZero();
    assertThat(hub("schema")).isZero();
    assertThat(said.toString()).contains("city-json-lab", "https://json-schema.org/draft/2020-12");
  }

  private int hub(String... words) {
    CommandLine line = HubCommand.line();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    String[] all = new String[words.length + 3];
    all[0] = "partner";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--folder";
    all[words.length + 2] = folder.toString();
    return line.execute(all);
  }
}
