package procare.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import procare.partner.Outcome;

/**
 * Where an urgent message goes when its gateway fails: at once to the next gateway when this one is
 * down or has failed it twice, to SMS when all have, and then round again. A number that is not on
 * WhatsApp is on no gateway, so only SMS is left for it.
 */
@Component
class Failover {
  private static final int FAILURES = 2;
  private final Gateways gateways;
  private final SmsFallback sms;

  Failover(Gateways gateways, SmsFallback sms) {
    this.gateways = gateways;
    this.sms = sms;
  }

  /**
   * @param hops that this round then has behind it
   */
  record Hop(String channel, String gateway, Duration pause, int hops) {}

  /**
   * Empty when the message stays where it is: sent, refused for good, or to be tried again here.
   */
  Optional<Hop> from(Attempt attempt, Outcome outcome) {
    if (!attempt.urgent() || outcome.kind() == Outcome.Kind.ACCEPTED) {
      return Optional.empty();
    }
    if (outcome.kind() == Outcome.Kind.PERMANENT) {
      return attempt.sms() ? Optional.empty() : bySms(attempt);
    }
    if (attempt.sms()) {
      Duration pause = Backoff.after(attempt.number(), true, null);
      return Optional.of(new Hop(Attempt.WHATSAPP, gateways.defaultGateway(), pause, 0));
    }
    if (!givesUp(attempt, outcome)) {
      return Optional.empty();
    }
    List<String> others = gateways.after(attempt.gateway(), attempt.address());
    if (attempt.hops() < others.size()) {
      return Optional.of(
          new Hop(Attempt.WHATSAPP, others.get(0), Duration.ZERO, attempt.hops() + 1));
    }
    return bySms(attempt)
        .or(
            () ->
                others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Hop(
                            Attempt.WHATSAPP,
                            others.get(0),
                            Backoff.after(attempt.number(), true, outcome.retryAfter()),
                            0)));
  }

  private Optional<Hop> bySms(Attempt attempt) {
    return sms.possible(attempt)
        ? Optional.of(new Hop(Attempt.SMS, Attempt.SMS, Duration.ZERO, 0))
        : Optional.empty();
  }

  private static boolean givesUp(Attempt attempt, Outcome outcome) {
    return switch (outcome.kind()) {
      case CIRCUIT_OPEN, CONFIGURATION -> true;
      case WINDOW_CLOSED -> attempt.asTemplate() || outcome.status() == null;
      // No answer at all: it is down, or so slow that somebody in danger must not wait again.
      case TRANSIENT, AMBIGUOUS -> outcome.status() == null || attempt.failures() + 1 >= FAILURES;
      default -> attempt.failures() + 1 >= FAILURES;
    };
  }
}
