package procare.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import procare.order.OrderMachine.Verdict;

/** Orders in the database: placed, cancelled, and what laboratories say in whatever order. */
class OrdersTest {
  private final OrderDesk desk = new OrderDesk();

  @Test
  void placesAnOrderOnceWithItsDeliveryAndEvents() {
    LabOrder order = desk.place("apex", "4548-4");
    assertThat(order.state()).isEqualTo(OrderState.REQUESTED);
    assertThat(order.placer()).matches("PC\\d{6,}").hasSizeLessThanOrEqualTo(15);
    assertThat(order.tests()).singleElement().extracting("placer").isEqualTo(order.placer());
    assertThat(desk.events(order)).containsExactly("lab.ordered");
    assertThat(
            desk.count(
                "select count(*) from lab_order_delivery d join event_log e on e.subject = d.id::text"
                    + " and e.type = 'lab.order.send' where d.order_id = ? and d.control_id = ?",
                order.id(),
                order.placer() + "N"))
        .isEqualTo(1);
    assertThat(desk.place("apex", "4548-4").placer()).isNotEqualTo(order.placer());
  }

  @Test
  void knowsWhoseOrderItIsAtThatPartnerOnly() {
    LabOrder order = desk.place("apex", "4548-4", "1558-6");
    assertThat(desk.orders.patientOf("apex", order.placer())).contains(desk.patient);
    assertThat(desk.orders.patientOf("apex", " " + order.placer() + "-2 ")).contains(desk.patient);
    assertThat(desk.orders.patientOf("other", order.placer())).isEmpty();
    assertThat(desk.orders.patientOf("apex", order.placer() + "-3")).isEmpty();
    assertThat(desk.in(() -> desk.orders.resulted("other", order.placer(), "L1"))).isEmpty();
  }

  @Test
  void severalTestsAreResultedWhenNoneIsOpen() {
    LabOrder order = desk.place("apex", "4548-4", "1558-6", "2160-0");
    desk.hear("apex", order.placer(), OrderSignal.ACCEPTED);
    desk.hear("apex", order.placer() + "-1", OrderSignal.RESULTED);
    assertThat(desk.now(order).state()).isEqualTo(OrderState.PARTIALLY_RESULTED);
    desk.hear("apex", order.placer() + "-2", OrderSignal.REJECTED);
    assertThat(desk.now(order).attention()).contains("1558-6");
    assertThat(desk.now(order).state()).isEqualTo(OrderState.PARTIALLY_RESULTED);
    desk.in(() -> desk.orders.resulted("apex", order.placer() + "-3", "L26-1"));
    LabOrder done = desk.now(order);
    assertThat(done.state()).isEqualTo(OrderState.RESULTED);
    assertThat(done.filler()).isEqualTo("L26-1");
    assertThat(done.tests())
        .extracting("outcome")
        .containsExactly("RESULTED", "REFUSED", "RESULTED");
    assertThat(desk.events(order)).containsExactly("lab.ordered", "lab.order.attention");
  }

