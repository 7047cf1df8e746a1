package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;

/**
 * The clock's part: names the shards with work, on the bus, where all nodes share them. It looks at
 * what is due and not at when it last ran, so a lost turn or a lost event costs time and no
 * reminder.
 */
@Component("reminderTick")
public class ReminderTick {
  static final String SHARD = "care.reminder.shard";
  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final Clock clock;
  private final String dueShards = Sql.of("reminder/due-shards");

  ReminderTick(NamedParameterJdbcTemplate jdbc, Outbox outbox, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * @return how many shards have work
   */
  @Transactional
  public int run() {
    Instant now = clock.instant();
    List<Integer> shards = jdbc.queryForList(dueShards, Map.of("now", at(now)), Integer.class);
    String story = Ids.next().toString();
    outbox.append(
        shards.stream()
            .map(
                shard ->
                    Event.first(
                        SHARD,
                        now,
                        story,
                        "clock",
                        shard,
                        null,
                        Map.of("shard", shard, "until", now.toString())))
            .toList());
    return shards.size();
  }
}
