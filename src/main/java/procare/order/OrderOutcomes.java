package procare.order;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Json;
import procare.Sql;
import procare.event.Event;
import procare.mllp.client.Ack;
import procare.operations.DeadLetter;
import procare.operations.DeadLetters;
import procare.order.OrderDeliveries.Kind;
import procare.order.OrderRules.Next;
import procare.order.OrderWork.Claimed;
import procare.partner.Outcome;

/**
 * Writes down how a try ended, and tells the order. What is given up waits as a dead letter, whose
 * replay sends it again under the same numbers.
 */
@Component
class OrderOutcomes {
  static final String QUEUE = "out.lab-orders";
  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Orders orders;
  private final DeadLetters deadLetters;
  private final Clock clock;
  private final String conclude = Sql.of("order/conclude");

  OrderOutcomes(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      Orders orders,
      DeadLetters deadLetters,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.orders = orders;
    this.deadLetters = deadLetters;
    this.clock = clock;
  }

  /**
   * @param ack or null
   * @param words what the answer says about orders; of another order they count for nothing
   */
  void conclude(Claimed claimed, Outcome outcome, Ack ack, List<OrderWord> words) {
    OrderSheet sheet = claimed.sheet();
    // An application that says what it does with the order has taken the message, whatever MSA-1
    // is.
    boolean told = ack != null && !words.isEmpty();
    Outcome said = told ? Outcome.accepted(outcome.status(), outcome.partnerId()) : outcome;
    Next next =
        OrderRules.next(
            sheet.partner(), said, ack, claimed.counted(), claimed.errors(), claimed.uncertain());
    transaction.executeWithoutResult(
        status -> {
          // The order first, everywhere, so that nobody waits in a circle.
          LabOrder order = orders.lock(sheet.order().id()).orElseThrow();
          if (write(claimed, outcome, ack, next)) {
            tell(order, claimed, said, ack, words, next);
          }
        });
  }

  /** The laboratory's description is gone: nobody knows where to send this. */
  void noPartner(UUID delivery) {
    transaction.executeWithoutResult(
        status ->
            jdbc.update(
                "update lab_order_delivery set next_attempt_at = :next, lease_until = null,"
                    + " reason = 'no laboratory of this name takes orders now' where id = :id and state = 'pending'",
                Map.of("id", delivery, "next", at(clock.instant().plus(Duration.ofMinutes(1))))));
  }

  private boolean write(Claimed claimed, Outcome outcome, Ack ack, Next next) {
    Instant now = clock.instant();
    return !jdbc.queryForList(
            conclude,
            new MapSqlParameterSource()
                .addValue("id", claimed.deliveryId())
                .addValue("attempt", claimed.attempt())
                .addValue("state", next.state())
                .addValue("reason", next.reason(), Types.VARCHAR)
                .addValue("code", ack == null ? null : ack.code(), Types.VARCHAR)
                .addValue("uncertain", next.uncertain())
                .addValue("uncounted", next.counted() ? 0 : 1)
                .addValue("next", at(now.plus(next.pause())))
                .addValue("outcome", outcome.kind().name())
                .addValue("status", outcome.status(), Types.INTEGER)
                .addValue("detail", ack == null ? outcome.reason() : ack.reason(), Types.VARCHAR)
                .addValue("took", (int) Duration.between(claimed.began(), now).toMillis())
                .addValue("now", at(now)),
            UUID.class)
        .isEmpty();
  }

  private void tell(
      LabOrder order, Claimed claimed, Outcome outcome, Ack ack, List<OrderWord> words, Next next) {
    String source = order.partner() + " " + (ack == null ? "HTTP" : ack.message().type());
    if (next.gaveUp()) {
      gaveUp(order, claimed.sheet().kind(), claimed.deliveryId(), next);
    } else if (outcome.kind() == Outcome.Kind.ACCEPTED) {
      boolean judged = ack == null || !ack.isCommit();
      accepted(order, claimed.sheet().kind(), judged, outcome.partnerId(), words, source);
    }
  }

  /**
   * @param judged false for CA: stored there, nothing more
   * @param filler the laboratory's number, or null
   */
  void accepted(
      LabOrder order,
      Kind kind,
      boolean judged,
      String filler,
      List<OrderWord> words,
      String source) {
    LabOrder current = order;
    for (OrderWord word : words) {
      current =
          isAbout(current, word)
              ? orders.hear(current, word, source).order()
              : orders.flag(current, "an answer spoke of another order", source);
    }
    if (words.isEmpty() && judged && kind == Kind.ORDER) {
      orders.hear(
          current,
          new OrderWord(current.placer(), filler, OrderSignal.ACCEPTED, "acknowledged"),
          source);
    }
  }

  private static boolean isAbout(LabOrder order, OrderWord word) {
    return order.placer().equals(word.placer())
        || order.tests().stream().anyMatch(t -> t.placer().equals(word.placer()));
  }

  void gaveUp(LabOrder order, Kind kind, UUID delivery, Next next) {
    OrderSignal signal = kind == Kind.ORDER ? OrderSignal.GAVE_UP : OrderSignal.CANCEL_UNDELIVERED;
    LabOrder after =
        orders
            .hear(order, Orders.word(order, signal, next.reason()), order.partner() + " delivery")
            .order();
    if (kind == Kind.ORDER && after.state() == OrderState.CANCEL_REQUESTED) {
      orders.withdrawIfNeverLeft(after);
    }
    Event again =
        OrderDeliveries.event(
            OrderDeliveries.RESEND,
            delivery,
            order.patientId(),
            order.correlationId(),
            clock.instant());
    deadLetters.store(
        new DeadLetter(
            QUEUE,
            Json.bytes(again.envelope()),
            Map.of(),
            "needs-person".equals(next.state()) ? "LabOrderNeedsPerson" : "LabOrderNotDelivered",
            next.reason(),
            null,
            1));
  }
}
