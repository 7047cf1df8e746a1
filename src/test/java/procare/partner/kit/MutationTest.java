package procare.partner.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import procare.partner.pack.PackReader;
import procare.partner.pack.PackRefused;
import procare.partner.pack.PackSources;

/**
 * Is the kit worth anything? Faults are sown into the shipped packs, one at a time; a fault is
 * caught when the pack is refused or a case fails. What the shared code's faults make of it is
 * measured by {@code bench/run mutations}.
 */
class MutationTest {
  private static final double CAUGHT = 0.95;
  private static final int FEWEST = 100;

  @Test
  void theKitCatchesFaultsInPacks() throws Exception {
    List<String> survivors = new ArrayList<>();
    Map<String, int[]> counts = new TreeMap<>();
    for (PackSources.Source source :
        new PackSources(Path.of("no such folder"), true).all().values()) {
      List<Fault> faults = new ArrayList<>(YamlFaults.of(source.files()));
      faults.addAll(CodeFaults.of(source.files(), source.read()));
      int[] count = counts.computeIfAbsent(source.name(), n -> new int[2]);
      for (Fault fault : faults) {
        count[0]++;
        if (caught(fault)) {
          count[1]++;
        } else {
          survivors.add(source.name() + ": " + fault.what());
        }
      }
    }
    report(counts, survivors);
    int all = counts.values().stream().mapToInt(count -> count[0]).sum();
    assertThat(all).isGreaterThanOrEqualTo(FEWEST);
    assertThat(1 - (double) survivors.size() / all)
        .as("caught of " + all + ", but not\n" + String.join("\n", survivors))
        .isGreaterThanOrEqualTo(CAUGHT);
    counts.forEach(
        (name, count) ->
            assertThat((double) count[1] / count[0])
                .as(name + ": " + survivors.stream().filter(s -> s.startsWith(name)).toList())
                .isGreaterThanOrEqualTo(CAUGHT));
  }

  @Test
  void aPackWithoutFaultIsCaughtByNobody() throws Exception {
    for (PackSources.Source source :
        new PackSources(Path.of("no such folder"), true).all().values()) {
      assertThat(caught(YamlFaults.none(source.files()))).as(source.name()).isFalse();
      assertThat(caught(CodeFaults.none(source.files(), source.read())))
          .as(source.name())
          .isFalse();
    }
  }

  private static boolean caught(Fault fault) {
    try {
      // Each case stands alone, and the grade's own runs the others again: it comes last.
      return Kit.of(fault.files(), PackReader.read(fault.files())).stream()
          .anyMatch(each -> !each.result().passed());
    } catch (PackRefused | RuntimeException e) {
      return true;
    }
  }

  /** For bench/run mutations and for whoever wants to see them. */
  private static void report(Map<String, int[]> counts, List<String> survivors) throws Exception {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (name, count) ->
            text.append("%s: %d of %d faults caught%n".formatted(name, count[1], count[0])));
    survivors.forEach(survivor -> text.append("survived: ").append(survivor).append('\n'));
    Path file = Path.of("target", "pack-mutations.txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
