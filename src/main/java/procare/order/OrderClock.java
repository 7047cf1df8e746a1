package procare.order;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.order.OrderDeliveries.Kind;
import procare.order.OrderRules.Next;

/** Puts deliveries back on the bus whose time has come, and misses answers that never came. */
@Component("orderClock")
public class OrderClock {
  private static final int TURN = 200;
  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Orders orders;
  private final OrderOutcomes outcomes;
  private final PartnerBook partners;
  private final Clock clock;
  private final String due = Sql.of("order/due");

  OrderClock(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Orders orders,
      OrderOutcomes outcomes,
      PartnerBook partners,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.orders = orders;
    this.outcomes = outcomes;
    this.partners = partners;
    this.clock = clock;
  }

  /**
   * One turn, on any node.
   *
   * @return how many rows were due
   */
  @Transactional
  public int requeue() {
    Instant now = clock.instant();
    List<Map<String, Object>> rows = jdbc.queryForList(due, Map.of("now", at(now), "limit", TURN));
    List<Event> events = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Next next = next(row);
      set((UUID) row.get("id"), next, now);
      if (next.gaveUp()) {
        LabOrder order = orders.lock((UUID) row.get("order_id")).orElseThrow();
        outcomes.gaveUp(order, Kind.valueOf((String) row.get("kind")), (UUID) row.get("id"), next);
      } else {
        events.add(
            OrderDeliveries.event(
                OrderDeliveries.SEND,
                (UUID) row.get("id"),
                (UUID) row.get("patient_id"),
                (String) row.get("correlation_id"),
                now));
      }
    }
    outbox.append(events);
    return rows.size();
  }

  private Next next(Map<String, Object> row) {
    OrderPartner partner = partners.find((String) row.get("partner")).orElse(null);
    if ("committed".equals(row.get("state"))) {
      return new Next(
          "needs-person",
          "committed with CA, but its application never answered",
          Duration.ZERO,
          true,
          true);
    }
    if ("sending".equals(row.get("state")) && partner != null) {
      Next died = OrderRules.died(partner, (Integer) row.get("attempts"));
      // It was late already: a look-up or the same numbers make the repeat safe, so it goes at
      // once.
      return died.gaveUp() ? died : new Next("pending", died.reason(), Duration.ZERO, true, true);
    }
    return new Next("pending", null, Duration.ZERO, true, false);
  }

  private void set(UUID id, Next next, Instant now) {
    boolean pending = "pending".equals(next.state());
    jdbc.update(
        "update lab_order_delivery set state = :state, reason = coalesce(:reason, reason),"
            + " uncertain = uncertain or :uncertain, lease_until = :lease,"
            + " concluded_at = :concluded where id = :id",
        new MapSqlParameterSource()
            .addValue("id", id)
            .addValue("state", next.state())
            .addValue("reason", next.reason(), Types.VARCHAR)
            .addValue("uncertain", next.uncertain())
            .addValue(
                "lease",
                pending ? at(now.plus(OrderDeliveries.ON_THE_BUS)) : null,
                Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("concluded", pending ? null : at(now), Types.TIMESTAMP_WITH_TIMEZONE));
  }
}
