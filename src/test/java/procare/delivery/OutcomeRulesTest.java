package procare.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.partner.Outcome;

/** Where a message goes after each way in which a try can end. */
class OutcomeRulesTest {
  private static final DeliveryProperties SETTINGS =
      new DeliveryProperties(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(12), 12);

  private static OutcomeRules rules(boolean sms) {
    return new OutcomeRules(SETTINGS, new Failover(Messages.gateways(), attempt -> sms));
  }

  /** Columns: the try, how it ended, then what becomes of the message. */
  @ParameterizedTest
  @CsvSource({
    "evolution, 0, 0, CIRCUIT_OPEN,  ,    false, pending, gowa, 1, true",
    "evolution, 0, 0, TRANSIENT,     ,    false, pending, gowa, 1, true",
    "evolution, 0, 0, CONFIGURATION, 401, false, pending, gowa, 1, true",
    "evolution, 0, 0, TRANSIENT,     503, false, pending, evolution, 0, false",
    "evolution, 1, 0, TRANSIENT,     503, false, pending, gowa, 1, true",
    "evolution, 0, 0, AMBIGUOUS,     ,    false, pending, gowa, 1, true",
    "evolution, 0, 0, AMBIGUOUS,     504, false, pending, evolution, 0, false",
    "evolution, 1, 0, AMBIGUOUS,     504, false, pending, gowa, 1, true",
    "evolution, 1, 0, THROTTLED,     429, false, pending, gowa, 1, true",
    "gowa,      0, 1, CIRCUIT_OPEN,  ,    false, pending, cloudapi, 2, true",
    "cloudapi,  0, 2, CIRCUIT_OPEN,  ,    false, pending, evolution, 0, false",
    "cloudapi,  0, 2, CIRCUIT_OPEN,  ,    true,  pending, sms, 0, true",
    "cloudapi,  0, 0, WINDOW_CLOSED, ,    false, pending, evolution, 1, true",
    "cloudapi,  0, 2, WINDOW_CLOSED, ,    true,  pending, sms, 0, true",
    "evolution, 0, 0, PERMANENT,     400, false, failed,  evolution, 0, false",
    "evolution, 0, 0, PERMANENT,     400, true,  pending, sms, 0, true",
    "sms,       0, 0, TRANSIENT,     503, true,  pending, evolution, 0, false",
    "sms,       0, 0, PERMANENT,     422, true,  failed,  sms, 0, false",
    "evolution, 0, 0, ACCEPTED,      201, true,  sent,    evolution, 0, false"
  })
  void anUrgentMessageFindsItsWay(
      String gateway,
      int failures,
      int hops,
      Outcome.Kind kind,
      Integer status,
      boolean sms,
      String state,
      String next,
      int nextHops,
      boolean atOnce) {
    Attempt attempt =
        Messages.of(
            gateway,
            Messages.PHONE,
            "x",
            Draft.Kind.EMERGENCY,
            List.of(),
            null,
            failures,
            hops,
            false);
    OutcomeRules.Next after = rules(sms).next(attempt, Outcome.of(kind, status, "why"));
    assertThat(after.state()).isEqualTo(state);
    assertThat(after.gateway()).isEqualTo(next);
    assertThat(after.channel()).isEqualTo("sms".equals(next) ? "sms" : "whatsapp");
    assertThat(after.hops()).isEqualTo(nextHops);
    assertThat(after.atOnce()).isEqualTo(atOnce);
    assertThat(after.counted()).isEqualTo(kind != Outcome.Kind.CIRCUIT_OPEN);
    if (!after.gateway().equals(gateway)) {
      assertThat(after.failures()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CIRCUIT_OPEN, , pending",
    "TRANSIENT, , pending",
    "CONFIGURATION, 401, pending",
    "AMBIGUOUS, , failed",
    "PERMANENT, 400, failed",
    "WINDOW_CLOSED, , failed"
  })
  void anOrdinaryMessageStaysWithItsGateway(Outcome.Kind kind, Integer status, String state) {
    Attempt attempt =
        Messages.of(
            "evolution", Messages.PHONE, "x", Draft.Kind.REMINDER, List.of(), null, 5, 0, false);
    OutcomeRules.Next after = rules(true).next(attempt, Outcome.of(kind, status, "why"));
    assertThat(after.state()).isEqualTo(state);
    assertThat(after.gateway()).isEqualTo("evolution");
    assertThat(after.reason()).contains("why");
    assertThat(after.atOnce()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"EMERGENCY", "REMINDER"})
  void whatMetaRefusesForTheWindowGoesOnceMoreAsATemplate(Draft.Kind kind) {
    Outcome closed = Outcome.of(Outcome.Kind.WINDOW_CLOSED, 400, "closed");
    Attempt free = Messages.of("cloudapi", Messages.PHONE, "x", kind, List.of(), null, 0, 2, false);
    OutcomeRules.Next again = rules(false).next(free, closed);
    assertThat(again.asTemplate()).isTrue();
    assertThat(again.atOnce()).isTrue();
    assertThat(again.gateway()).isEqualTo("cloudapi");
    Attempt template =
        Messages.of("cloudapi", Messages.PHONE, "x", kind, List.of(), null, 0, 2, true);
    OutcomeRules.Next after = rules(false).next(template, closed);
    assertThat(after.asTemplate() && after.gateway().equals("cloudapi") && after.atOnce())
        .isFalse();
    assertThat(after.state()).isEqualTo(kind.urgent() ? "pending" : "failed");
  }

  @Test
  void whatMissedItsTurnWasNoTryAndWaitsForTheNext() {
    Attempt attempt =
        Messages.of(
            "evolution", Messages.PHONE, "x", Draft.Kind.REMINDER, List.of(), null, 0, 0, false);
    OutcomeRules.Next after =
        rules(true).next(attempt, Outcome.of(Outcome.Kind.POSTPONED, null, "late"));
    assertThat(after.state()).isEqualTo("pending");
    assertThat(after.counted()).isFalse();
    assertThat(after.pause()).isZero();
  }

  @Test
  void nobodyIsSentWhereTheirAddressMeansNothing() {
    Outcome down = Outcome.of(Outcome.Kind.CIRCUIT_OPEN, null, "open");
    Attempt lid =
        Messages.of("gowa", "2015@lid", "x", Draft.Kind.ALERT, List.of(), null, 0, 0, false);
    assertThat(rules(false).next(lid, down).gateway()).isEqualTo("evolution");
    Attempt bsuid =
        Messages.of(
            "cloudapi", "IN.1349000000000001", "x", Draft.Kind.ALERT, List.of(), null, 0, 0, false);
    assertThat(rules(false).next(bsuid, down).gateway()).isEqualTo("cloudapi");
  }
}
