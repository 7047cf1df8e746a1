package procare.consent;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Sql;
import procare.TestDatabase;
import procare.delivery.Attempt;
import procare.delivery.Deliveries;
import procare.delivery.DeliveryProperties;
import procare.delivery.GatewaySpending;
import procare.delivery.Messages;
import procare.event.Event;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** Deliveries on the test database with a clock that stands until it is moved. */
final class Mailbox {
  static final JdbcTemplate JDBC = TestDatabase.jdbc();
  private final Standing clock = new Standing();
  private final TransactionTemplate transaction =
      new TransactionTemplate(TestDatabase.transactions());
  private final Deliveries deliveries;
  final Consents consents;

  Mailbox(Instant now) {
    clock.now = now;
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(JDBC);
    Outbox outbox = new Outbox(named, new RelaySignal());
    ContactProperties contact =
        new ContactProperties(5, Duration.ofMinutes(30), 3500, "21:00", "07:00");
    DeliveryProperties delivery =
        new DeliveryProperties(Duration.ofMinutes(1), Duration.ofHours(2), Duration.ofHours(12), 3);
    consents = new Consents(named, outbox, clock);
    deliveries =
        new Deliveries(
            named,
            outbox,
            clock,
            delivery,
            new ContactRules(named, contact, clock),
            Messages.gateways(),
            new GatewaySpending());
  }

  private static final class Standing extends Clock {
    private volatile Instant now;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  void moveTo(Instant now) {
    clock.now = now;
  }

  Instant now() {
    return clock.now;
  }

  static UUID person(String zone) {
    UUID id = Ids.next();
    JDBC.update("insert into person (id, display_name, zone) values (?, ?, ?)", id, "P" + id, zone);
    return id;
  }

  static UUID patient(String zone) {
    UUID id = person(zone);
    JDBC.update("insert into patient (id) values (?)", id);
    return id;
  }

  static void quiet(UUID person, String from, String to) {
    JDBC.update(
        "update person set quiet_from = ?, quiet_to = ? where id = ?",
        LocalTime.parse(from),
        LocalTime.parse(to),
        person);
  }

  /** Puts a row there as a set-based statement would, without any Java of the hub. */
  UUID put(UUID person, UUID patient, String kind, String template, Instant due, Duration keeps) {
    UUID id = Ids.next();
    JDBC.update(
        "insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language,"
            + " body, approved_body, state, next_attempt_at, send_until, correlation_id, created_at)"
            + " values (?, ?, ?, ?, 'evolution', '915500000000', ?, ?, ?, 'en', ?, 'words', 'pending', ?, ?, ?, ?)",
        id,
        id.toString(),
        person,
        patient,
        kind,
        List.of("EMERGENCY", "ALERT", "FOLLOW_UP").contains(kind),
        template,
        template + "#" + id,
        at(due),
        at(due.plus(keeps)),
        id.toString(),
        at(due));
    return id;
  }

  UUID put(UUID person, String kind, String template) {
    return put(person, person, kind, template, now(), Duration.ofHours(12));
  }

  /** Claims a message like a sender does; null when it is not to go. */
  Attempt claim(UUID id) {
    boolean urgent =
        Boolean.TRUE.equals(
            JDBC.queryForObject("select urgent from delivery where id = ?", Boolean.class, id));
    Event event =
        Event.first(
            "notify.whatsapp", now(), id.toString(), "test", id, null, Map.of("deliveryId", id));
    return transaction.execute(status -> deliveries.claim(urgent ? event.asUrgent() : event));
  }

  /** The gateway took it. */
  void sent(UUID id) {
    JDBC.update(
        "update delivery set state = 'sent', sent_at = ?, lease_until = null where id = ?",
        at(now()),
        id);
  }

  /** What Meta says a moment after it took the message: failed, 131047. */
  void refusedForTheWindow(UUID id) {
    JDBC.update("update delivery set state = 'failed' where id = ?", id);
    new NamedParameterJdbcTemplate(JDBC)
        .update(
            Sql.of("delivery/again-as-template"),
            Map.of("id", id, "now", at(now()), "lease", at(now())));
  }

  /** The person wrote through a gateway. */
  void wrote(UUID person, String gateway, Instant when) {
    JDBC.update(
        "insert into inbound_message (id, gateway, instance, provider_message_id, event, state, person_id, sender, raw, sent_at, received_at, correlation_id)"
            + " values (?, ?, 'i', ?, 'message', 'HANDLED', ?, '915500000000', '', ?, ?, 'c')",
        Ids.next(),
        gateway,
        Ids.next().toString(),
        person,
        at(when),
        at(when));
  }

  void say(UUID person, Category category, boolean in) {
    transaction.executeWithoutResult(
        status ->
            consents.change(
                Event.first("test", now(), "test", "test", person, person, null),
                new Consents.Said(person, category, in, "whatsapp", "STOP", null, null)));
  }

  Map<String, Object> row(UUID id) {
    return JDBC.queryForMap("select * from delivery where id = ?", id);
  }

  String state(UUID id) {
    return (String) row(id).get("state");
  }

  String reason(UUID id) {
    return (String) row(id).get("reason");
  }

  static int counted(UUID person) {
    Integer sum =
        JDBC.queryForObject(
            "select coalesce(sum(sent), 0) from contact_day where person_id = ?",
            Integer.class,
            person);
    return sum == null ? 0 : sum;
  }
}
