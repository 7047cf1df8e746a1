package procare.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import procare.routes.Topology;

/** The document and the code say the same about events. */
class AsyncApiTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Pattern EVENT_TYPE =
      Pattern.compile(
          "[\"']((?:patient|clinical|care|appointment|payment|lab|emr|doctor|device|education|notify|delivery|media|ai|audit|hub|consent|medication|partner)"
              + "\\.[a-z_]+(?:\\.[a-z_]+)*)[\"']");

  /**
   * Names of the same form that are no events: a lock file, an audited action, Meta's handshake.
   */
  private static final Set<String> NO_EVENTS =
      Set.of(
          "delivery.body",
          "hub.lock",
          "audit.access.denied",
          "hub.mode",
          "hub.challenge",
          "hub.verify_token");

  private final JsonNode document = read();

  @Test
  void everyEventInTheCodeIsDocumented() throws IOException {
    Set<String> documented = new TreeSet<>(addresses());
    documented.add("notify.whatsapp");
    documented.add("notify.sms");
    assertThat(documented).containsAll(typesInCode());
  }

  @Test
  void everyDocumentedEventIsInTheCode() throws IOException {
    assertThat(typesInCode()).containsAll(addresses());
  }

  @Test
  void consumersAreThoseOfTheBus() {
    Topology topology = new Topology(new CachingConnectionFactory("localhost"));
    for (JsonNode channel : document.get("channels")) {
      String address = channel.get("address").asText();
      Set<String> documented = new TreeSet<>();
      for (JsonNode operation : document.get("operations")) {
        if (operation.get("action").asText().equals("receive")
            && resolve(operation.at("/channel/$ref").asText()).equals(channel)) {
          documented.add(operation.get("x-queue").asText());
        }
      }
      assertThat(documented)
          .as(address)
          .containsExactlyInAnyOrderElementsOf(
              topology.reachedBy(address).stream().map(Topology.Queue::name).toList());
      assertThat(channel.at("/bindings/amqp/exchange/name").asText())
          .isEqualTo(Topology.exchangeOf(address));
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    document.findValues("$ref").forEach(ref -> references.add(ref.asText()));
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(ref -> assertThat(resolve(ref).isMissingNode()).isFalse());
  }

  private JsonNode resolve(String reference) {
    return document.at(reference.substring(1));
  }

  private List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    document.get("channels").forEach(channel -> addresses.add(channel.get("address").asText()));
    return addresses;
  }

  private static Set<String> typesInCode() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(AsyncApiTest::isCode).toList()) {
        Matcher found = EVENT_TYPE.matcher(Files.readString(file));
        while (found.find()) {
          types.add(found.group(1));
        }
      }
    }
    types.removeAll(NO_EVENTS);
    return types;
  }

  private static boolean isCode(Path file) {
    String name = file.toString();
    return name.endsWith(".java") || (name.endsWith(".sql") && !name.contains("/db/"));
  }

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(MAIN.resolve("resources/asyncapi/hub.yaml").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
