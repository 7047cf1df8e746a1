package procare.hl7;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import procare.OwnDatabase;
import procare.event.Outbox;
import procare.event.RelaySignal;

/** The parts that take HL7 messages, put together on a database. */
public final class Hub {
  public static final Instant NOW = Instant.parse("2026-08-15T04:00:12Z");
  public final JdbcTemplate jdbc;
  public final ReceptionSignal signal = new ReceptionSignal();
  public final Hl7Messages messages;
  public final Hl7Receiver receiver;
  public final Hl7Properties settings = new Hl7Properties("PROCAREHUB", "PROCARE", 4, 3, Map.of());
  public final Clock clock;

  public Hub(DataSource database, Clock clock, Hl7Partners... partners) {
    this.jdbc = new JdbcTemplate(database);
    this.clock = clock;
    NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(database);
    messages = new Hl7Messages(named, new Outbox(named, new RelaySignal()), clock, signal);
    receiver = new Hl7Receiver(new Intake(List.of(partners)), messages, settings, clock);
  }

  /** On the tests' database, emptied, with the laboratory and the hospital of the samples. */
  public static Hub empty() {
    Hub hub = new Hub(OwnDatabase.of("hl7"), Clock.fixed(NOW, ZoneOffset.UTC), Samples::known);
    hub.jdbc.execute("truncate hl7_message, hl7_turn, outbox, event_log restart identity cascade");
    return hub;
  }

  public List<String> states() {
    return jdbc.queryForList("select state from hl7_message order by seq", String.class);
  }

  public List<String> events() {
    return jdbc.queryForList(
        "select e.type from outbox o join event_log e on e.id = o.event_id order by o.seq",
        String.class);
  }

  public int count(String table) {
    Integer count = jdbc.queryForObject("select count(*) from " + table, Integer.class);
    return count == null ? 0 : count;
  }
}
