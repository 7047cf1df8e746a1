package procare.embedded.twins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The twins by name; the name of a family's member is {@code family/member}. */
@Component
@Profile("embedded")
class TwinDesks {
  private final Map<String, TwinDesk> desks = new TreeMap<>();
  private final Map<String, TwinFamily> families = new TreeMap<>();
  private final ConcurrentMap<String, TwinDesk> members = new ConcurrentHashMap<>();

  /**
   * Whom a path leads to.
   *
   * @param path what is left of it, with a leading slash
   */
  record Place(TwinDesk desk, String path) {}

  TwinDesks(List<Twin> twins, ObjectProvider<TwinFamily> families) {
    twins.forEach(twin -> desks.put(twin.name(), new TwinDesk(twin)));
    families.forEach(family -> this.families.put(family.name(), family));
  }

  Optional<TwinDesk> find(String name) {
    String[] parts = name.split("/", 2);
    if (parts.length == 1 || !families.containsKey(parts[0])) {
      return Optional.ofNullable(desks.get(name));
    }
    Twin twin = families.get(parts[0]).find(parts[1]).orElse(null);
    return Optional.ofNullable(
        members.compute(
            name,
            (key, desk) ->
                twin == null ? null : desk == null || desk.twin() != twin ? desk(twin) : desk));
  }

  private static TwinDesk desk(Twin twin) {
    return new TwinDesk(twin);
  }

  /**
   * @param path below {@code /twins/}
   */
  Optional<Place> place(String path) {
    int parts = families.containsKey(path.split("/", 2)[0]) ? 2 : 1;
    int end = path.indexOf('/');
    if (parts == 2 && end > 0) {
      end = path.indexOf('/', end + 1);
    }
    String name = end < 0 ? path : path.substring(0, end);
    String rest = end < 0 ? "" : path.substring(end);
    return find(name).map(desk -> new Place(desk, rest));
  }

  Map<String, TwinDesk> all() {
    Map<String, TwinDesk> all = new TreeMap<>(desks);
    families.forEach(
        (name, family) ->
            family
                .members()
                .forEach(
                    member ->
                        find(name + "/" + member)
                            .ifPresent(desk -> all.put(name + "/" + member, desk))));
    return all;
  }
}
