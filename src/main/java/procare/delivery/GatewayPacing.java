package procare.delivery;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.event.Event;

/**
 * The rate of each sending number, shared by all nodes: messages that are not urgent get evenly
 * spaced slots from the number's row in {@code gateway_rate} (GCRA with no burst), as many as its
 * rate permits. Nodes need clocks that agree within a few milliseconds.
 */
@Component("gatewayPacing")
public class GatewayPacing {
  /** Tells a paced message from one that is sent at once. */
  static final String CAUSE = "pacer";

  /** A node that dies with slots in hand holds up their messages no longer than this. */
  private static final Duration LEASE = Duration.ofSeconds(10);

  private static final long SECOND = 1_000_000_000L;

  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final Gateways gateways;
  private final PacingProperties settings;
  private final GatewaySpending spending;
  private final String pace = Sql.of("delivery/pace");
  private final String waiting = Sql.of("delivery/waiting-gateways");
  private final String rehome = Sql.of("delivery/rehome");

  public GatewayPacing(
      NamedParameterJdbcTemplate jdbc,
      Clock clock,
      Gateways gateways,
      PacingProperties settings,
      GatewaySpending spending) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.gateways = gateways;
    this.settings = settings;
    this.spending = spending;
  }

  /** Makes the numbers' rows, and moves what waits for numbers that are switched off. */
  public void prepare() {
    for (String name : gateways.names()) {
      jdbc.update(
          "insert into gateway_rate (gateway) values (:name) on conflict do nothing",
          Map.of("name", name));
    }
    jdbc.update(
        rehome, Map.of("default", gateways.defaultGateway(), "enabled", (Object) gateways.names()));
  }

  /**
   * The numbers for which something is due. Where nobody waits, what was sent at once is forgotten:
   * it took no slot from anybody.
   */
  public List<String> waiting() {
    List<String> names =
        jdbc.queryForList(
            waiting,
            new MapSqlParameterSource()
                .addValue("enabled", gateways.names())
                .addValue("at", at(clock.instant())),
            String.class);
    gateways.gateways().keySet().stream()
        .filter(name -> !names.contains(name))
        .forEach(spending::take);
    return names;
  }

  /**
   * Takes due messages with their slots.
   *
   * @param most how many this node can use now
   * @param part of the permitted rate that this node can keep up with, above 0, at most 1
   * @return oldest slot first; empty when nothing is due or the rate is used up for now
   */
  public List<Slot> take(String gateway, int most, double part) {
    long spent = spending.take(gateway);
    Instant now = clock.instant();
    // What was sent at once used up the number's own slots, which no slow node makes longer.
    double rate = gateways.find(gateway).orElseThrow().rate();
    long whole = interval(rate);
    long interval = interval(rate * part);
    // A slot further away than the next turn must not be lost for a slow number.
    long horizon = Math.max(settings.horizon().toNanos(), 2 * interval);
    try {
      List<Row> rows =
          jdbc.query(
              pace,
              new MapSqlParameterSource()
                  .addValue("gateway", gateway)
                  .addValue("now", nanos(now))
                  .addValue("at", at(now))
                  .addValue("interval", interval)
                  .addValue("spent", spent * whole)
                  .addValue("horizon", horizon)
                  .addValue("most", (long) most)
                  .addValue("lease", at(now.plus(LEASE).plusNanos(horizon)))
                  .addValue("default", gateways.defaultGateway())
                  .addValue("enabled", gateways.names()),
              GatewayPacing::row);
      return slots(rows, interval, settings.tolerance().plusNanos(interval - whole), now);
    } catch (DataAccessException e) {
      spending.giveBack(gateway, spent);
      throw e;
    }
  }

  /** Whether an urgent message or a reply has just taken a slot from those that wait. */
  public boolean overtaken(String gateway) {
    return spending.takeOne(gateway);
  }

  /** A slot that could not be used in time: its message waits for another. */
  public void miss(Slot slot) {
    jdbc.update(
        "update delivery set lease_until = null where id = :id and state = 'pending'",
        Map.of("id", slot.deliveryId()));
  }

  /** The gateway asked to be left alone: nothing that can wait goes before then. */
  void slowDown(String gateway, Duration wait) {
    jdbc.update(
        "update gateway_rate set tat = greatest(tat, :until) where gateway = :gateway",
        Map.of("gateway", gateway, "until", nanos(clock.instant().plus(wait))));
  }

  /** Nanoseconds from one slot to the next. */
  long interval(double rate) {
    return Math.round(SECOND / (rate * settings.share()));
  }

  private record Row(UUID id, UUID patientId, String correlationId, UUID eventId, long firstSlot) {}

  /**
   * @param late how long after its slot a message may leave. A slow node's slots lie further apart
   *     than the number needs: what is too much of them is its messages' to be late in, so a node
   *     that is slow enough always sends.
   */
  private List<Slot> slots(List<Row> rows, long interval, Duration late, Instant now) {
    List<Slot> slots = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Instant at = instant(row.firstSlot() + i * interval);
      slots.add(new Slot(row.id(), event(row, now), at, at.plus(late)));
    }
    return slots;
  }

  /** Goes by no bus and is written nowhere: it only names the row. */
  private static Event event(Row row, Instant now) {
    return new Event(
        row.eventId() == null ? row.id() : row.eventId(),
        Event.SOURCE,
        "notify.whatsapp",
        now,
        row.id().toString(),
        row.patientId(),
        row.correlationId(),
        null,
        CAUSE,
        false,
        procare.Json.tree(Map.of("deliveryId", row.id())));
  }

  private static Row row(ResultSet rs, int index) throws SQLException {
    return new Row(
        rs.getObject("id", UUID.class),
        rs.getObject("patient_id", UUID.class),
        rs.getString("correlation_id"),
        rs.getObject("event_id", UUID.class),
        rs.getLong("base"));
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * SECOND + instant.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }
}
