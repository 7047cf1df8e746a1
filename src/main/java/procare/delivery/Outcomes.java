package procare.delivery;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.event.Outbox;
import procare.partner.Outcome;

/** Writes down how a try to send ended and decides whether and when there is another. */
@Component("deliveryOutcomes")
public class Outcomes {
  /**
   * A wrong key or a missing instance heals when a person mends it; asking more often helps nobody.
   */
  private static final Duration UNTIL_MENDED = Duration.ofSeconds(30);

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final Clock clock;
  private final DeliveryProperties settings;
  private final EndToEndLatency latency;
  private final String conclude = Sql.of("delivery/conclude");
  private final String applyReceipts = Sql.of("delivery/apply-receipts");

  public Outcomes(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Deliveries deliveries,
      Clock clock,
      DeliveryProperties settings,
      EndToEndLatency latency) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.clock = clock;
    this.settings = settings;
    this.latency = latency;
  }

  private record Next(
      String state, String reason, Duration pause, boolean ambiguous, boolean counted) {}

  /**
   * @param took how long the call lasted
   */
  @Transactional
  public void conclude(Attempt attempt, Outcome outcome, Duration took) {
    Instant now = clock.instant();
    Next next = next(attempt, outcome);
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
                .addValue("providerMessageId", outcome.partnerId())
                .addValue("now", at(now)));
    if (rows.isEmpty()) {
      return;
    }
    if (next.counted()) {
      jdbc.update(
          "insert into delivery_attempt (delivery_id, attempt, at, outcome, status, detail, took_ms)"
              + " values (:id, :attempt, :now, :outcome, :status, :detail, :took) on conflict do nothing",
          new MapSqlParameterSource()
              .addValue("id", attempt.deliveryId())
              .addValue("attempt", attempt.number())
              .addValue("now", at(now))
              .addValue("outcome", outcome.kind().name())
              .addValue("status", outcome.status())
              .addValue("detail", outcome.reason())
              .addValue("took", took == null ? null : (int) took.toMillis()));
    }
    Map<String, Object> row = rows.get(0);
    row.put("id", attempt.deliveryId());
    if ("failed".equals(next.state())) {
      outbox.append(deliveries.failed(deliveries.causeOf(row, now), row, next.reason()));
      return;
    }
    if ("sent".equals(next.state())) {
      measure(attempt, (String) row.get("correlation_id"), now);
      applyReceipts(attempt.gateway(), outcome.partnerId());
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

  private Next next(Attempt attempt, Outcome outcome) {
    return switch (outcome.kind()) {
      case ACCEPTED -> new Next("sent", null, Duration.ZERO, false, true);
      case PERMANENT -> new Next("failed", outcome.reason(), Duration.ZERO, false, true);
      case AMBIGUOUS ->
          attempt.urgent()
              ? again(attempt, outcome, true)
              : new Next(
                  "failed",
                  "outcome unknown, not repeated: " + outcome.reason(),
                  Duration.ZERO,
                  true,
                  true);
      case CONFIGURATION ->
          new Next(
              "pending",
              outcome.reason() + "; mend the gateway's settings",
              UNTIL_MENDED,
              false,
              true);
      case CIRCUIT_OPEN ->
          new Next(
              "pending",
              outcome.reason(),
              Backoff.after(1, attempt.urgent(), outcome.retryAfter()),
              false,
              false);
      case THROTTLED, TRANSIENT -> again(attempt, outcome, false);
    };
  }

  private Next again(Attempt attempt, Outcome outcome, boolean ambiguous) {
    if (!attempt.urgent() && attempt.number() >= settings.maxAttempts()) {
      return new Next(
          "failed",
          "gave up after " + attempt.number() + " tries: " + outcome.reason(),
          Duration.ZERO,
          ambiguous,
          true);
    }
    Duration wait = Backoff.after(attempt.number(), attempt.urgent(), outcome.retryAfter());
    return new Next("pending", outcome.reason(), wait, ambiguous, true);
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
   * @param code the gateway's error code of a failed receipt, or null
   */
  @Transactional
  public int receipt(
      String gateway, String providerMessageId, String state, Instant at, Integer code) {
    jdbc.update(
        "insert into delivery_receipt (gateway, provider_message_id, state, at, code) values (:gateway, :id, :state, :at, :code)"
            + " on conflict do nothing",
        new MapSqlParameterSource()
            .addValue("gateway", gateway)
            .addValue("id", providerMessageId)
            .addValue("state", state)
            .addValue("at", at(at))
            .addValue("code", code, java.sql.Types.INTEGER));
    return applyReceipts(gateway, providerMessageId);
  }

  private int applyReceipts(String gateway, String providerMessageId) {
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            applyReceipts, Map.of("gateway", gateway, "providerMessageId", providerMessageId));
    for (Map<String, Object> row : rows) {
      if ("failed".equals(row.get("state"))) {
        outbox.append(
            deliveries.failed(
                deliveries.causeOf(row, clock.instant()), row, "the gateway reported an error"));
      }
    }
    return rows.size();
  }

  /**
   * Lets the rewording's result stand, if the message has not left meanwhile, and sends the message
   * on.
   */
  @Transactional
  public void reworded(UUID deliveryId, String verdict, String text) {
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            "update delivery set reword = :verdict, body = coalesce(:text, body), lease_until = :until"
                + " where id = :id and state = 'pending' and reword = 'WANTED'"
                + " returning id, person_id, patient_id, emergency_id, kind, urgent, dedupe_key, correlation_id, event_id",
            new MapSqlParameterSource()
                .addValue("id", deliveryId)
                .addValue("verdict", verdict)
                .addValue("text", text)
                .addValue("until", at(clock.instant().plusSeconds(20))));
    for (Map<String, Object> row : rows) {
      outbox.append(
          deliveries.event(
              deliveries.causeOf(row, clock.instant()),
              "notify.whatsapp",
              deliveryId,
              (UUID) row.get("patient_id"),
              false));
    }
  }
}
