package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Json;
import procare.lab.LabPerson;
import procare.lab.LabReport;
import procare.lab.LabValue;

/** The packs inside the jar are good, short and about nobody. */
class ShippedPacksTest {
  private static final Pattern PHONE = Pattern.compile("(?<![0-9])\\+?91[0-9]{8,11}(?![0-9])");

  static Stream<PackSources.Source> shipped() {
    return new PackSources(Path.of("no such folder"), true).all().values().stream();
  }

  @Test
  void allAreThere() {
    assertThat(shipped().map(PackSources.Source::name))
        .containsExactly(
            "apex-hl7-lab",
            "city-json-lab",
            "demo-fhir-lab",
            "district-csv-lab",
            "north-fhir-emr",
            "old-town-hl7-emr");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void eachIsGoodAndShort(PackSources.Source source) throws PackRefused {
    Pack pack = source.read();
    String yaml = text(source, "pack.yaml");
    assertThat(yaml).startsWith("# yaml-language-server: $schema=../pack.schema.json\n");
    assertThat(yaml.lines().count()).isLessThanOrEqualTo(60);
    assertThat(text(source, "README.md")).contains("(fictional)");
    assertThat(pack.endpoints().values())
        .extracting(Setting::variable)
        .allSatisfy(setting -> assertThat(text(source, "README.md")).contains(setting));
    assertThat(samples(source)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(pack.codes().lines()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void whatIsExpectedHasTheCanonicalShape(PackSources.Source source)
      throws PackRefused, IOException {
    Pack pack = source.read();
    for (String sample : samples(source)) {
      JsonNode expected = Json.parse(source.files().bytes(sample + PackFiles.EXPECTED));
      if (pack.kind() == Pack.Kind.LAB) {
        assertThat(expected.isArray() && !expected.isEmpty()).isTrue();
        for (JsonNode report : expected) {
          fits(sample, report, LabReport.class);
          assertThat(report.path("partner").asText()).isEqualTo(pack.name());
          assertThat(report.path("facility").asText()).isEqualTo(pack.facility());
        }
      } else {
        assertThat(expected.path("type").asText()).isNotBlank();
        fits(sample, expected.path("person"), LabPerson.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void phonesAreOfNobody(PackSources.Source source) {
    source
        .files()
        .files()
        .forEach(
            (path, bytes) ->
                assertThat(
                        PHONE
                            .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                            .results()
                            .map(m -> m.group().replace("+", "")))
                    .as(source.name() + "/" + path)
                    .allMatch(phone -> phone.startsWith("91555")));
  }

  /** Every field of the JSON is a component of the record. */
  private static void fits(String where, JsonNode node, Type type) {
    if (type instanceof ParameterizedType list) {
      node.forEach(item -> fits(where, item, list.getActualTypeArguments()[0]));
    } else if (type == LabValue.class) {
      assertThat(Arrays.stream(LabValue.class.getPermittedSubclasses()))
          .as(where + " " + node)
          .anyMatch(kind -> components(kind).keySet().containsAll(List.copyOf(names(node))));
    } else if (type instanceof Class<?> record && record.isRecord()) {
      Map<String, Type> components = components(record);
      assertThat(components.keySet()).as(where).containsAll(names(node));
      names(node).forEach(n -> fits(where, node.get(n), components.get(n)));
    }
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Map<String, Type> components(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getGenericType));
  }

  private static List<String> samples(PackSources.Source source) {
    return source.files().files().keySet().stream()
        .filter(f -> f.startsWith(PackFiles.SAMPLES) && !f.startsWith(PackFiles.ATTACHMENTS))
        .filter(f -> !f.endsWith(PackFiles.EXPECTED))
        .toList();
  }

  private static String text(PackSources.Source source, String path) {
    return new String(source.files().bytes(path), StandardCharsets.UTF_8);
  }
}
