package procare.order;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.TestDatabase;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** A doctor's desk over a real database, without Camel. */
final class OrderDesk {
  static final Instant NOW = Instant.parse("2026-08-14T12:35:00Z");
  final NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(TestDatabase.jdbc());
  final TransactionTemplate transaction = new TransactionTemplate(TestDatabase.transactions());
  final Outbox outbox = new Outbox(jdbc, new RelaySignal());
  final OrderStore store = new OrderStore(jdbc);
  final OrderDeliveries deliveries;
  final Orders orders;
  final UUID patient = Ids.next();
  final UUID doctor = Ids.next();

  OrderDesk() {
    this(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  OrderDesk(Clock clock) {
    deliveries = new OrderDeliveries(jdbc, outbox, clock);
    orders = new Orders(store, deliveries, outbox, clock);
    jdbc.update(
        "insert into person (id, display_name) values (:p, 'Asha Verma'), (:d, 'Dr. Meera Nair')",
        Map.of("p", patient, "d", doctor));
    jdbc.update("insert into patient (id) values (:p)", Map.of("p", patient));
  }

  LabOrder place(String partner, String... loincs) {
    NewOrder wanted =
        new NewOrder(
            patient,
            partner,
            List.of(loincs).stream().map(code -> new NewOrder.Wanted(code, null)).toList(),
            LabOrder.Priority.ROUTINE,
            NOW.plusSeconds(86_400),
            "Fasting sample",
            "E11.9",
            "Type 2 diabetes");
    return in(() -> orders.place(Ids.next(), wanted, doctor, "test"));
  }

  Orders.Heard hear(String partner, String placer, OrderSignal signal) {
    return in(
        () ->
            orders.hear(partner, new OrderWord(placer, null, signal, null), "test").orElseThrow());
  }

  LabOrder now(LabOrder order) {
    return store.find(order.id()).orElseThrow();
  }

  <T> T in(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  long count(String sql, Object... args) {
    return TestDatabase.jdbc().queryForObject(sql, Long.class, args);
  }

  /** Types of the events about an order, in their order. */
  List<String> events(LabOrder order) {
    return TestDatabase.jdbc()
        .queryForList(
            "select type from event_log where subject = ? order by id",
            String.class,
            order.id().toString());
  }
}
