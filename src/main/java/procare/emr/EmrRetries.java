package procare.emr;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import procare.partner.Outcome;

/** What follows from how a try ended. */
final class EmrRetries {
  private static final Duration FIRST = Duration.ofSeconds(15);
  private static final Duration LAST = Duration.ofHours(1);

  /** A person has to mend a key or an address; once it is mended everything goes by itself. */
  private static final Duration MENDING = Duration.ofMinutes(10);

  /** Nobody there, two versions, several there: the record is not as expected. */
  private static final Set<Integer> FOR_A_PERSON = Set.of(404, 409, 412);

  private EmrRetries() {}

  /**
   * What to do.
   *
   * @param state of the row from now on
   * @param later time before the next try, when the state is {@code pending}
   * @param counts whether the try counts towards the most that are made
   */
  record Next(String state, Duration later, boolean counts) {}

  /**
   * @param attempt the try that just ended, from 1
   * @param most tries after which a person has to look
   */
  static Next after(Outcome outcome, int attempt, int most) {
    return switch (outcome.kind()) {
      case ACCEPTED -> new Next("sent", Duration.ZERO, true);
      case TRANSIENT, AMBIGUOUS ->
          attempt >= most
              ? new Next("needs-person", Duration.ZERO, true)
              : new Next("pending", wait(attempt, outcome.retryAfter()), true);
      case THROTTLED, CIRCUIT_OPEN, POSTPONED ->
          new Next("pending", wait(1, outcome.retryAfter()), false);
      case CONFIGURATION -> new Next("pending", jittered(MENDING), false);
      case PERMANENT, WINDOW_CLOSED ->
          new Next(isForAPerson(outcome) ? "needs-person" : "failed", Duration.ZERO, true);
    };
  }

  private static boolean isForAPerson(Outcome outcome) {
    return outcome.status() != null && FOR_A_PERSON.contains(outcome.status());
  }

  private static Duration wait(int attempt, Duration asked) {
    Duration own = FIRST.multipliedBy(1L << Math.min(10, attempt - 1));
    Duration wait = jittered(own.compareTo(LAST) > 0 ? LAST : own);
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }

  private static Duration jittered(Duration wait) {
    return wait.multipliedBy(ThreadLocalRandom.current().nextLong(90, 111)).dividedBy(100);
  }
}
