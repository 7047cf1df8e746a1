package procare.delivery;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.consent.ContactRules;
import procare.event.Event;
import procare.event.Outbox;

/**
 * Messages to people as rows with a state: {@code pending → sending → sent → delivered → read}, or
 * {@code failed | expired | suppressed}. Retries live here, not in sleeping threads or broker TTLs.
 */
@Component("deliveries")
public class Deliveries {
  /**
   * The bus may take this long to bring a message to a sender before the clock sends for it again.
   */
  static final Duration ON_THE_BUS = Duration.ofSeconds(20);

  /** A rewording that takes longer is not waited for; the approved text goes. */
  private static final Duration REWORDING = Duration.ofSeconds(6);

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final DeliveryProperties settings;
  private final ContactRules contact;
  private final Gateways gateways;
  private final GatewaySpending spending;
  private final String request = Sql.of("delivery/request");
  private final String claim = Sql.of("delivery/claim");
  private final String due = Sql.of("delivery/due");

  public Deliveries(
      NamedParameterJdbcTemplate jdbc,
      Outbox outbox,
      Clock clock,
      DeliveryProperties settings,
      ContactRules contact,
      Gateways gateways,
      GatewaySpending spending) {
    this.contact = contact;
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
    this.settings = settings;
    this.gateways = gateways;
    this.spending = spending;
  }

  /**
   * Asks for a message, in the caller's transaction; a second request with the same dedupe key
   * changes nothing.
   */
  public void request(Draft draft) {
    Instant now = clock.instant();
    UUID id = Ids.next();
    boolean urgent = draft.kind().urgent();
    boolean reword = draft.reword() && !urgent;
    Instant notBefore =
        draft.notBefore() == null || draft.notBefore().isBefore(now) ? now : draft.notBefore();
    boolean later = notBefore.isAfter(now);
    Duration sendUntil = urgent ? settings.emergencySendUntil() : settings.replySendUntil();
    List<String> state =
        jdbc.queryForList(
            request,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("dedupeKey", draft.dedupeKey())
                .addValue("personId", draft.personId())
                .addValue("patientId", draft.patientId())
                .addValue("emergencyId", draft.emergencyId())
                .addValue("address", draft.address())
                .addValue("kind", draft.kind().name())
                .addValue("urgent", urgent)
                .addValue("template", draft.template())
                .addValue("language", draft.language())
                .addValue("body", draft.body())
                .addValue("reword", reword ? "WANTED" : "NO")
                .addValue("notBefore", at(notBefore))
                .addValue(
                    "leaseUntil",
                    at(
                        notBefore.plus(
                            later ? Duration.ZERO : reword ? REWORDING : onTheBus(draft.kind()))))
                .addValue("sendUntil", at(notBefore.plus(sendUntil)))
                .addValue("eventId", draft.cause().id())
                .addValue("correlationId", draft.cause().correlationId())
                .addValue("defaultGateway", gateways.defaultGateway())
                .addValue("gateways", gateways.names())
                .addValue("buttons", Buttons.json(draft.buttons()))
                .addValue("mediaUrl", draft.mediaUrl())
                .addValue("now", at(now)),
            String.class);
    if (state.isEmpty()) {
      return;
    }
    if ("failed".equals(state.get(0))) {
      outbox.append(
          failed(
              draft.cause(),
              id,
              draft.personId(),
              draft.patientId(),
              draft.emergencyId(),
              draft.kind().name(),
              draft.dedupeKey(),
              "no verified WhatsApp number"));
    } else if (!later && reword) {
      outbox.append(event(draft.cause(), "ai.reword.requested", id, draft.patientId(), false));
    } else if (!later && draft.kind().immediate()) {
      outbox.append(event(draft.cause(), "notify.whatsapp", id, draft.patientId(), urgent));
    }
  }

  /** What is not immediate never travels: the pacer finds it in the table. */
  private static Duration onTheBus(Draft.Kind kind) {
    return kind.immediate() ? ON_THE_BUS : Duration.ZERO;
  }

