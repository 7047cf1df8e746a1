package procare.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Json;
import procare.whatsapp.cloudapi.CloudApiEvents;
import procare.whatsapp.evolution.EvolutionEvents;
import procare.whatsapp.gowa.GowaEvents;

/** Every webhook sample of the three gateways is read as samples/incoming.tsv says. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final Instant NOW = Instant.parse("2026-08-15T03:00:00Z");
  private static final Map<String, GatewayEvents> GATEWAYS =
      Map.of(
          "evolution", EvolutionEvents::read,
          "gowa", GowaEvents::read,
          "cloudapi", CloudApiEvents::read);

  static Map<String, List<String>> expected() throws IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    for (String line : Files.readAllLines(SAMPLES.resolve("incoming.tsv"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\t", 2);
        expected.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
      }
    }
    return expected;
  }

  static Stream<String> samples() throws IOException {
    List<String> names = new ArrayList<>();
    for (String gateway : new TreeSet<>(GATEWAYS.keySet())) {
      try (Stream<Path> files = Files.walk(SAMPLES.resolve(gateway).resolve("webhooks"))) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> names.add(SAMPLES.relativize(file).toString().replace('\\', '/')));
      }
    }
    return names.stream().sorted();
  }

  @Test
  void theTableNamesSamplesThatExist() throws IOException {
    assertThat(samples()).containsExactlyElementsOf(expected().keySet());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadAsTheTableSays(String sample) throws IOException {
    assertThat(read(sample, body(sample)).stream().map(SamplesTest::line))
        .as(sample)
        .containsExactlyElementsOf(expected().get(sample));
  }

  /** Whatever is missing or of another type: the reader says so and never throws. */
  @ParameterizedTest
  @MethodSource("samples")
  void isReadWithAnyFieldMissingOrOdd(String sample) throws IOException {
    JsonNode whole = body(sample);
    for (String pointer : pointers(whole, "")) {
      for (JsonNode odd : List.of(Json.tree(7), Json.tree(List.of()), Json.tree(Map.of("a", 1)))) {
        assertThat(read(sample, changed(whole, pointer, odd))).as(pointer).isNotEmpty();
      }
      assertThat(read(sample, changed(whole, pointer, null))).as(pointer).isNotEmpty();
    }
  }

  private static JsonNode body(String sample) throws IOException {
    return Json.parse(Files.readAllBytes(SAMPLES.resolve(sample)));
  }

  private static List<Incoming> read(String sample, JsonNode body) {
    return GATEWAYS.get(sample.substring(0, sample.indexOf('/'))).read(body, "digest", NOW);
  }

  private static List<String> pointers(JsonNode node, String prefix) {
    List<String> pointers = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                String pointer = prefix + "/" + field.getKey();
                pointers.add(pointer);
                pointers.addAll(pointers(field.getValue(), pointer));
              });
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers.addAll(pointers(node.get(i), prefix + "/" + i));
    }
    return pointers;
  }

  private static JsonNode changed(JsonNode whole, String pointer, JsonNode value) {
    JsonNode copy = whole.deepCopy();
    int last = pointer.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) copy.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    if (value == null) {
      parent.remove(name);
    } else {
      parent.set(name, value);
    }
    return copy;
  }

  /**
   * kind, event, id, phone, lid, bsuid, text, button, media, source, place, reaction, quoted,
   * receipt, code, time, reason.
   */
  private static String line(Incoming in) {
    Content content = in.content();
    MediaReference media = content.media();
    Content.Location place = content.location();
    return Stream.of(
            in.kind(),
            in.event(),
            in.providerMessageId(),
            in.sender().phone(),
            in.sender().lid(),
            in.sender().bsuid(),
            content.text(),
            content.buttonId(),
            content.mediaType(),
            media == null ? null : media.source() + " " + media.locator() + " " + media.mimeType(),
            place == null ? null : place.latitude() + " " + place.longitude(),
            content.reaction(),
            content.quoted(),
            in.receipt(),
            in.code(),
            in.sentAt(),
            in.reason())
        .map(value -> Objects.toString(value, "-"))
        .reduce((a, b) -> a + "\t" + b)
        .orElseThrow();
  }
}
