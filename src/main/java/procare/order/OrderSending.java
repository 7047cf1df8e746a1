package procare.order;

import static procare.Times.at;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Sql;
import procare.event.Event;
import procare.order.OrderPartner.Format;
import procare.order.OrderPartner.Idempotency;
import procare.partner.Outcome;
import procare.partner.PartnerAnswer;

/**
 * One try to hand over an order or a cancellation, call by call. A try ends with the row sent,
 * committed, failed or due later; a second run of the same event changes nothing.
 */
@Component("orderSending")
public class OrderSending {
  /** What does not get in now comes back after so long. */
  private static final Duration BUSY = Duration.ofSeconds(1);

  /** Two calls, and the database between them. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final PartnerBook partners;
  private final PartnerGates gates;
  private final OrderStore store;
  private final OrderSheets sheets;
  private final Hl7OrderWriter hl7;
  private final FhirOrderWriter fhir;
  private final JsonOrderWriter json;
  private final OrderOutcomes outcomes;
  private final String claim = Sql.of("order/claim");
  private final String postpone = Sql.of("order/postpone");

  OrderSending(
      NamedParameterJdbcTemplate jdbc,
      TransactionTemplate transaction,
      Clock clock,
      PartnerBook partners,
      PartnerGates gates,
      OrderStore store,
      OrderSheets sheets,
      Hl7OrderWriter hl7,
      FhirOrderWriter fhir,
      JsonOrderWriter json,
      OrderOutcomes outcomes) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    this.partners = partners;
    this.gates = gates;
    this.store = store;
    this.sheets = sheets;
    this.hl7 = hl7;
    this.fhir = fhir;
    this.json = json;
    this.outcomes = outcomes;
  }

  private record Row(
      UUID order,
      OrderDeliveries.Kind kind,
      String controlId,
      int attempts,
      int uncounted,
      boolean uncertain,
      int errors) {}

  /** {@code lab.order.send, lab.order.resend}: the first call, or done when there is none. */
  public OrderWork begin(Event event) {
    UUID id = UUID.fromString(event.data().path("deliveryId").asText());
    OrderPartner partner =
        jdbc
            .queryForList(
                "select partner from lab_order_delivery where id = :id",
                Map.of("id", id),
                String.class)
            .stream()
            .findFirst()
            .flatMap(partners::find)
            .orElse(null);
    if (partner == null) {
      outcomes.noPartner(id);
      return OrderWork.DONE;
    }
    if (!gates.enter(partner)) {
      jdbc.update(postpone, Map.of("id", id, "next", at(clock.instant().plus(BUSY))));
      return OrderWork.DONE;
    }
    OrderWork work = null;
    try {
      work = claimed(id, partner, OrderDeliveries.RESEND.equals(event.type()));
      return work;
    } finally {
      if (work == null || work.done()) {
        gates.leave(partner);
      }
    }
  }

  private OrderWork claimed(UUID id, OrderPartner partner, boolean again) {
    Instant now = clock.instant();
    OrderWork.Claimed claimed =
        transaction.execute(
            status -> {
              List<Row> rows =
                  jdbc.query(
                      claim,
                      Map.of(
                          "id",
                          id,
                          "now",
                          at(now),
                          "again",
                          again,
                          "lease",
                          partner.answerWithin().multipliedBy(2).plus(SLACK).toSeconds()),
                      (rs, i) ->
                          new Row(
                              rs.getObject("order_id", UUID.class),
                              OrderDeliveries.Kind.valueOf(rs.getString("kind")),
                              rs.getString("control_id"),
                              rs.getInt("attempts"),
                              rs.getInt("uncounted"),
                              rs.getBoolean("uncertain"),
                              rs.getInt("errors")));
              return rows.isEmpty() ? null : held(id, rows.get(0), partner, now);
            });
    if (claimed == null) {
      return OrderWork.DONE;
    }
    return claimed.uncertain() && partner.idempotency() == Idempotency.LOOK_UP
        ? lookUp(claimed)
        : send(claimed);
  }

  private OrderWork.Claimed held(UUID id, Row row, OrderPartner partner, Instant now) {
    LabOrder order = store.find(row.order()).orElseThrow();
    return new OrderWork.Claimed(
        id,
        sheets.sheet(order, row.kind(), partner, row.controlId(), now),
        row.attempts(),
        row.attempts() - row.uncounted(),
        row.errors(),
        row.uncertain(),
        now);
  }

  /** After a call over HTTP: the next one, or done. */
  public OrderWork next(OrderWork work, Outcome outcome, PartnerAnswer answer) {
    boolean asked = work.call().equals("get") && outcome.kind() == Outcome.Kind.ACCEPTED;
    if (asked && LabLookUpAnswers.ABSENT.equals(outcome.text())) {
      return send(work.claimed());
    }
    return ended(
        work,
        () ->
            outcomes.conclude(
                work.claimed(),
                outcome,
                null,
                HttpOrderWords.of(work.claimed().sheet(), outcome, answer)));
  }

  /** After a try over MLLP. */
  public OrderWork acknowledged(OrderWork work, OrderAnswer answer) {
    List<OrderWord> words =
        answer.ack() == null ? List.of() : OrderWords.of(answer.ack().message());
    return ended(
        work, () -> outcomes.conclude(work.claimed(), answer.outcome(), answer.ack(), words));
  }

  private OrderWork ended(OrderWork work, Runnable conclusion) {
    try {
      conclusion.run();
    } finally {
      gates.leave(work.claimed().sheet().partner());
    }
    return OrderWork.DONE;
  }

  private OrderWork send(OrderWork.Claimed claimed) {
    OrderSheet sheet = claimed.sheet();
    OrderPartner partner = sheet.partner();
    try {
      return switch (partner.format()) {
        case HL7_OML, HL7_ORM ->
            new OrderWork("mllp", partner.name(), null, Map.of(), hl7.write(sheet), claimed);
        case FHIR ->
            new OrderWork("post", partner.name(), null, headers(sheet), fhir.write(sheet), claimed);
        case JSON -> {
          String path = sheet.cancels() ? "/" + sheet.order().placer() + "/cancel" : null;
          yield new OrderWork(
              "post", partner.name(), path, headers(sheet), json.write(sheet), claimed);
        }
      };
    } catch (IllegalArgumentException e) {
      outcomes.conclude(
          claimed,
          Outcome.of(Outcome.Kind.PERMANENT, null, "cannot be written: " + e.getMessage()),
          null,
          List.of());
      return OrderWork.DONE;
    }
  }

  private OrderWork lookUp(OrderWork.Claimed claimed) {
    OrderSheet sheet = claimed.sheet();
    OrderPartner partner = sheet.partner();
    Map<String, Object> headers = new HashMap<>();
    String path;
    if (partner.format() == Format.FHIR) {
      path = "/ServiceRequest";
      String[] query = fhir.search(sheet.order()).split("=", 2);
      headers.put(
          "CamelHttpQuery", query[0] + "=" + URLEncoder.encode(query[1], StandardCharsets.UTF_8));
    } else {
      path = partner.lookUp().replace("{placer}", sheet.order().placer());
    }
    return new OrderWork("get", partner.name(), path, headers, null, claimed);
  }

  /** The key is the placer number, the same for each try; a cancellation has its control id. */
  private static Map<String, Object> headers(OrderSheet sheet) {
    OrderPartner partner = sheet.partner();
    Map<String, Object> headers = new HashMap<>();
    if (partner.keyHeader() != null) {
      String key = sheet.cancels() ? sheet.controlId() : sheet.order().placer();
      headers.put(partner.keyHeader(), key);
    }
    return headers;
  }
}
