package procare.partner.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.partner.canonical.PackReading;
import procare.partner.draft.Proposal.Confidence;
import procare.partner.pack.Pack;
import procare.partner.pack.PackCheck;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackSources;
import procare.partner.reading.SideFiles;

/** Drafts from samples of the shipped packs, against what people wrote for the same partners. */
class DraftsTest {
  private static final Instant NOW = Instant.parse("2026-08-15T04:00:00Z");

  static Stream<PackSources.Source> shipped() {
    return new PackSources(Path.of("no such folder"), true).all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aDraftFromAllSamplesPassesTheCheck(PackSources.Source source) throws Exception {
    Draft draft = Drafts.of("drafted-partner", "drafted-partner", samples(source.files(), null));
    PackCheck.Result result =
        PackCheck.one(
            new PackSources.Source("drafted-partner", draft.files(), null, "folder"), List.of());
    assertThat(result.problems()).isEmpty();
    assertThat(draft.files().files()).containsKeys("pack.yaml", "README.md", "DRAFT.md");
    assertThat(draft.proposals()).allSatisfy(p -> assertThat(p.why()).isNotBlank());
    assertThat(new String(draft.files().bytes("pack.yaml"), StandardCharsets.UTF_8))
        .doesNotContain("%s")
        .contains("# high: ", "# low: ");
  }

  /** Each sample in turn is held out, and read by a draft from the others. */
  @ParameterizedTest
  @MethodSource("shipped")
  void aDraftReadsASampleThatItNeverSaw(PackSources.Source source) throws Exception {
    Pack pack = source.read();
    SideFiles sides =
        name -> Optional.ofNullable(source.files().bytes("samples/attachments/" + name));
    int populated = 0;
    List<String> missing = new ArrayList<>();
    for (SampleFile heldOut : samples(source.files(), null)) {
      if (isPdf(heldOut)) {
        continue;
      }
      Draft draft = Drafts.of(pack.name(), pack.title(), samples(source.files(), heldOut.name()));
      Map<String, String> wanted =
          leaves(new PackReading(pack).canonical(heldOut.bytes(), sides, NOW));
      Map<String, String> found =
          leaves(
              new PackReading(PackReader.read(seen(draft.files(), heldOut)))
                  .canonical(heldOut.bytes(), sides, NOW));
      populated += wanted.size();
      wanted.forEach(
          (at, value) -> {
            // A word for a status that no other sample has is for a person.
            boolean same =
                at.endsWith("/status") ? found.containsKey(at) : value.equals(found.get(at));
            if (!same) {
              missing.add(heldOut.name() + at);
            }
          });
    }
    assertThat(populated).isGreaterThan(20);
    assertThat(1 - (double) missing.size() / populated)
        .as(missing.size() + " of " + populated + ": " + missing)
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void whatIsNotKnownIsNotGuessed() throws Exception {
    Draft draft = Drafts.of("city", "City", samples(files("city-json-lab"), null));
    String codes = new String(draft.files().bytes("codes.csv"), StandardCharsets.UTF_8);
    assertThat(codes).contains("# high: ", "HBA1C,HbA1c,%,4548-4,").doesNotContain("\nFRUC,");
    assertThat(draft.byHand())
        .anyMatch(line -> line.startsWith("codes.csv: FRUC (Fructosamine) in umol/L"))
        .anyMatch(line -> line.startsWith("results.cursor: /next"));
    assertThat(draft.proposals())
        .filteredOn(p -> p.confidence() == Confidence.LOW)
        .extracting(Proposal::field)
        .contains("identifiers.ours");
  }

  @Test
  void codesWhoseWordsAndUnitsDisagreeAreLeftToAPerson() throws Exception {
    Draft draft =
        Drafts.of(
            "odd",
            "Odd",
            List.of(
                csv(
                    "Lab No,Patient ID,Test,Test Name,Result,Unit,Status\n"
                        + "L-1,P-1,RBS,Creatinine,5,mg/dL,F\n"
                        + "L-1,P-1,RBS,Random sugar,5,furlong,F\n"
                        + "L-1,P-1,CREAT,Urine creatinine,5,mg/dL,F\n"
                        + "L-1,P-1,FBS,Fasting sugar,5.1,mmol/L,ZZ\n")));
    String codes = new String(draft.files().bytes("codes.csv"), StandardCharsets.UTF_8);
    assertThat(codes.lines().filter(l -> !l.startsWith("#")).toList())
        .containsExactly(
            "code,text,unit,loinc,display,ucum,factor",
            "CREAT,Urine creatinine,mg/dL,2160-0,Creatinine [Mass/volume] in Serum or Plasma,mg/dL,",
            "FBS,Fasting sugar,mmol/L,14771-0,Fasting glucose [Moles/volume] in Serum or Plasma,mmol/L,");
    assertThat(draft.byHand())
        .anyMatch(l -> l.contains("RBS (Creatinine) in mg/dL: its code, words and LOINC"))
        .anyMatch(l -> l.contains("RBS (Random sugar) in furlong: looks like glucose-random"))
        .anyMatch(l -> l.equals("results.statuses: what does ZZ mean?"));
  }

  @Test
  void daysAndMonthsThatCannotBeToldApartAreAsked() throws Exception {
    String heading = "Lab No,Patient ID,Test,Result,Unit,Collected\n";
    Draft draft =
        Drafts.of(
            "dates", "Dates", List.of(csv(heading + "L-1,P-1,FBS,99,mg/dL,03/04/2026 08:05\n")));
    assertThat(draft.byHand()).anyMatch(line -> line.startsWith("results.dates: times fit"));
    Draft sure =
        Drafts.of(
            "dates", "Dates", List.of(csv(heading + "L-1,P-1,FBS,99,mg/dL,23/04/2026 08:05\n")));
    assertThat(sure.byHand()).noneMatch(line -> line.startsWith("results.dates"));
  }

  @Test
  void whatNoPackCanBeMadeOfIsRefusedWithAReason() {
    assertThatThrownBy(() -> Drafts.of("x", "X", List.of(csv("hello"))))
        .isInstanceOf(DraftRefused.class)
        .hasMessageContaining("neither HL7 v2, nor JSON, nor a table");
    assertThatThrownBy(() -> Drafts.of("x", "X", List.of()))
        .isInstanceOf(DraftRefused.class)
        .hasMessageContaining("no sample message");
    assertThatThrownBy(() -> Drafts.of("x", "X", List.of(csv("{\"a\": [1, 2]}"))))
        .isInstanceOf(DraftRefused.class)
        .hasMessageContaining("no sample has a list of results");
    assertThatThrownBy(() -> Drafts.of("x", "X", List.of(csv("{\"a\": 1}"), csv("a,b,c\n1,2,3\n"))))
        .isInstanceOf(DraftRefused.class)
        .hasMessageContaining("one format at a time");
    assertThatThrownBy(() -> Drafts.of("x", "X", List.of(csv("Colour,Shape,Size\nred,round,7\n"))))
        .isInstanceOf(DraftRefused.class)
        .hasMessageContaining("too little was found");
  }

  private static SampleFile csv(String text) {
    return new SampleFile("a.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A record's held-out trigger would be refused; which triggers come is the partner's to say. */
  private static PackFiles seen(PackFiles files, SampleFile heldOut) {
    String message = new String(heldOut.bytes(), StandardCharsets.ISO_8859_1);
    if (!message.contains("|ADT^")) {
      return files;
    }
    String trigger = message.substring(message.indexOf("|ADT^") + 5, message.indexOf("|ADT^") + 8);
    String yaml = new String(files.bytes("pack.yaml"), StandardCharsets.UTF_8);
    Map<String, byte[]> all = new TreeMap<>(files.files());
    if (!yaml.contains("- " + trigger)) {
      all.put(
          "pack.yaml",
          yaml.replace("  receives:\n", "  receives:\n    - " + trigger + "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    return new PackFiles(files.name(), new TreeMap<>(all));
  }

  private static PackFiles files(String name) {
    return shipped().filter(s -> s.name().equals(name)).findFirst().orElseThrow().files();
  }

  private static boolean isPdf(SampleFile file) {
    return file.name().endsWith(".pdf");
  }

  private static List<SampleFile> samples(PackFiles files, String without) {
    List<SampleFile> samples = new ArrayList<>();
    files
        .files()
        .forEach(
            (path, bytes) -> {
              String name = path.substring(path.lastIndexOf('/') + 1);
              boolean sample =
                  path.startsWith("samples/")
                      && !path.endsWith(".expected.json")
                      && (!path.startsWith("samples/attachments/") || name.endsWith(".pdf"));
              if (sample && !name.equals(without)) {
                samples.add(new SampleFile(name, bytes));
              }
            });
    return samples;
  }

  private static Map<String, String> leaves(List<JsonNode> documents) {
    Map<String, String> leaves = new TreeMap<>();
    for (int i = 0; i < documents.size(); i++) {
      leaves("/" + i, documents.get(i), leaves);
    }
    return leaves;
  }

  private static void leaves(String at, JsonNode node, Map<String, String> leaves) {
    if (node.isValueNode()) {
      leaves.put(at, node.asText());
    }
    node.properties().forEach(f -> leaves(at + "/" + f.getKey(), f.getValue(), leaves));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      leaves(at + "/" + i, node.get(i), leaves);
    }
  }
}
