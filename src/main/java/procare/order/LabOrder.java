package procare.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One order to one laboratory.
 *
 * @param placer our number, unique for ever (ORC-2)
 * @param partner name of the laboratory's pack or setting
 * @param doctorId the person who ordered
 * @param held on hold at the laboratory
 * @param collectBy until when the specimen should be taken, or null
 * @param note for the laboratory, or null
 * @param reasonCode ICD-10, or null
 * @param reasonText in words, or null
 * @param filler the laboratory's number (ORC-3), or null
 * @param attention why a person must look, or null
 * @param collectedAt when the laboratory told of the specimen, or null
 * @param correlationId story that began with the order
 * @param tests at least one, by line
 */
public record LabOrder(
    UUID id,
    String placer,
    String partner,
    UUID patientId,
    UUID doctorId,
    OrderState state,
    boolean held,
    Priority priority,
    Instant collectBy,
    String note,
    String reasonCode,
    String reasonText,
    String filler,
    String attention,
    Instant collectedAt,
    String correlationId,
    Instant createdAt,
    List<Test> tests) {
  /** How urgent; HL7 table 0485 letter beside FHIR request-priority. */
  public enum Priority {
    ROUTINE("R"),
    URGENT("A"),
    ASAP("A"),
    STAT("S");

    private final String hl7;

    Priority(String hl7) {
      this.hl7 = hl7;
    }

    /** TQ1-9, ORC-7.6. */
    public String hl7() {
      return hl7;
    }
  }

  /**
   * One test of an order.
   *
   * @param line from 1
   * @param placer its own number: the order's, or with {@code -<line>} when there are several
   * @param loinc what to measure
   * @param display in words, or null
   * @param filler the laboratory's number of this test, or null
   * @param outcome {@code RESULTED, CANCELLED, REFUSED}, or null while open
   */
  public record Test(
      int line, String placer, String loinc, String display, String filler, String outcome) {}

  public LabOrder {
    tests = List.copyOf(tests);
  }

  /** FHIR ServiceRequest.status. */
  public String requestStatus() {
    return state.requestStatus(held);
  }
}
