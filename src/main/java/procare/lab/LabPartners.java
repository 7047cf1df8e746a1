package procare.lab;

import java.math.BigDecimal;
import java.util.Optional;

/** What partner packs say of laboratories, as far as results depend on it. */
public interface LabPartners {
  /**
   * Critical limits of a laboratory's own for one test; the bounds themselves are critical.
   *
   * @param low or null for none
   * @param high or null for none
   * @param ucum unit of both
   */
  record Bounds(BigDecimal low, BigDecimal high, String ucum) {}

  /** The assigning authority or FHIR system under which it sends patient numbers that we gave. */
  Optional<String> ours(String partner);

  /** That of its own patient numbers, for identifiers that name none. */
  Optional<String> theirs(String partner);

  /** Empty when the hub's limits apply. */
  Optional<Bounds> critical(String partner, String loinc);
}
