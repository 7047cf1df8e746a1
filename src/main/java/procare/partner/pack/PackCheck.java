package procare.partner.pack;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks packs before they reach a hub: each by itself and beside the others. */
public final class PackCheck {
  private PackCheck() {}

  /**
   * @param pack as read, or null when it is refused
   * @param problems empty when it is good
   */
  public record Result(String name, Pack pack, List<PackProblem> problems) {
    public boolean good() {
      return problems.isEmpty();
    }
  }

  /** Checks all of them, in the order of their names: the later ones stand beside the earlier. */
  public static List<Result> all(Collection<PackSources.Source> sources) {
    Map<String, Pack> good = new TreeMap<>();
    return sources.stream()
        .map(
            source -> {
              Result result = one(source, good.values());
              if (result.good()) {
                good.put(result.name(), result.pack());
              }
              return result;
            })
        .toList();
  }

  /** Checks one beside others that are known to be good. */
  public static Result one(PackSources.Source source, Collection<Pack> others) {
    try {
      Pack pack = source.read();
      Neighbours.check(pack, others);
      return new Result(source.name(), pack, List.of());
    } catch (PackRefused e) {
      return new Result(source.name(), null, e.problems());
    }
  }
}
