package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * reminder. The time in its events is the time that everybody plans by: a node whose clock is wrong
 * neither names shards nor reminds early.
 */
@Component("reminderTick")
public class ReminderTick {
  private static final Logger LOG = LoggerFactory.getLogger(ReminderTick.class);
  static final String SHARD = "care.reminder.shard";
  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final ReminderProperties settings;
  private final Clock clock;
  private final String dueShards = Sql.of("reminder/due-shards");

  ReminderTick(
      NamedParameterJdbcTemplate jdbc, Outbox outbox, ReminderProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @return how many shards have work
   */
  @Transactional
  public int run() {
    Instant now = clock.instant();
    Duration skew = Duration.between(databaseTime(), now);
    if (skew.abs().compareTo(settings.largestSkew()) > 0) {
      LOG.error(
          "The clock of this node is {} from the database's; it plans no reminders until that is put right",
          skew);
      return 0;
    }
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

  private Instant databaseTime() {
    return jdbc.queryForObject("select clock_timestamp()", Map.of(), OffsetDateTime.class)
        .toInstant();
  }
}
