package procare.lab;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Which of two versions of a result holds: decided by status and time of issue, never by the order
 * in which they arrived (contracts §6).
 */
final class Versions {
  private static final Set<String> UNFINISHED =
      Set.of("registered", "partial", "preliminary", "unknown");

  /** Among versions issued at the same moment, or at moments unknown. */
  private static final Map<String, Integer> RANK =
      Map.of(
          "registered", 0,
          "unknown", 0,
          "partial", 1,
          "preliminary", 1,
          "final", 2,
          "amended", 3,
          "appended", 3,
          "corrected", 3,
          "cancelled", 4,
          "entered-in-error", 5);

  enum Order {
    NEWER,
    OLDER,
    /** Neither status nor time tells them apart; a person must. */
    UNDECIDED
  }

  private Versions() {}

  /** How a version stands to the one that holds. A finished result never becomes unfinished. */
  static Order compare(String status, Instant issued, String heldStatus, Instant heldIssued) {
    boolean finished = !UNFINISHED.contains(status);
    boolean heldFinished = !UNFINISHED.contains(heldStatus);
    if (finished != heldFinished) {
      return finished ? Order.NEWER : Order.OLDER;
    }
    if (issued != null && heldIssued != null && !issued.equals(heldIssued)) {
      return issued.isAfter(heldIssued) ? Order.NEWER : Order.OLDER;
    }
    int rank = rank(status);
    int held = rank(heldStatus);
    return rank == held ? Order.UNDECIDED : rank > held ? Order.NEWER : Order.OLDER;
  }

  /** Whether a version takes back or changes what an earlier one said. */
  static boolean corrects(String status) {
    return rank(status) >= rank("corrected");
  }

  static boolean withdrawn(String status) {
    return rank(status) >= rank("cancelled");
  }

  private static int rank(String status) {
    return RANK.getOrDefault(status, 0);
  }
}
