package procare.order;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import procare.TestDatabase;
import procare.event.Event;
import procare.operations.DeadLetters;
import procare.partner.GatewayBreakers;
import procare.partner.GatewayBreakersFactory;

/** Everything that hands orders over, over a real database and real sockets, without Camel. */
final class OrderPost implements AutoCloseable {
  final OrderPartner partner;
  final SettableTime clock = new SettableTime(OrderDesk.NOW);
  final OrderDesk desk = new OrderDesk(clock);
  final OrderSending sending;
  final MllpOrders mllp;
  final OrderAcks acks;
  final OrderClock turns;
  final CircuitBreaker breaker;

  OrderPost(OrderPartner partner) {
    this.partner = partner;
    PartnerBook book =
        new PartnerBook(
            List.of(name -> name.equals(partner.name()) ? Optional.of(partner) : Optional.empty()));
    CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    GatewayBreakers breakers = GatewayBreakersFactory.of(registry, desk.transaction, desk.outbox);
    breaker = breakers.of(partner.breaker());
    DeadLetters letters = new DeadLetters(desk.jdbc, TestDatabase.transactions());
    OrderOutcomes outcomes =
        new OrderOutcomes(desk.jdbc, desk.transaction, desk.orders, letters, clock);
    acks = new OrderAcks(desk.jdbc, desk.transaction, desk.orders, outcomes, book, clock);
    mllp = new MllpOrders(breakers, acks, new DefaultSslBundleRegistry());
    turns = new OrderClock(desk.jdbc, desk.outbox, desk.orders, outcomes, book, clock);
    sending =
        new OrderSending(
            desk.jdbc,
            desk.transaction,
            clock,
            book,
            new PartnerGates(),
            desk.store,
            new OrderSheets(desk.jdbc),
            new Hl7OrderWriter(Sheets.SETTINGS),
            new FhirOrderWriter(Sheets.SETTINGS),
            new JsonOrderWriter(),
            outcomes);
  }

  LabOrder place(String... loincs) {
    return desk.place(partner.name(), loincs.length == 0 ? new String[] {"4548-4"} : loincs);
  }

  /** One try of an order's delivery, as the route makes it. */
  void send(LabOrder order, String kind, String type) {
    OrderWork work = sending.begin(event(order, kind, type));
    if (work.call().equals("mllp")) {
      sending.acknowledged(work, mllp.send(work));
    }
  }

  void send(LabOrder order) {
    send(order, "ORDER", OrderDeliveries.SEND);
  }

  /**
   * Tries until nothing of the order is due any more, the clock running ahead; at most so often.
   */
  void untilDone(LabOrder order, int tries) {
    for (int i = 0; i < tries; i++) {
      send(order);
      send(order, "CANCEL", OrderDeliveries.SEND);
      clock.add(java.time.Duration.ofMinutes(15));
      desk.in(turns::requeue);
    }
  }

  private Event event(LabOrder order, String kind, String type) {
    List<UUID> ids =
        desk.jdbc.queryForList(
            "select id from lab_order_delivery where order_id = :o and kind = :k",
            Map.of("o", order.id(), "k", kind),
            UUID.class);
    UUID id = ids.isEmpty() ? new UUID(0, 0) : ids.get(0);
    return OrderDeliveries.event(type, id, desk.patient, "test", clock.instant());
  }

  String delivery(LabOrder order, String kind, String column) {
    return TestDatabase.jdbc()
        .queryForObject(
            "select " + column + "::text from lab_order_delivery where order_id = ? and kind = ?",
            String.class,
            order.id(),
            kind);
  }

  OrderState state(LabOrder order) {
    return desk.now(order).state();
  }

  List<String> acksOf(String... kinds) {
    return desk.jdbc.queryForList(
        "select control_id from lab_order_ack where partner = :p and kind in (:k)",
        Map.of("p", partner.name(), "k", List.of(kinds)),
        String.class);
  }

  long letters(LabOrder order) {
    return desk.count(
        "select count(*) from dead_letter where source = 'out.lab-orders' and convert_from(body, 'UTF8') like '%' || (select id from lab_order_delivery where order_id = ? and kind = 'ORDER') || '%'",
        order.id());
  }

  @Override
  public void close() {
    mllp.destroy();
  }

  /** A clock that tests move. */
  static final class SettableTime extends java.time.Clock {
    private volatile Instant now;

    SettableTime(Instant now) {
      this.now = now;
    }

    void add(java.time.Duration by) {
      now = now.plus(by);
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public java.time.Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
