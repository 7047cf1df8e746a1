package procare.lab;

import java.util.Optional;
import java.util.UUID;

/** The hub's own orders, as far as laboratories quote their numbers. */
public interface PlacedOrders {
  /**
   * @param partner name of the pack that the order went to
   * @param placer our order number (ORC-2)
   * @return whose order it is; empty when we never placed it with this partner
   */
  Optional<UUID> patientOf(String partner, String placer);

  /**
   * Tells that a report of one of our orders was stored; in the transaction that stores it. An
   * unknown number is no error.
   *
   * @param placer our order number as the report quotes it
   * @param filler the laboratory's number, or null
   * @param status FHIR DiagnosticReport.status
   */
  default void reported(String partner, String placer, String filler, String status) {
    // A hub that places no orders has nobody to tell.
  }
}
