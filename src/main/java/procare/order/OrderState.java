package procare.order;

/**
 * Where an order stands. The order of the constants is the order of progress: no message ever moves
 * an order to an earlier one ({@link OrderMachine}).
 */
public enum OrderState {
  /** Being written, not asked for yet. */
  DRAFT("draft"),
  /** Asked for; the laboratory has not answered. */
  REQUESTED("active"),
  /** We gave up handing it over; whether the laboratory has it, only its answer would tell. */
  FAILED("unknown"),
  /** The laboratory took it (MSA-1 AA, ORC-1 OK, HTTP 2xx). */
  ACCEPTED("active"),
  /** The laboratory has the specimen. */
  COLLECTED("active"),
  /** We asked to cancel (ORC-1 CA); stays active until the laboratory answers. */
  CANCEL_REQUESTED("active"),
  /** The laboratory goes on with it (ORC-1 UC, UD). */
  COULD_NOT_CANCEL("active"),
  /** Some results came. */
  PARTIALLY_RESULTED("active"),
  /** All results came. */
  RESULTED("completed"),
  /** Given up by us before it left, or by the laboratory (ORC-1 CR, OC, DC). */
  CANCELLED("revoked"),
  /** The laboratory does not do it (ORC-1 UA). */
  REJECTED("revoked");

  private final String requestStatus;

  OrderState(String requestStatus) {
    this.requestStatus = requestStatus;
  }

  /**
   * FHIR ServiceRequest.status (value set request-status), as HL7's v2-to-FHIR map of table 0119
   * gives it for ORC-1.
   *
   * @param held on hold at the laboratory (ORC-1 OH, HR)
   */
  public String requestStatus(boolean held) {
    return held && "active".equals(requestStatus) ? "on-hold" : requestStatus;
  }

  /** Nothing can move it any more. */
  public boolean isFinal() {
    return this == RESULTED || this == CANCELLED || this == REJECTED;
  }
}
