package procare.partner.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.partner.grade.Grade;
import procare.partner.grade.Rule;
import procare.partner.grade.Rules;
import procare.partner.grade.Tier;
import procare.partner.pack.Pack;
import procare.partner.pack.PackFiles;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

/** Grades are what the rules say, and nobody can claim more. */
class GradeTest {
  private static final Collection<PackSources.Source> SHIPPED =
      new PackSources(Path.of("no such folder"), true).all().values();

  @Test
  void thereAreAtLeastFortyRulesAndEachIsInTheDocument() throws IOException {
    assertThat(Rules.ALL).hasSizeGreaterThanOrEqualTo(40);
    assertThat(Rules.ALL).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(Rules.ALL).extracting(Rule::tier).contains(Tier.values());
    List<String> told =
        Files.readAllLines(Path.of("docs/partner-grades.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Rule "))
            .toList();
    assertThat(told)
        .as("run ./hub partner grade --rules and put its table into the document")
        .containsExactlyElementsOf(
            Rules.ALL.stream()
                .map(
                    r ->
                        "| %s | %s | %s | %s |"
                            .formatted(r.id(), r.tier().word(), r.title(), r.how()))
                .toList());
  }

  @Test
  void everyCaseOfTheKitCountsForARuleAndEveryRuleHasCases() throws PackRefused {
    TreeMap<String, Boolean> used = new TreeMap<>();
    Rules.ALL.forEach(rule -> rule.cases().forEach(prefix -> used.put(prefix, false)));
    for (PackSources.Source source : SHIPPED) {
      for (KitCase each : Kit.of(source.files(), source.read())) {
        assertThat(
                each.id().equals(GradeCase.ID)
                    || Rules.ALL.stream().anyMatch(rule -> rule.covers(each.id())))
            .as("a rule for " + each.id())
            .isTrue();
        used.replaceAll((prefix, seen) -> seen || each.id().startsWith(prefix));
      }
    }
    assertThat(used).as("cases of no pack").doesNotContainValue(false);
  }

  @ParameterizedTest
  @CsvSource({
    "apex-hl7-lab, platinum",
    "city-json-lab, platinum",
    "demo-fhir-lab, platinum",
    "district-csv-lab, platinum",
    "north-fhir-emr, platinum",
    "old-town-hl7-emr, gold"
  })
  void shippedPacksReachWhatTheyClaim(String name, String tier) throws PackRefused {
    Grade grade = grade(files(name));
    assertThat(grade.tier().word()).isEqualTo(tier);
    assertThat(grade.overclaimed(tier)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apex-hl7-lab | pack.yaml | {loinc: 2160-0, high: 5.0, unit: mg/dL} | {loinc: 718-7, high: 20, unit: g/dL} | - | critical-plausible",
        "apex-hl7-lab | pack.yaml | - {loinc: 2823-3, low: 2.8, high: 6.0, unit: mmol/L} | #  | SILVER | danger-limits",
        "apex-hl7-lab | pack.yaml | idempotency: key | idempotency: none | SILVER | orders-once",
        "city-json-lab | codes.csv | SCR,Serum creatinine, | SCR,, | SILVER | codes-told",
        "city-json-lab | README.md | Their habits: | Habits | BRONZE | readme",
        "demo-fhir-lab | README.md | Contact: | Call | GOLD | contact",
        "district-csv-lab | pack.yaml | silence: P2D | silence: P9D | BRONZE | silence",
        "district-csv-lab | pack.yaml | zone: Asia/Kolkata | zone: Asia/Tokyo | - | samples-become",
        "old-town-hl7-emr | pack.yaml | zone: Asia/Kolkata | zone: Asia/Tokyo | - | clock",
      })
  void aBrokenRuleCostsTheGrade(
      String name, String file, String from, String to, String tier, String rule)
      throws PackRefused {
    PackFiles broken = replaced(files(name), file, from, to);
    Grade grade = grade(broken);
    assertThat(grade.tier()).isEqualTo(tier.equals("-") ? null : Tier.valueOf(tier));
    assertThat(grade.missingFor(grade.next())).extracting(Rule::id).contains(rule);
    assertThat(grade.overclaimed(PackReader.read(broken).grade())).isTrue();
    assertThat(claim(broken))
        .as("the build fails, and says why")
        .contains("is claimed, and")
        .contains(rule);
  }

  @Test
  void whoClaimsNothingClaimsNotTooMuch() throws PackRefused {
    PackFiles files = replaced(files("apex-hl7-lab"), "pack.yaml", "grade: platinum", "");
    assertThat(claim(files)).isNull();
  }

  private static String claim(PackFiles files) throws PackRefused {
    return Kit.of(files, PackReader.read(files)).stream()
        .filter(each -> each.id().equals(GradeCase.ID))
        .findFirst()
        .orElseThrow()
        .result()
        .failure();
  }

  private static Grade grade(PackFiles files) throws PackRefused {
    Pack pack = PackReader.read(files);
    return Kit.grade(files, pack);
  }

  private static PackFiles files(String name) {
    return SHIPPED.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().files();
  }

  private static PackFiles replaced(PackFiles files, String file, String from, String to) {
    TreeMap<String, byte[]> changed = new TreeMap<>(files.files());
    String text = new String(files.bytes(file), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    changed.put(file, text.replace(from, to == null ? "" : to).getBytes(StandardCharsets.UTF_8));
    return new PackFiles(files.name(), changed);
  }
}
