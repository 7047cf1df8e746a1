package procare.partner.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import procare.TestDatabase;
import procare.api.ApiProblem;
import procare.emergency.SettableClock;

/** Packs change while the hub runs, on all nodes alike, and a bad one harms nobody. */
class PacksTest {
  @TempDir Path folder;

  @BeforeEach
  void empty() {
    PackNode.empty();
  }

  @Test
  void oneBrokenPackAmongTwoHundredHarmsNobody() throws PackRefused {
    for (int i = 0; i < 200; i++) {
      PackNode.put(folder, PackKit.files("lab" + i));
    }
    write("lab77", "1.0.0", "kind: bank");
    PackNode node = node();
    assertThat(node.packs.running()).hasSize(199);
    assertThat(node.packs.byName("lab77")).isEmpty();
    assertThat(node.packs.entry("lab77"))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.state()).isEqualTo("refused");
              assertThat(entry.refused().get(0).toString()).startsWith("lab77/pack.yaml:6: kind");
            });
    write("lab77", "1.0.1", "kind: lab");
    Pack neighbour = node.packs.byName("lab78").orElseThrow();
    node.desk.reload("lab77", "operator", PackNode::nobody);
    assertThat(node.packs.running()).hasSize(200);
    assertThat(node.packs.byName("lab78").orElseThrow()).isSameAs(neighbour);
  }

  @Test
  void aBrokenReloadKeepsWhatRuns() throws PackRefused {
    write("acme", "1.0.0", "kind: lab");
    PackNode node = node();
    write("acme", "1.1.0", "kind: bank");
    assertThatThrownBy(() -> node.desk.reload("acme", "operator", PackNode::nobody))
        .isInstanceOf(PackRefused.class);
    PackEntry entry = node.packs.entry("acme").orElseThrow();
    assertThat(entry.runs()).isTrue();
    assertThat(entry.pack().version()).isEqualTo("1.0.0");
    assertThat(entry.refused()).isNotEmpty();
    write("acme", "1.2.0", "kind: lab");
    node.desk.reload("acme", "operator", PackNode::nobody);
    assertThat(version(node, "acme")).isEqualTo("1.2.0");
    assertThat(node.packs.entry("acme").orElseThrow().refused()).isEmpty();
    assertThat(events()).containsExactly("loaded", "refused", "reloaded");
  }

  @Test
  void rollbackGoesBackStepByStepAndSurvivesARestart() throws PackRefused {
    write("acme", "1.0.0", "kind: lab");
    PackNode node = node();
    for (String version : List.of("2.0.0", "3.0.0")) {
      write("acme", version, "kind: lab");
      node.desk.reload("acme", "operator", PackNode::nobody);
    }
    node.desk.rollback("acme", "operator", PackNode::nobody);
    assertThat(version(node, "acme")).isEqualTo("2.0.0");
    assertThat(version(node(), "acme")).as("after a restart").isEqualTo("2.0.0");
    node.desk.rollback("acme", "operator", PackNode::nobody);
    assertThat(version(node, "acme")).isEqualTo("1.0.0");
    assertThatThrownBy(() -> node.desk.rollback("acme", "operator", PackNode::nobody))
        .isInstanceOfSatisfying(ApiProblem.class, p -> assertThat(p.status()).isEqualTo(409));
  }

  @Test
  void otherNodesFollow() throws PackRefused {
    write("acme", "1.0.0", "kind: lab");
    PackNode one = node();
    PackNode two = node();
    write("acme", "1.1.0", "kind: lab");
    one.desk.reload("acme", "operator", PackNode::nobody);
    assertThat(version(two, "acme")).isEqualTo("1.0.0");
    two.packs.refresh();
    assertThat(version(two, "acme")).isEqualTo("1.1.0");
    two.desk.disable("acme", "operator", PackNode::nobody);
    one.packs.refresh();
    assertThat(one.packs.byName("acme")).isEmpty();
    assertThat(one.packs.entry("acme").orElseThrow().state()).isEqualTo("disabled");
    assertThat(node().packs.byName("acme")).as("after a restart").isEmpty();
    one.desk.enable("acme", "operator", PackNode::nobody);
    two.packs.refresh();
    assertThat(two.packs.byName("acme")).isPresent();
  }

  @Test
  void aPackThatCannotRunHereIsNotPutInForceAnywhere() throws PackRefused {
    write("acme", "1.0.0", "kind: lab");
    PackNode node = node();
    List<String> runs = new ArrayList<>();
    node.packs.listen(
        (before, after) -> {
          if (after != null && after.version().equals("6.6.6")) {
            throw new PackRefused("acme/routes.camel.yaml", 1, "does not start", "mend it");
          }
          runs.add(after == null ? "nothing" : after.version());
        });
    write("acme", "6.6.6", "kind: lab");
    assertThatThrownBy(() -> node.desk.reload("acme", "operator", PackNode::nobody))
        .hasMessageContaining("does not start");
    assertThat(version(node, "acme")).isEqualTo("1.0.0");
    node.desk.disable("acme", "operator", PackNode::nobody);
    assertThat(runs).containsExactly("1.0.0", "nothing");
  }

  @Test
  void aWitnessThatFailsUndoesTheChange() {
    write("acme", "1.0.0", "kind: lab");
    PackNode node = node();
    List<String> runs = new ArrayList<>();
    node.packs.listen((before, after) -> runs.add(after.version()));
    write("acme", "2.0.0", "kind: lab");
    assertThatThrownBy(
            () ->
                node.desk.reload(
                    "acme",
                    "operator",
                    (change, detail) -> {
                      throw new IllegalStateException("no audit, no change");
                    }))
        .isInstanceOf(IllegalStateException.class);
    node.packs.refresh();
    assertThat(version(node, "acme")).isEqualTo("1.0.0");
    assertThat(runs).containsExactly("1.0.0", "2.0.0", "1.0.0");
  }

  @Test
  void whoeverComesLaterMayNotReachIntoAnother() throws PackRefused {
    PackNode.put(folder, PackKit.files("acme"));
    PackNode node = node();
    String reaching = PackKit.yaml("ac").replace("AC_TOKEN", "AC_ME_TOKEN");
    PackNode.put(folder, PackKit.files("ac", reaching, Map.of()));
    node.desk.reload("ac", "operator", PackNode::nobody);
    PackNode.put(folder, PackKit.files("ac-me"));
    assertThatThrownBy(() -> node.desk.reload("ac-me", "operator", PackNode::nobody))
        .hasMessageContaining("cannot be told apart");
    assertThat(node.packs.running()).extracting(Pack::name).containsExactly("ac", "acme");
  }

  @Test
  void aSenderBelongsToOnePack() throws PackRefused {
    String sender = "\nsender: {application: LIS, facility: APEX}\nzone:";
    PackNode.put(
        folder, PackKit.files("one", PackKit.yaml("one").replace("\nzone:", sender), Map.of()));
    PackNode node = node();
    PackNode.put(
        folder, PackKit.files("two", PackKit.yaml("two").replace("\nzone:", sender), Map.of()));
    assertThatThrownBy(() -> node.desk.reload("two", "operator", PackNode::nobody))
        .hasMessageContaining("sender is that of one");
    assertThat(node.packs.bySender("LIS", "APEX")).map(Pack::name).contains("one");
    assertThat(node.packs.bySender("LIS", "OTHER")).isEmpty();
    assertThat(node.packs.byPath("/webhooks/partners/one/results")).map(Pack::name).contains("one");
    assertThat(node.packs.byPath("/webhooks/evolution")).isEmpty();
  }

  @Test
  void silenceIsToldOnceUntilThePartnerIsHeardAgain() {
    PackNode.put(folder, PackKit.files("acme"));
    SettableClock clock = new SettableClock(Instant.parse("2026-08-15T06:00:00Z"));
    PackNode node = new PackNode(folder, false, clock).start();
    node.hearing.watch();
    assertThat(silences()).as("never heard").isZero();
    node.hearing.heard("acme");
    node.hearing.write();
    clock.forward(Duration.ofHours(6));
    node.hearing.watch();
    assertThat(silences()).as("exactly as long as allowed").isZero();
    clock.forward(Duration.ofSeconds(1));
    node.hearing.watch();
    node.hearing.watch();
    assertThat(silences()).isOne();
    assertThat(node.hearing.hearings().get("acme").silentSince()).isEqualTo(clock.instant());
    node.hearing.heard("acme");
    node.hearing.write();
    assertThat(node.hearing.hearings().get("acme").silentSince()).isNull();
    clock.forward(Duration.ofHours(7));
    node.hearing.watch();
    assertThat(silences()).isEqualTo(2);
  }

  private PackNode node() {
    return new PackNode(folder, false, Clock.systemUTC()).start();
  }

  private void write(String name, String version, String kind) {
    String yaml =
        PackKit.yaml(name)
            .replace("version: 1.0.0", "version: " + version)
            .replace("kind: lab", kind);
    PackNode.put(folder.resolve(name).resolve("pack.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    PackNode.put(
        folder.resolve(name).resolve("codes.csv"), PackKit.CODES.getBytes(StandardCharsets.UTF_8));
  }

  private static String version(PackNode node, String name) {
    return node.packs.byName(name).orElseThrow().version();
  }

  private static List<String> events() {
    return TestDatabase.jdbc()
        .queryForList(
            "select envelope->'data'->>'change' from event_log where type = 'partner.pack.changed' order by time, id",
            String.class);
  }

  private static int silences() {
    return TestDatabase.jdbc()
        .queryForObject(
            "select count(*) from event_log where type = 'partner.silent'", Integer.class);
  }
}
