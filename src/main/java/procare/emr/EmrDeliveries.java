package procare.emr;

import static procare.Times.at;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.emr.fhir.Diagnostics;
import procare.event.Event;
import procare.event.Outbox;
import procare.partner.Outcome;

/**
 * What is to be written to medical records, as rows with a state: {@code pending → sending → sent},
 * or {@code needs-person | failed | discarded | superseded}. Retries live here. A try whose outcome
 * nobody knows is simply repeated, because everything is written conditionally.
 */
@Component("emrDeliveries")
public class EmrDeliveries {
  private static final Duration ON_THE_BUS = Duration.ofSeconds(20);

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final EmrProperties settings;
  private final Clock clock;
  private final String write = Sql.of("emr/write");
  private final String claim = Sql.of("emr/claim");
  private final String conclude = Sql.of("emr/conclude");
  private final String due = Sql.of("emr/due");
  private final String knownOf = Sql.of("emr/known-of");

  EmrDeliveries(
      NamedParameterJdbcTemplate jdbc, Outbox outbox, EmrProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * One thing for one partner.
   *
   * @param sourceId names the thing; of two with the same the later one counts
   * @param version tells two versions of one thing apart; null when there is only one
   */
  record Wanted(
      String partner, DeliveryKind kind, String sourceId, String version, UUID patientId) {
    String dedupeKey() {
      String key = kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + sourceId;
      return version == null ? key : key + ":" + version;
    }
  }

  /** One try. */
  record Attempt(
      UUID id,
      String partner,
      DeliveryKind kind,
      String sourceId,
      UUID patientId,
      int attempts,
      UUID eventId,
      String correlationId) {}

  /** Asks for something to be written, in the caller's transaction; the same again is ignored. */
  void write(Wanted wanted, UUID eventId, String correlationId) {
    Instant now = clock.instant();
    List<UUID> ids =
        jdbc.queryForList(
            write,
            new MapSqlParameterSource()
                .addValue("id", Ids.next())
                .addValue("partner", wanted.partner())
                .addValue("kind", wanted.kind().name())
                .addValue("source", wanted.sourceId())
                .addValue("dedupeKey", wanted.dedupeKey())
                .addValue("patient", wanted.patientId())
                .addValue("event", eventId, Types.OTHER)
                .addValue("correlation", correlationId)
                .addValue("now", at(now))
                .addValue("lease", at(now.plus(ON_THE_BUS))),
            UUID.class);
    ids.forEach(id -> announce(id, wanted.patientId(), eventId, correlationId));
  }

  /** Takes a row for one try; empty when it is not to be tried now. */
  @Transactional
  public Optional<Attempt> claim(Event event) {
    return jdbc
        .query(
            claim,
            Map.of(
                "id", UUID.fromString(event.data().path("deliveryId").asText()),
                "now", at(clock.instant()),
                "lease", settings.lease().toSeconds()),
            (rs, i) ->
                new Attempt(
                    rs.getObject("id", UUID.class),
                    rs.getString("partner"),
                    DeliveryKind.valueOf(rs.getString("kind")),
                    rs.getString("source_id"),
                    rs.getObject("patient_id", UUID.class),
                    rs.getInt("attempts"),
                    rs.getObject("event_id", UUID.class),
                    rs.getString("correlation_id")))
        .stream()
        .findFirst();
  }

  /** Writes down how a try ended and what follows from it. */
  @Transactional
  public void conclude(Attempt attempt, Outcome outcome) {
    Instant now = clock.instant();
    EmrRetries.Next next = EmrRetries.after(outcome, attempt.attempts(), settings.maxAttempts());
    String reason = outcome.reason();
    jdbc.update(
        conclude,
        new MapSqlParameterSource()
            .addValue("id", attempt.id())
            .addValue("claimed", attempt.attempts())
            .addValue("state", next.state())
            .addValue("attempts", next.counts() ? attempt.attempts() : attempt.attempts() - 1)
            .addValue("next", at(now.plus(next.later())))
            .addValue("status", outcome.status(), Types.INTEGER)
            .addValue(
                "reason",
                reason == null ? null : Diagnostics.without(reason, knownOf(attempt.patientId())),
                Types.VARCHAR)
            .addValue("now", at(now)));
  }

  /** There is nothing to write after all. */
  @Transactional
  public void drop(Attempt attempt, String reason) {
    jdbc.update(
        "update emr_delivery set state = 'discarded', reason = :reason, lease_until = null where id = :id",
        Map.of("id", attempt.id(), "reason", reason));
  }

  /**
   * Puts everything that is due back on the bus; run by a clock on every node.
   *
   * @return how many rows
   */
  @Transactional
  public int requeueDue(int limit) {
    Instant now = clock.instant();
    List<Map<String, Object>> rows =
        jdbc.queryForList(
            due, Map.of("now", at(now), "lease", at(now.plus(ON_THE_BUS)), "limit", limit));
    rows.forEach(
        row ->
            announce(
                (UUID) row.get("id"),
                (UUID) row.get("patient_id"),
                (UUID) row.get("event_id"),
                (String) row.get("correlation_id")));
    return rows.size();
  }

  void announce(UUID id, UUID patient, UUID eventId, String correlationId) {
    Map<String, Object> data = new HashMap<>();
    data.put("deliveryId", id);
    Event first =
        Event.first("hub.emr.due", clock.instant(), correlationId, "emr-writer", id, patient, data);
    outbox.append(
        eventId == null
            ? first
            : new Event(
                first.id(),
                first.source(),
                first.type(),
                first.time(),
                first.subject(),
                patient,
                correlationId,
                eventId,
                first.causedBy(),
                false,
                first.data()));
  }

  private List<String> knownOf(UUID patient) {
    return jdbc.queryForList(knownOf, Map.of("patient", patient), String.class);
  }
}
