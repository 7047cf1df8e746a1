package procare.order;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All laboratories that take orders, wherever they are described. */
@Component
class PartnerBook {
  private final List<OrderPartners> sources;

  PartnerBook(List<OrderPartners> sources) {
    this.sources = List.copyOf(sources);
  }

  Optional<OrderPartner> find(String name) {
    return sources.stream().flatMap(s -> s.byName(name).stream()).findFirst();
  }
}
