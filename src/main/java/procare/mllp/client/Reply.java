package procare.mllp.client;

/** How one sending ended. */
public sealed interface Reply {
  /**
   * Acknowledged, one way or the other.
   *
   * @param ack its MSA-2 is the message's MSH-10
   */
  record Answered(Ack ack) implements Reply {}

  /** Certainly not sent: no connection. */
  record NotSent(String reason) implements Reply {}

  /** Bytes left and no acknowledgement came: whether the partner has the message, nobody knows. */
  record Unknown(String reason) implements Reply {}
}
