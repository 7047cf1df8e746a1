package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import procare.routes.PartnerRoutes;

/** Routes that packs bring come and go with their pack, as a whole or not at all. */
class PartnerRoutesTest {
  private static final String NO_SUCH_OPTION =
      """
      - route:
          id: partner-acme-other
          from:
            uri: direct:partner-acme-other
            steps: [{to: {uri: "bean:packText?method=stripBom&colour=red"}}]
      """;

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private PackNode node;
  private PartnerRoutes routes;

  @BeforeEach
  void start() {
    PackNode.empty();
    put("acme", "1.0.0", PackKit.ROUTES);
    put("other", "1.0.0", PackKit.ROUTES.replace("acme", "other"));
    node = new PackNode(folder, false, Clock.systemUTC()).start();
    camel.getRegistry().bind("packText", new PackText());
    camel.start();
    routes =
        new PartnerRoutes(
            camel,
            camel.createProducerTemplate(),
            node.packs,
            new PackSettings(new MockEnvironment()));
    routes.begin();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void aPacksRouteIsAskedByNameOfTheStep() {
    assertThat(routes.through("acme", "results", bytes("a\nb"))).contains(bytes("a\rb"));
    assertThat(routes.through("acme", "orders", bytes("a\nb"))).isEmpty();
    assertThat(routes.through("nobody", "results", bytes("a\nb"))).isEmpty();
  }

  @Test
  void anotherVersionBringsOtherRoutes() throws PackRefused {
    put("acme", "1.1.0", PackKit.ROUTES.replace("lineFeedsToReturns", "stripBom"));
    node.desk.reload("acme", "operator", PackNode::nobody);
    assertThat(routes.through("acme", "results", bytes("a\nb"))).contains(bytes("a\nb"));
    node.desk.rollback("acme", "operator", PackNode::nobody);
    assertThat(routes.through("acme", "results", bytes("a\nb"))).contains(bytes("a\rb"));
    node.desk.disable("acme", "operator", PackNode::nobody);
    assertThat(routes.has("acme", "results")).isFalse();
    assertThat(camel.getRoutes()).extracting(Route::getId).containsExactly("partner-other-results");
    assertThat(camel.getRouteDefinitions()).hasSize(1);
    node.desk.enable("acme", "operator", PackNode::nobody);
    assertThat(routes.through("acme", "results", bytes("a\nb"))).contains(bytes("a\rb"));
  }

  @Test
  void aFileWithOneRouteThatCannotStartIsRefusedAsAWhole() {
    put("acme", "1.1.0", PackKit.ROUTES.replace("\n", "\n").concat(NO_SUCH_OPTION));
    assertThatThrownBy(() -> node.desk.reload("acme", "operator", PackNode::nobody))
        .isInstanceOf(PackRefused.class)
        .hasMessageContaining("acme/routes.camel.yaml: does not start")
        .hasMessageContaining("colour");
    assertThat(node.packs.byName("acme").orElseThrow().version()).isEqualTo("1.0.0");
    assertThat(routes.through("acme", "results", bytes("a\nb"))).contains(bytes("a\rb"));
    assertThat(camel.getRoutes())
        .extracting(Route::getId)
        .containsExactlyInAnyOrder("partner-acme-results", "partner-other-results");
    assertThat(camel.getRouteDefinitions()).hasSize(2);
    assertThat(routes.through("other", "results", bytes("a\nb"))).contains(bytes("a\rb"));
  }

  private void put(String name, String version, String text) {
    PackNode.put(
        folder,
        PackKit.files(
            name,
            PackKit.yaml(name).replace("version: 1.0.0", "version: " + version),
            Map.of("routes.camel.yaml", text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
