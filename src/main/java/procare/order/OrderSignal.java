package procare.order;

/** What can be said about an order, by us or by the laboratory. */
public enum OrderSignal {
  /** Us: the order is complete. */
  SUBMIT,
  /** Us: it was taken back before it left. */
  WITHDRAWN,
  /** Us: it could not be handed over. */
  GAVE_UP,
  /** Us: please cancel (ORC-1 CA). */
  CANCEL_ASKED,
  /** Us: the wish to cancel could not be handed over. */
  CANCEL_UNDELIVERED,
  /** Laboratory: taken (MSA-1 AA, ORC-1 OK). */
  ACCEPTED,
  /** Laboratory: not done here (ORC-1 UA). */
  REJECTED,
  /** Laboratory: on hold (ORC-1 OH, HR). */
  HELD,
  /** Laboratory: goes on after a hold (ORC-1 RL, OE). */
  RELEASED,
  /** Laboratory: has the specimen. */
  COLLECTED,
  /** Laboratory: some results, or preliminary ones. */
  PARTIAL,
  /** Laboratory: all results. */
  RESULTED,
  /** Laboratory: cancelled, as asked (ORC-1 CR) or by itself (OC, DC, DR). */
  CANCELLED,
  /** Laboratory: not cancelled (ORC-1 UC, UD). */
  CANCEL_REFUSED,
  /** Laboratory: cannot change it (ORC-1 UX, UH, UR), which the hub never asks for. */
  CHANGE_REFUSED,
  /** Us: an answer that fits no order of its message. */
  ODD
}
