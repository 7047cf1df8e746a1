package procare.embedded.twins;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The twins by name. */
@Component
@Profile("embedded")
class TwinDesks {
  private final Map<String, TwinDesk> desks = new TreeMap<>();

  TwinDesks(List<Twin> twins) {
    twins.forEach(twin -> desks.put(twin.name(), new TwinDesk(twin)));
  }

  Optional<TwinDesk> find(String name) {
    return Optional.ofNullable(desks.get(name));
  }

  Map<String, TwinDesk> all() {
    return desks;
  }
}
