package procare.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Everything that a message about an order is written from.
 *
 * @param kind order or cancellation
 * @param controlId MSH-10; the same for every try
 * @param at time of this try
 */
record OrderSheet(
    LabOrder order,
    OrderDeliveries.Kind kind,
    OrderPartner partner,
    String controlId,
    Subject subject,
    Doctor doctor,
    Instant at) {

  /**
   * Whose order it is, as far as is known.
   *
   * @param family null when only one name is known
   * @param birthDate or null
   * @param sex HL7 table 0001 letter, or null
   * @param phone digits of E.164 that the patient proved to own, or null
   * @param known numbers by which this laboratory knows the patient, as value and assigner
   */
  record Subject(
      UUID id,
      String family,
      String given,
      LocalDate birthDate,
      String sex,
      String phone,
      List<Known> known) {
    String fullName() {
      return family == null ? given : given == null ? family : given + " " + family;
    }
  }

  /** One number of the laboratory's own. */
  record Known(String value, String assigner) {}

  /** Who ordered. */
  record Doctor(UUID id, String name) {}

  boolean cancels() {
    return kind == OrderDeliveries.Kind.CANCEL;
  }
}
