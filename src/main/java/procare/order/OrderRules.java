package procare.order;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import procare.mllp.client.Ack;
import procare.order.OrderPartner.Idempotency;
import procare.partner.Outcome;
import procare.partner.Outcome.Kind;

/** What becomes of a delivery after a try. */
final class OrderRules {
  /** A key or certificate must be mended; sooner makes no sense. */
  private static final Duration MENDING = Duration.ofMinutes(5);

  private OrderRules() {}

  /**
   * @param state of the row
   * @param pause until the next try, or until the application's answer is missed
   * @param counted whether the try counts
   * @param uncertain whether this try may have reached the laboratory
   */
  record Next(String state, String reason, Duration pause, boolean counted, boolean uncertain) {
    boolean gaveUp() {
      return state.equals("failed") || state.equals("needs-person");
    }
  }

  /**
   * @param ack or null
   * @param counted tries that count, this one included
   * @param errors tries before this one that were answered AE or CE
   * @param uncertain an earlier try may have reached the laboratory
   */
  static Next next(
      OrderPartner partner, Outcome outcome, Ack ack, int counted, int errors, boolean uncertain) {
    if (outcome.kind() == Kind.ACCEPTED) {
      return ack != null && ack.isCommit()
          ? new Next("committed", null, partner.applicationWithin(), true, false)
          : new Next("sent", null, Duration.ZERO, true, false);
    }
    if (ack != null && !ack.isError()) {
      return end("failed", outcome);
    }
    if (ack != null && errors + 1 >= partner.retry().errorAttempts()) {
      return end("failed", outcome);
    }
    return switch (outcome.kind()) {
      case PERMANENT -> end(isConflict(outcome) ? "needs-person" : "failed", outcome);
      case AMBIGUOUS -> ambiguous(partner, outcome, counted);
      case CIRCUIT_OPEN, POSTPONED ->
          new Next("pending", outcome.reason(), pause(partner, 1, null), false, false);
      case CONFIGURATION -> again(partner, outcome, counted, uncertain, MENDING);
      default -> again(partner, outcome, counted, uncertain, outcome.retryAfter());
    };
  }

  /** A sender died in the middle of a try. */
  static Next died(OrderPartner partner, int counted) {
    return ambiguous(
        partner,
        Outcome.of(Kind.AMBIGUOUS, null, "the sender died while the order may have left"),
        counted);
  }

  private static Next ambiguous(OrderPartner partner, Outcome outcome, int counted) {
    if (partner.idempotency() == Idempotency.NONE) {
      return new Next(
          "needs-person",
          "not repeated, it may be there already: " + outcome.reason(),
          Duration.ZERO,
          true,
          true);
    }
    Next next = again(partner, outcome, counted, true, outcome.retryAfter());
    return new Next(next.state(), next.reason(), next.pause(), true, true);
  }

  private static Next again(
      OrderPartner partner, Outcome outcome, int counted, boolean uncertain, Duration asked) {
    if (counted >= partner.retry().attempts()) {
      String reason = "gave up after " + counted + " tries: " + outcome.reason();
      return new Next(uncertain ? "needs-person" : "failed", reason, Duration.ZERO, true, false);
    }
    return new Next("pending", outcome.reason(), pause(partner, counted, asked), true, false);
  }

  private static Next end(String state, Outcome outcome) {
    return new Next(state, outcome.reason(), Duration.ZERO, true, false);
  }

  /** 409 Conflict and 412 Precondition Failed: several orders fit, or another one is there. */
  private static boolean isConflict(Outcome outcome) {
    return outcome.status() != null && (outcome.status() == 409 || outcome.status() == 412);
  }

  /** Doubled after each try, with jitter; never shorter than what the laboratory asked for. */
  private static Duration pause(OrderPartner partner, int counted, Duration asked) {
    long first = partner.retry().first().toMillis();
    long millis =
        Math.min(partner.retry().longest().toMillis(), first << Math.min(20, counted - 1));
    long jittered = millis * ThreadLocalRandom.current().nextLong(80, 121) / 100;
    return asked != null && asked.toMillis() > jittered ? asked : Duration.ofMillis(jittered);
  }
}
