package procare.delivery;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.partner.Outcome;

/** Decides after a try to send whether there is another, when, and through what. */
@Component
class OutcomeRules {
  /**
   * A wrong key or a missing instance heals when a person mends it; asking more often helps nobody.
   */
  private static final Duration UNTIL_MENDED = Duration.ofSeconds(30);

  private final DeliveryProperties settings;
  private final Failover failover;

  OutcomeRules(DeliveryProperties settings, Failover failover) {
    this.settings = settings;
    this.failover = failover;
  }

  /**
   * What a delivery becomes.
   *
   * @param pause until the next try
   * @param counted whether it was a try at all
   * @param atOnce the next try is put on the bus now and not left to a clock
   */
  record Next(
      String state,
      String reason,
      Duration pause,
      boolean ambiguous,
      boolean counted,
      String channel,
      String gateway,
      int failures,
      int hops,
      boolean asTemplate,
      boolean atOnce) {

    static Next here(
        Attempt a, String state, String reason, Duration pause, boolean ambiguous, int failures) {
      return new Next(
          state,
          reason,
          pause,
          ambiguous,
          true,
          a.channel(),
          a.gateway(),
          failures,
          a.hops(),
          a.asTemplate(),
          false);
    }

    static Next failed(Attempt a, String reason, boolean ambiguous) {
      return here(a, "failed", reason, Duration.ZERO, ambiguous, a.failures());
    }

    Next uncounted() {
      return new Next(
          state,
          reason,
          pause,
          ambiguous,
          false,
          channel,
          gateway,
          failures,
          hops,
          asTemplate,
          atOnce);
    }
  }

  Next next(Attempt attempt, Outcome outcome) {
    boolean ambiguous = outcome.kind() == Outcome.Kind.AMBIGUOUS;
    boolean tried = outcome.kind() != Outcome.Kind.CIRCUIT_OPEN;
    Optional<Failover.Hop> hop = failover.from(attempt, outcome);
    if (hop.isPresent()) {
      Failover.Hop to = hop.get();
      return new Next(
          "pending",
          outcome.reason() + "; goes on to " + to.gateway(),
          to.pause(),
          ambiguous,
          tried,
          to.channel(),
          to.gateway(),
          0,
          to.hops(),
          false,
          to.pause().isZero());
    }
    return switch (outcome.kind()) {
      case ACCEPTED -> Next.here(attempt, "sent", null, Duration.ZERO, false, 0);
      case PERMANENT -> Next.failed(attempt, outcome.reason(), false);
      case AMBIGUOUS ->
          attempt.urgent()
              ? again(attempt, outcome, true)
              : Next.failed(attempt, "outcome unknown, not repeated: " + outcome.reason(), true);
      case CONFIGURATION ->
          Next.here(
              attempt,
              "pending",
              outcome.reason() + "; mend the gateway's settings",
              UNTIL_MENDED,
              false,
              attempt.failures());
      case CIRCUIT_OPEN ->
          Next.here(
                  attempt,
                  "pending",
                  outcome.reason(),
                  Backoff.after(1, attempt.urgent(), outcome.retryAfter()),
                  false,
                  attempt.failures())
              .uncounted();
      case POSTPONED ->
          Next.here(attempt, "pending", null, Duration.ZERO, false, attempt.failures()).uncounted();
      case WINDOW_CLOSED -> windowClosed(attempt, outcome);
      case THROTTLED, TRANSIENT -> again(attempt, outcome, false);
    };
  }

  /** Meta says it of a free text: the same goes as a template at once. */
  private static Next windowClosed(Attempt attempt, Outcome outcome) {
    if (attempt.asTemplate() || outcome.status() == null) {
      return Next.failed(attempt, outcome.reason(), false);
    }
    return new Next(
        "pending",
        outcome.reason() + ": again as a template",
        Duration.ZERO,
        false,
        true,
        attempt.channel(),
        attempt.gateway(),
        attempt.failures(),
        attempt.hops(),
        true,
        true);
  }

  private Next again(Attempt attempt, Outcome outcome, boolean ambiguous) {
    if (!attempt.urgent() && attempt.number() >= settings.maxAttempts()) {
      return Next.failed(
          attempt, "gave up after " + attempt.number() + " tries: " + outcome.reason(), ambiguous);
    }
    int failed = attempt.urgent() ? attempt.failures() + 1 : attempt.number();
    Duration wait = Backoff.after(failed, attempt.urgent(), outcome.retryAfter());
    return Next.here(attempt, "pending", outcome.reason(), wait, ambiguous, attempt.failures() + 1);
  }
}