  /**
   * Takes a message for one try, or returns null when it is not to be sent now (sent already, held,
   * later, stale) or not to this person (consent, quiet hours, the day's limit).
   */
  @Transactional
  public Attempt claim(Event event) {
    UUID id = UUID.fromString(event.data().path("deliveryId").asText());
    if (!event.urgent() && !contact.mayGo(id, gateways.windowed())) {
      return null;
    }
    List<Attempt> attempts =
        jdbc.query(
            claim,
            new MapSqlParameterSource()
                .addValue("id", id)
                .addValue("now", at(clock.instant()))
                .addValue("lease", settings.lease().toSeconds()),
            Attempts.MAPPER);
    if (attempts.isEmpty()) {
      return null;
    }
    if (!GatewayPacing.CAUSE.equals(event.causedBy())) {
      spending.add(attempts.get(0).gateway());
    }
    return attempts.get(0);
  }

  /**
   * Puts everything that is due back on the bus; run by a clock on every node.
   *
   * @return how many rows were looked at; fewer than {@code limit} means nothing is left
   */
  @Transactional
  public int requeueDue(int limit) {
    Instant now = clock.instant();
    List<Map<String, Object>> rows = jdbc.queryForList(due, Map.of("now", at(now), "limit", limit));
    for (Map<String, Object> row : rows) {
      UUID id = (UUID) row.get("id");
      boolean urgent = (Boolean) row.get("urgent");
      Event cause = causeOf(row, now);
      if ((Boolean) row.get("expired")) {
        end(id, "expired", "not sent in time", false);
        outbox.append(failed(cause, row, "expired"));
      } else if ("sending".equals(row.get("state")) && !urgent) {
        end(
            id,
            "failed",
            "outcome unknown: the sender died after the message may have left; not repeated",
            true);
        outbox.append(failed(cause, row, "ambiguous"));
      } else {
        jdbc.update(
            "update delivery set state = 'pending', lease_until = :until, ambiguous = ambiguous or state = 'sending' where id = :id",
            Map.of("id", id, "until", at(now.plus(ON_THE_BUS))));
        outbox.append(notification(cause, row, urgent));
      }
    }
    return rows.size();
  }

  private void end(UUID id, String state, String reason, boolean ambiguous) {
    jdbc.update(
        "update delivery set state = :state, reason = :reason, ambiguous = ambiguous or :ambiguous, lease_until = null where id = :id",
        Map.of("id", id, "state", state, "reason", reason, "ambiguous", ambiguous));
  }

  /**
   * @param row with {@code id, channel, patient_id}
   */
  Event notification(Event cause, Map<String, Object> row, boolean urgent) {
    String type = Attempt.SMS.equals(row.get("channel")) ? "notify.sms" : "notify.whatsapp";
    return event(cause, type, (UUID) row.get("id"), (UUID) row.get("patient_id"), urgent);
  }

  Event event(Event cause, String type, UUID deliveryId, UUID patientId, boolean urgent) {
    Event event =
        cause.next(
            type,
            clock.instant(),
            "delivery",
            deliveryId,
            patientId,
            Map.of("deliveryId", deliveryId));
    return urgent ? event.asUrgent() : event.asOrdinary();
  }

  Event failed(Event cause, Map<String, Object> row, String reason) {
    return failed(
        cause,
        (UUID) row.get("id"),
        (UUID) row.get("person_id"),
        (UUID) row.get("patient_id"),
        (UUID) row.get("emergency_id"),
        (String) row.get("kind"),
        (String) row.get("dedupe_key"),
        reason);
  }

  private Event failed(
      Event cause,
      UUID id,
      UUID personId,
      UUID patientId,
      UUID emergencyId,
      String kind,
      String key,
      String reason) {
    Map<String, Object> data = new HashMap<>();
    data.put("deliveryId", id);
    data.put("personId", personId);
    data.put("kind", kind);
    data.put("reason", reason);
    data.put("dedupeKey", key);
    data.put("emergencyId", emergencyId);
    Event event = cause.next("delivery.failed", clock.instant(), "delivery", id, patientId, data);
    return Draft.Kind.valueOf(kind).urgent() ? event.asUrgent() : event;
  }

  /** Stands for the event that first asked for the row, whose story goes on. */
  Event causeOf(Map<String, Object> row, Instant now) {
    UUID eventId = (UUID) row.get("event_id");
    return new Event(
        eventId == null ? (UUID) row.get("id") : eventId,
        Event.SOURCE,
        "delivery",
        now,
        null,
        (UUID) row.get("patient_id"),
        (String) row.get("correlation_id"),
        null,
        "clock",
        false,
        null);
  }
}
