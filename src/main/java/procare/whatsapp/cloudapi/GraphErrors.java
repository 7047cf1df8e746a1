package procare.whatsapp.cloudapi;

import java.time.Duration;
import java.util.Set;
import procare.partner.Outcome.Kind;

/** Meta's error codes and what they mean for us (contracts.md §3). */
final class GraphErrors {
  private static final int WINDOW_CLOSED = 131047;
  private static final int PAIR_LIMIT = 131056;
  private static final Set<Integer> TEMPORARY = Set.of(1, 2, 131000, 131016, 131053);
  private static final Set<Integer> THROTTLED = Set.of(4, 80007, 130429, 131048, 131056, 133016);
  private static final Set<Integer> ACCOUNT = Set.of(0, 10, 190, 368, 131031);

  private GraphErrors() {}

  static Kind kind(int code) {
    if (code == WINDOW_CLOSED) {
      return Kind.WINDOW_CLOSED;
    }
    if (TEMPORARY.contains(code)) {
      return Kind.TRANSIENT;
    }
    if (THROTTLED.contains(code)) {
      return Kind.THROTTLED;
    }
    if (ACCOUNT.contains(code) || code >= 200 && code <= 299) {
      return Kind.CONFIGURATION;
    }
    // 131026 undeliverable, 131049 marketing cap, and defects of ours: 100, 131008, 131009, 132000,
    // 132001.
    return Kind.PERMANENT;
  }

  /** One message in 6 s to the same user; else a moment is enough. */
  static Duration pause(int code) {
    return code == PAIR_LIMIT ? Duration.ofSeconds(6) : Duration.ofSeconds(1);
  }

  static String reason(Kind kind) {
    return switch (kind) {
      case WINDOW_CLOSED -> "the person last wrote more than 24 hours ago";
      case TRANSIENT -> "Meta failed for a moment";
      case THROTTLED -> "Meta asks to slow down";
      case CONFIGURATION -> "Meta refuses the account, token or permission";
      default -> "Meta refuses the message";
    };
  }
}
