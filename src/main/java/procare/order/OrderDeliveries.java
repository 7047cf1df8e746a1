package procare.order;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;

/**
 * How orders are handed over, as rows with a state: {@code pending → sending → sent}, or {@code
 * committed} (CA, its answer is still to come), {@code failed | needs-person | withdrawn}. Retries
 * are times in the row.
 */
@Component
class OrderDeliveries {
  static final String SEND = "lab.order.send";

  /** An operator's wish, in a dead letter: also what has failed is sent again. */
  static final String RESEND = "lab.order.resend";

  /** The bus may take this long before the clock sends for it again. */
  static final Duration ON_THE_BUS = Duration.ofSeconds(20);

  /** What is handed over. */
  enum Kind {
    ORDER("N"),
    CANCEL("C");

    private final String letter;

    Kind(String letter) {
      this.letter = letter;
    }
  }

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String request = Sql.of("order/request-delivery");
  private final String withdraw = Sql.of("order/withdraw");

  OrderDeliveries(NamedParameterJdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Has an order or its cancellation sent; a second request changes nothing. */
  void request(LabOrder order, Kind kind) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    int made =
        jdbc.update(
            request,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("order", order.id())
                .addValue("kind", kind.name())
                .addValue("partner", order.partner())
                .addValue("controlId", order.placer() + kind.letter)
                .addValue("leaseUntil", at(now.plus(ON_THE_BUS)))
                .addValue("correlation", order.correlationId())
                .addValue("now", at(now)));
    if (made == 1) {
      outbox.append(event(SEND, id, order.patientId(), order.correlationId(), now));
    }
  }

  /** Takes back what certainly never reached the laboratory. */
  boolean withdraw(UUID order) {
    List<UUID> withdrawn =
        jdbc.queryForList(withdraw, Map.of("order", order, "now", at(clock.instant())), UUID.class);
    return !withdrawn.isEmpty();
  }

  /** Its order never left. */
  void withdrawCancel(UUID order) {
    jdbc.update(
        "update lab_order_delivery set state = 'withdrawn', concluded_at = :now, lease_until = null,"
            + " reason = 'its order never left' where order_id = :order and kind = 'CANCEL' and state = 'pending'",
        Map.of("order", order, "now", at(clock.instant())));
  }

  static Event event(String type, UUID delivery, UUID patient, String correlationId, Instant now) {
    return Event.first(
        type, now, correlationId, "lab", delivery, patient, Map.of("deliveryId", delivery));
  }
}