  @Test
  void anOrderOfWhichNothingIsLeftIsRejectedOrCancelled() {
    LabOrder refused = desk.place("apex", "4548-4", "1558-6");
    desk.hear("apex", refused.placer() + "-1", OrderSignal.REJECTED);
    assertThat(desk.now(refused).state()).isEqualTo(OrderState.REQUESTED);
    desk.hear("apex", refused.placer() + "-2", OrderSignal.REJECTED);
    assertThat(desk.now(refused).state()).isEqualTo(OrderState.REJECTED);
    LabOrder mixed = desk.place("apex", "4548-4", "1558-6");
    desk.hear("apex", mixed.placer() + "-1", OrderSignal.REJECTED);
    desk.hear("apex", mixed.placer() + "-2", OrderSignal.CANCELLED);
    assertThat(desk.now(mixed).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(desk.events(mixed)).contains("lab.order.cancelled");
  }

  @Test
  void cancellingIsAWishOnceTheOrderMayHaveLeft() {
    LabOrder early = desk.place("apex", "4548-4");
    assertThat(desk.in(() -> desk.orders.cancel(early.id(), true)).order().state())
        .isEqualTo(OrderState.CANCELLED);
    assertThat(desk.events(early)).containsExactly("lab.ordered", "lab.order.cancelled");

    LabOrder late = desk.place("apex", "4548-4");
    desk.jdbc
        .getJdbcTemplate()
        .update("update lab_order_delivery set state = 'sent' where order_id = ?", late.id());
    desk.hear("apex", late.placer(), OrderSignal.ACCEPTED);
    LabOrder asked = desk.in(() -> desk.orders.cancel(late.id(), true)).order();
    assertThat(asked.state()).isEqualTo(OrderState.CANCEL_REQUESTED);
    assertThat(asked.requestStatus()).isEqualTo("active");
    assertThat(desk.in(() -> desk.orders.cancel(late.id(), true)).verdict())
        .isEqualTo(Verdict.NOTED);
    assertThat(
            desk.count(
                "select count(*) from lab_order_delivery where order_id = ? and kind = 'CANCEL'",
                late.id()))
        .isEqualTo(1);
    desk.hear("apex", late.placer(), OrderSignal.CANCEL_REFUSED);
    assertThat(desk.now(late).state()).isEqualTo(OrderState.COULD_NOT_CANCEL);
    assertThat(desk.events(late)).containsExactly("lab.ordered", "lab.order.attention");
    desk.hear("apex", late.placer(), OrderSignal.RESULTED);
    assertThat(desk.in(() -> desk.orders.cancel(late.id(), true)).verdict())
        .isEqualTo(Verdict.CONTRADICTS);
  }

  @Test
  void holdsAndCollectionsAreFactsBesideTheState() {
    LabOrder order = desk.place("apex", "4548-4");
    desk.hear("apex", order.placer(), OrderSignal.HELD);
    assertThat(desk.now(order).requestStatus()).isEqualTo("on-hold");
    desk.hear("apex", order.placer(), OrderSignal.COLLECTED);
    desk.hear("apex", order.placer(), OrderSignal.COLLECTED);
    assertThat(desk.now(order).requestStatus()).isEqualTo("active");
    assertThat(desk.now(order).collectedAt()).isEqualTo(OrderDesk.NOW);
    assertThat(desk.events(order)).containsExactly("lab.ordered", "lab.collected");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyOrderOfMessagesLeavesALegalStateAndShowsWhatContradicts(long seed) {
    Random random = new Random(seed);
    LabOrder order =
        desk.place(
            "apex",
            random.nextBoolean() ? new String[] {"4548-4"} : new String[] {"4548-4", "1558-6"});
    List<OrderSignal> signals = new ArrayList<>();
    OrderSignal[] all = OrderSignal.values();
    for (int i = 0; i < 25; i++) {
      OrderSignal signal = all[5 + random.nextInt(all.length - 5)];
      signals.add(signal);
    }
    Collections.shuffle(signals, random);
    OrderState before = OrderState.REQUESTED;
    int contradictions = 0;
    for (OrderSignal signal : signals) {
      String placer = order.tests().get(random.nextInt(order.tests().size())).placer();
      Orders.Heard heard = desk.hear("apex", placer, signal);
      assertThat(heard.order().state()).isGreaterThanOrEqualTo(before);
      if (heard.verdict() == Verdict.CONTRADICTS) {
        contradictions++;
        assertThat(heard.order().state()).isEqualTo(before);
        assertThat(heard.order().attention()).contains(signal.name());
      }
      before = heard.order().state();
    }
    assertThat(desk.count("select count(*) from lab_order_history where order_id = ?", order.id()))
        .isEqualTo(26);
    assertThat(
            desk.count(
                "select count(*) from lab_order_history where order_id = ? and verdict = 'CONTRADICTS'",
                order.id()))
        .isEqualTo(contradictions);
    assertThat(desk.events(order).stream().filter("lab.order.attention"::equals).count())
        .isGreaterThanOrEqualTo(contradictions);
    assertThat(desk.in(() -> desk.orders.seen(order.id())).attention()).isNull();
  }
}
