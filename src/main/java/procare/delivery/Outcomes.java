package procare.delivery;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.delivery.OutcomeRules.Next;
import procare.event.Outbox;
import procare.partner.Outcome;

/** Writes down how a try to send ended, and what becomes of the message. */
@Component("deliveryOutcomes")
public class Outcomes {
  /** Meta: more than 24 hours have passed since the person last wrote. */
  private static final Integer WINDOW_CLOSED = 131047;

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final Clock clock;
  private final OutcomeRules rules;
  private final GatewayPacing pacing;
  private final EndToEndLatency latency;
  private final Failovers failovers;
  private final String conclude = Sql.of("delivery/conclude");
  private final String meet = Sql.of("delivery/meet");
  private final String applyReceipts = Sql.of("delivery/apply-receipts");
  private final String asTemplate = Sql.of("delivery/again-as-template");

  public Outcomes(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Deliveries deliveries,
      Clock clock,
      OutcomeRules rules,
      GatewayPacing pacing,
      EndToEndLatency latency,
      Failovers failovers) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.clock = clock;
    this.rules = rules;
    this.pacing = pacing;
    this.latency = latency;
    this.failovers = failovers;
  }

  /**
   * @param took how long the call lasted
   */
  @Transactional
  public void conclude(Attempt attempt, Outcome outcome, Duration took) {
    Instant now = clock.instant();
    Next next = rules.next(attempt, outcome);
    if (outcome.partnerId() != null) {
      meet(attempt.gateway(), outcome.partnerId());
    }
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            conclude,
            new MapSqlParameterSource()
                .addValue("id", attempt.deliveryId())
                .addValue("attempt", attempt.number())
                .addValue("state", next.state())
                .addValue("reason", next.reason())
                .addValue("ambiguous", next.ambiguous())
                .addValue("uncounted", next.counted() ? 0 : 1)
                .addValue("nextAttemptAt", at(now.plus(next.pause())))
                .addValue("leaseUntil", next.atOnce() ? at(now.plus(Deliveries.ON_THE_BUS)) : null)
                .addValue("channel", next.channel())
                .addValue("gateway", next.gateway())
                .addValue("failures", next.failures())
                .addValue("hops", next.hops())
                .addValue("asTemplate", next.asTemplate())
                .addValue("providerMessageId", outcome.partnerId(), Types.VARCHAR)
                .addValue("tried", attempt.gateway())
                .addValue("outcome", outcome.kind().name())
                .addValue("status", outcome.status(), Types.INTEGER)
                .addValue("detail", outcome.reason(), Types.VARCHAR)
                .addValue("took", took == null ? null : (int) took.toMillis(), Types.INTEGER)
                .addValue("now", at(now)));
    if (rows.isEmpty()) {
      return;
    }
    Map<String, Object> row = rows.get(0);
    row.put("id", attempt.deliveryId());
    failovers.count(attempt, next.channel(), next.gateway());
    if (outcome.kind() == Outcome.Kind.THROTTLED && !attempt.sms()) {
      pacing.slowDown(attempt.gateway(), next.pause());
    }
    if ("failed".equals(next.state())) {
      outbox.append(deliveries.failed(deliveries.causeOf(row, now), row, next.reason()));
    } else if (next.atOnce()) {
      outbox.append(deliveries.notification(deliveries.causeOf(row, now), row, attempt.urgent()));
    } else if ("sent".equals(next.state())) {
      measure(attempt, (String) row.get("correlation_id"), now);
      if ((Boolean) row.get("early")) {
        applyReceipts(attempt.gateway(), outcome.partnerId());
      }
    }
  }

  /**
   * Follow-ups are sent long after their story began; only first answers tell how quick the hub is.
   */
  private void measure(Attempt attempt, String correlationId, Instant now) {
    if (attempt.kind() != Draft.Kind.EMERGENCY && attempt.kind() != Draft.Kind.REPLY) {
      return;
    }
    OffsetDateTime began =
        jdbc.queryForObject(
            "select min(time) from event_log where correlation_id = :id",
            Map.of("id", correlationId),
            OffsetDateTime.class);
    if (began != null) {
      latency.record(attempt.kind().name(), Duration.between(began.toInstant(), now));
    }
  }

  /**
   * A receipt from the gateway, in any order and as often as it likes.
   *
   * @param state {@code sent, delivered, read, played, failed}
   * @return the deliveries that it changed or confirmed; none when it came before the answer to the
   *     send, which will then find it
   */
  @Transactional
  public int receipt(String gateway, String providerMessageId, String state, Instant at) {
    return receipt(gateway, providerMessageId, state, at, null);
  }

  /**
   * The same with the reason of a failure.
   *
   * @param code the gateway's error code of a failed receipt, or null; Meta says 131047 (24-hour
   *     window closed) usually here and not in the answer to the send (contracts.md §0, trap 9)
   */
  @Transactional
  public int receipt(
      String gateway, String providerMessageId, String state, Instant at, Integer code) {
    meet(gateway, providerMessageId);
    jdbc.update(
        "insert into delivery_receipt (gateway, provider_message_id, state, at, code) values (:gateway, :id, :state, :at, :code)"
            + " on conflict do nothing",
        new MapSqlParameterSource()
            .addValue("gateway", gateway)
            .addValue("id", providerMessageId)
            .addValue("state", state)
            .addValue("at", at(at))
            .addValue("code", code, Types.INTEGER));
    return applyReceipts(gateway, providerMessageId);
  }

  /** A statement of its own, so that what comes next sees all that was committed before. */
  private void meet(String gateway, String providerMessageId) {
    jdbc.query(meet, Map.of("gateway", gateway, "providerMessageId", providerMessageId), row -> {});
  }

  private int applyReceipts(String gateway, String providerMessageId) {
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            applyReceipts, Map.of("gateway", gateway, "providerMessageId", providerMessageId));
    for (Map<String, Object> row : rows) {
      if ("failed".equals(row.get("state"))) {
        failedLater(row);
      }
    }
    return rows.size();
  }

  private void failedLater(Map<String, Object> row) {
    Instant now = clock.instant();
    boolean window = Objects.equals(row.get("code"), WINDOW_CLOSED);
    if (window && !(Boolean) row.get("as_template")) {
      jdbc.update(
          asTemplate,
          Map.of(
              "id", row.get("id"), "now", at(now), "lease", at(now.plus(Deliveries.ON_THE_BUS))));
      outbox.append(
          deliveries.notification(deliveries.causeOf(row, now), row, (Boolean) row.get("urgent")));
      return;
    }
    outbox.append(
        deliveries.failed(deliveries.causeOf(row, now), row, "the gateway reported an error"));
  }

  /**
   * Lets the rewording's result stand, if the message has not left meanwhile, and sends the message
   * on.
   */
  @Transactional
  public void reworded(UUID deliveryId, String verdict, String text) {
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            "update delivery set reword = :verdict, body = coalesce(:text, body),"
                + " lease_until = case when kind = 'REPLY' then :until::timestamptz end"
                + " where id = :id and state = 'pending' and reword = 'WANTED'"
                + " returning id, person_id, patient_id, emergency_id, kind, urgent, dedupe_key, correlation_id, event_id, channel",
            new MapSqlParameterSource()
                .addValue("id", deliveryId)
                .addValue("verdict", verdict)
                .addValue("text", text)
                .addValue("until", at(clock.instant().plusSeconds(20))));
    for (Map<String, Object> row : rows) {
      if (Draft.Kind.valueOf((String) row.get("kind")).immediate()) {
        outbox.append(
            deliveries.notification(deliveries.causeOf(row, clock.instant()), row, false));
      }
    }
  }
}
