package procare.partner.pack;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a pack may not do to those beside it; whoever comes later is refused. */
final class Neighbours {
  private Neighbours() {}

  /**
   * @param others all other packs, disabled ones too
   * @throws PackRefused when the pack would read another's settings or take its messages
   */
  static void check(Pack pack, Collection<Pack> others) throws PackRefused {
    Problems problems = new Problems(pack.name() + "/" + PackFiles.PACK);
    for (Pack other : others) {
      if (other.name().equals(pack.name())) {
        continue;
      }
      if (pack.sender() != null && pack.sender().equals(other.sender())) {
        problems.add(
            0,
            "sender is that of " + other.name() + ", so nobody knows whose message it is",
            "have the partner send its own MSH-3 and MSH-4, or disable the other pack's folder");
      }
      if (reaches(pack, other) || reaches(other, pack)) {
        problems.add(
            0,
            "settings of " + pack.name() + " and " + other.name() + " cannot be told apart",
            "choose a name that does not begin with the other's");
      }
    }
    problems.refuse();
  }

  private static boolean reaches(Pack pack, Pack other) {
    String foreign = Setting.prefix(other.name());
    String routes = "partner-" + other.name() + "-";
    return foreign.startsWith(Setting.prefix(pack.name()))
        && (variables(pack).stream().anyMatch(v -> v.startsWith(foreign))
            || pack.routes() != null && pack.routes().contains(routes));
  }

  /** Names of all settings that a pack reads. */
  private static Set<String> variables(Pack pack) {
    return settings(pack).map(Setting::variable).collect(Collectors.toSet());
  }

  /** All settings that a pack reads. */
  static Stream<Setting> settings(Pack pack) {
    return Stream.concat(
        pack.endpoints().values().stream(),
        pack.auth().values().keySet().stream().flatMap(n -> pack.auth().setting(n).stream()));
  }
}
