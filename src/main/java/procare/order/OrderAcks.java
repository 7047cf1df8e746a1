package procare.order;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Sql;
import procare.hl7.Message;
import procare.mllp.client.Ack;
import procare.order.OrderDeliveries.Kind;

/**
 * Acknowledgements that nobody waits for: late ones and applications' second answers reach the
 * order that their MSA-2 names; what names none of our messages to this laboratory is kept as
 * foreign and touches nothing.
 */
@Component("orderAcks")
public class OrderAcks {
  private static final Logger LOG = LoggerFactory.getLogger(OrderAcks.class);
  private static final int LONGEST = 200;
  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Orders orders;
  private final OrderOutcomes outcomes;
  private final PartnerBook partners;
  private final Clock clock;
  private final String byControlId = Sql.of("order/by-control-id");
  private final String answer = Sql.of("order/answer");
  private final String store = Sql.of("order/store-ack");

  OrderAcks(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      Orders orders,
      OrderOutcomes outcomes,
      PartnerBook partners,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.orders = orders;
    this.outcomes = outcomes;
    this.partners = partners;
    this.clock = clock;
  }

  private record Sent(UUID id, UUID order, Kind kind, String state) {}

  /** Takes in one acknowledgement, over whatever connection it came. */
  public void acknowledged(String partner, Ack ack) {
    transaction.executeWithoutResult(
        status -> {
          Sent sent = find(partner, ack.controlId()).orElse(null);
          if (sent == null) {
            keep(partner, "FOREIGN", ack, null);
            LOG.warn("{} acknowledged a message that it was never sent", partner);
          } else {
            // Its state may have changed while we waited for the order.
            LabOrder order = orders.lock(sent.order()).orElseThrow();
            answered(partner, order, find(partner, ack.controlId()).orElseThrow(), ack);
          }
        });
  }

  /** Bytes that are no acknowledgement came over a connection for orders. */
  public void unreadable(String partner, int size) {
    LOG.warn("{} answered with what is no HL7 acknowledgement", partner);
    jdbc.update(store, row(partner, "UNREADABLE", null, null, null, size));
  }

  /**
   * An order message of the laboratory's own making: ORL, ORR, or ORM and OML with a status.
   *
   * @return how many of its orders are ours; 0 means that the laboratory must be told so
   */
  public int received(String partner, Message message) {
    List<OrderWord> words = OrderWords.of(message);
    int known = 0;
    for (OrderWord word : words) {
      known += orders.hear(partner, word, message.type()).isPresent() ? 1 : 0;
    }
    return known;
  }

  private void answered(String partner, LabOrder order, Sent sent, Ack ack) {
    boolean waiting =
        List.of("pending", "sending", "failed", "needs-person").contains(sent.state());
    boolean first = waiting || sent.state().equals("committed") && !ack.isCommit();
    keep(
        partner,
        sent.state().equals("committed") ? "APPLICATION" : waiting ? "LATE" : "REPEATED",
        ack,
        sent.id());
    List<OrderWord> words = OrderWords.of(ack.message());
    String source = partner + " " + ack.message().type();
    if (ack.isPositive() || !words.isEmpty()) {
      if (first) {
        settle(partner, sent, ack);
      }
      outcomes.accepted(order, sent.kind(), first && !ack.isCommit(), null, words, source);
    } else if (first && !ack.isError()) {
      // A late no: the next try would be answered the same.
      jdbc.update(
          "update lab_order_delivery set state = 'failed', reason = :reason, answer_code = :code,"
              + " lease_until = null, concluded_at = :now where id = :id",
          Map.of(
              "id", sent.id(),
              "reason", ack.reason(),
              "code", ack.code(),
              "now", at(clock.instant())));
      outcomes.gaveUp(
          order,
          sent.kind(),
          sent.id(),
          new OrderRules.Next("failed", ack.reason(), Duration.ZERO, true, false));
    }
  }

  private void settle(String partner, Sent sent, Ack ack) {
    Instant now = clock.instant();
    Duration within =
        partners.find(partner).map(OrderPartner::applicationWithin).orElse(Duration.ofHours(1));
    jdbc.queryForList(
        answer,
        new MapSqlParameterSource()
            .addValue("id", sent.id())
            .addValue("committed", ack.isCommit())
            .addValue("code", ack.code())
            .addValue("next", at(now.plus(within)))
            .addValue("now", at(now)),
        UUID.class);
  }

  private Optional<Sent> find(String partner, String controlId) {
    return jdbc
        .query(
            byControlId,
            Map.of("partner", partner, "control", controlId),
            (rs, i) ->
                new Sent(
                    rs.getObject("id", UUID.class),
                    rs.getObject("order_id", UUID.class),
                    Kind.valueOf(rs.getString("kind")),
                    rs.getString("state")))
        .stream()
        .findFirst();
  }

  private void keep(String partner, String kind, Ack ack, UUID delivery) {
    jdbc.update(store, row(partner, kind, ack.code(), ack.controlId(), delivery, ack.size()));
  }

  private MapSqlParameterSource row(
      String partner, String kind, String code, String control, UUID delivery, int size) {
    String shown =
        control == null ? null : control.substring(0, Math.min(control.length(), LONGEST));
    return new MapSqlParameterSource()
        .addValue("id", Ids.next())
        .addValue("partner", partner)
        .addValue("kind", kind)
        .addValue("code", code, Types.VARCHAR)
        .addValue("control", shown, Types.VARCHAR)
        .addValue("delivery", delivery)
        .addValue("bytes", size)
        .addValue("now", at(clock.instant()));
  }
}
