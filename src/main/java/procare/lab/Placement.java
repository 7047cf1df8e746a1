package procare.lab;

import java.util.UUID;

/** Whose report it is, or why nobody can say. */
sealed interface Placement {
  record Matched(UUID patientId) implements Placement {}

  /**
   * @param candidate who it may be, or null
   * @param detail for the person who decides; holds no name
   */
  record Doubtful(Kind kind, UUID candidate, String detail) implements Placement {}

  /** Kinds of reviews that hold a whole report back. */
  enum Kind {
    UNMATCHED,
    CONTRADICTION,
    OTHER_PATIENT,
    NO_ORDER_NUMBER
  }
}
