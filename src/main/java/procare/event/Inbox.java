package procare.event;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Idempotent Receiver (EIP). A claim made in the consumer's own transaction turns the bus's
 * at-least-once delivery into exactly-once effects: a duplicate finds the claim and has none.
 */
@Component
public class Inbox {
  private static final String CLAIM =
      "insert into inbox (consumer, event_id) values (?, ?) on conflict do nothing";
  private final JdbcTemplate jdbc;

  public Inbox(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** True when this consumer sees the event for the first time. */
  public boolean claim(String consumer, UUID eventId) {
    return jdbc.update(CLAIM, consumer, eventId) == 1;
  }
}
