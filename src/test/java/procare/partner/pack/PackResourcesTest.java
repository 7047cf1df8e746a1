package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;
import procare.TestDatabase;
import procare.security.RateBuckets;

/** What each pack has for itself: settings, a secret, limits and gauges. */
class PackResourcesTest {
  @TempDir Path folder;
  private final MockEnvironment environment = new MockEnvironment();
  private final PackSettings settings = new PackSettings(environment);

  @BeforeEach
  void empty() {
    PackNode.empty();
  }

  @Test
  void settingsComeFromTheEnvironmentWhenTheyAreUsed() throws PackRefused, IOException {
    Pack pack = PackReader.read(PackKit.files("acme"));
    assertThat(settings.endpoint(pack, "results"))
        .contains(URI.create("https://lab.example/results"));
    assertThat(settings.endpoint(pack, "orders")).isEmpty();
    assertThat(settings.endpoint(pack, "files")).isEmpty();
    assertThat(settings.missing(pack))
        .containsExactly("PROCARE_PARTNER_ACME_ORDERS", "PROCARE_PARTNER_ACME_TOKEN");
    Path secret = Files.writeString(folder.resolve("token"), "s3cret\n");
    environment.setProperty("PROCARE_PARTNER_ACME_TOKEN_FILE", secret.toString());
    environment.setProperty("PROCARE_PARTNER_ACME_ORDERS", "http://127.0.0.1:9/orders");
    assertThat(settings.auth(pack, "token")).contains("s3cret");
    assertThat(settings.endpoint(pack, "orders")).contains(URI.create("http://127.0.0.1:9/orders"));
    assertThat(settings.missing(pack)).isEmpty();
    assertThat(pack.toString()).doesNotContain("s3cret");
    environment.setProperty("PROCARE_PARTNER_ACME_ORDERS", "file:///etc/passwd");
    assertThatThrownBy(() -> settings.endpoint(pack, "orders"))
        .hasMessage("PROCARE_PARTNER_ACME_ORDERS has an unknown scheme for json-rest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "bearer # token: ${PROCARE_PARTNER_ACME_A} # Bearer one # Authorization",
        "api-key # key: ${PROCARE_PARTNER_ACME_A}, header: X-Key # one # X-Key",
        "basic # username: me, password: ${PROCARE_PARTNER_ACME_A} # Basic bWU6b25l # Authorization",
        "basic # username: me, password: ${PROCARE_PARTNER_ACME_B} # '' # Authorization",
      })
  void theSecretIsWhatTheHeaderNeeds(String type, String fields, String value, String header) {
    String auth = "auth:\n  type: " + type + "\n  " + fields.replace(", ", "\n  ") + "\nlimits:";
    String yaml =
        PackKit.yaml("acme").replaceFirst("(?s)auth:.*?\nlimits:", auth.replace("$", "\\$"));
    PackNode.put(folder, PackKit.files("acme", yaml, Map.of()));
    environment.setProperty("PROCARE_PARTNER_ACME_A", "one");
    PackNode node = new PackNode(folder, false, Clock.systemUTC()).start();
    assertThat(new PackSecret(node.packs, settings, "acme").value()).isEqualTo(value);
    assertThat(PackSecret.header(node.packs.byName("acme").orElseThrow())).isEqualTo(header);
    assertThat(new PackSecret(node.packs, settings, "nobody").value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"20/s, 20, PT1S", "60/m, 10, PT10S", "20/s, 40, PT2S", "1000/h, 100, PT6M"})
  void burstAndRateMakeAWindow(String rate, int burst, Duration window) {
    Limits limits = new Limits(rate, burst, null, null, null);
    assertThat(PackLimits.window(limits)).isEqualTo(window);
  }

  @Test
  void theRateHoldsOverAllNodesAndTheWidthOnEach() throws PackRefused {
    Pack pack =
        PackReader.read(
            PackKit.files(
                "acme",
                PackKit.yaml("acme").replace("rate: 20/s", "rate: 60/h, burst: 2, concurrency: 1"),
                Map.of()));
    PackLimits one = new PackLimits(new RateBuckets(TestDatabase.dataSource()));
    PackLimits two = new PackLimits(new RateBuckets(TestDatabase.dataSource()));
    TestDatabase.jdbc().execute("truncate rate_limit_bucket");
    assertThat(one.turn(pack)).isZero();
    assertThat(two.turn(pack)).isZero();
    assertThat(one.turn(pack)).isBetween(Duration.ofSeconds(90), Duration.ofMinutes(2));
    assertThat(one.enter(pack)).isTrue();
    assertThat(one.enter(pack)).isFalse();
    assertThat(two.enter(pack)).isTrue();
    one.leave(pack);
    assertThat(one.enter(pack)).isTrue();
  }

  @Test
  void gaugesTellOfEachPartner() {
    PackNode.put(folder, PackKit.files("acme"));
    PackNode.put(
        folder, PackKit.files("bad", PackKit.yaml("bad").replace("lab\n", "x\n"), Map.of()));
    PackNode node = new PackNode(folder, false, Clock.systemUTC()).start();
    node.hearing.heard("acme");
    node.hearing.write();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    new PackGauges(node.packs, node.hearing, Clock.systemUTC(), metrics).show();
    assertThat(gauge(metrics, "procare.partner.pack", "acme")).isOne();
    assertThat(gauge(metrics, "procare.partner.pack", "bad")).isZero();
    assertThat(gauge(metrics, "procare.partner.pack.refused", "bad")).isOne();
    assertThat(gauge(metrics, "procare.partner.silent", "acme")).isZero();
    assertThat(gauge(metrics, "procare.partner.heard.age", "acme")).isBetween(0.0, 5.0);
  }

  private static double gauge(SimpleMeterRegistry metrics, String name, String partner) {
    return metrics.get(name).tag("partner", partner).gauge().value();
  }
}
