package procare.order;

import java.util.Optional;

/** Laboratories that take orders. There may be several such beans; the first that knows wins. */
public interface OrderPartners {
  /** How the laboratory of this name takes orders; empty when it takes none. */
  Optional<OrderPartner> byName(String name);
}
