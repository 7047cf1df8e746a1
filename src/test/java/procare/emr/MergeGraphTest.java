package procare.emr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import procare.emr.MergeGraph.Fact;

/** Who survives depends on what was told, never on the order in which it came. */
class MergeGraphTest {
  private static final Instant BEGAN = Instant.parse("2026-08-15T02:30:00Z");

  private static PersonIdentifier id(int number) {
    return new PersonIdentifier("CITYHOSP", "H-" + number, "MR");
  }

  private static Fact fact(int retired, int into, int minute) {
    return new Fact(id(retired), id(into), BEGAN.plusSeconds(60L * minute), "M" + minute);
  }

  private static Map<Integer, String> survivors(List<Fact> facts) {
    MergeGraph graph = new MergeGraph();
    facts.forEach(graph::add);
    Map<Integer, String> survivors = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      survivors.put(i, graph.survivorOf(id(i)).key());
    }
    return survivors;
  }

  /** Any facts: chains, two about one identifier, circles, an identifier merged into itself. */
  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 7);
    return Combinators.combine(number, number, Arbitraries.integers().between(0, 5))
        .as(MergeGraphTest::fact)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void anyOrderGivesTheSameSurvivors(@ForAll("facts") List<Fact> facts, @ForAll long seed) {
    List<Fact> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.addAll(facts);
    assertThat(survivors(shuffled)).isEqualTo(survivors(facts));
  }

  @Property
  void whoSurvivesIsNotRetiredAnyFurther(@ForAll("facts") List<Fact> facts) {
    MergeGraph graph = new MergeGraph();
    facts.forEach(graph::add);
    for (int i = 0; i < 8; i++) {
      PersonIdentifier survivor = graph.survivorOf(id(i));
      assertThat(graph.survivorOf(survivor).key()).isEqualTo(survivor.key());
    }
  }

  @Property
  void aChainEndsAtItsEnd(@ForAll long seed) {
    List<Fact> chain = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      chain.add(fact(i, i + 1, i));
    }
    Collections.shuffle(chain, new Random(seed));
    assertThat(survivors(chain).values()).containsOnly(id(7).key());
  }

  @Example
  void ofTwoFactsTheNewerCountsAndACircleEndsWhereItsNewestPoints() {
    assertThat(survivors(List.of(fact(0, 2, 5), fact(0, 1, 1)))).containsEntry(0, id(2).key());
    Map<Integer, String> undone = survivors(List.of(fact(0, 1, 1), fact(1, 0, 2)));
    assertThat(undone).containsEntry(0, id(0).key()).containsEntry(1, id(0).key());
    Map<Integer, String> three =
        survivors(List.of(fact(0, 1, 3), fact(1, 2, 2), fact(2, 0, 1), fact(5, 2, 9)));
    assertThat(three).containsEntry(2, id(1).key()).containsEntry(5, id(1).key());
  }
}
