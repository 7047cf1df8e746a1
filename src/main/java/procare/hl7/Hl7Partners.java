package procare.hl7;

import java.util.Optional;

/** The senders that this hub knows. There may be several such beans; the first that knows wins. */
public interface Hl7Partners {
  /**
   * @param application MSH-3.1, empty when none was sent
   * @param facility MSH-4.1, empty when none was sent
   */
  Optional<Hl7Partner> bySender(String application, String facility);

  /** A message of this partner was stored. */
  default void heard(String partner) {
    // Only some look out for partners that fall silent.
  }
}
