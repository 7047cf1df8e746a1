package procare.reminder;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.event.Event;
import procare.event.Outbox;
import procare.reminder.ShardWork.Scope;

/**
 * Turns a shard's due plans into occurrences and events, thousands of rows a statement, in the
 * transaction of the event that named the shard. Killed in the middle, nothing of it has happened
 * and the bus gives the shard to another node.
 */
@Component("reminderPlanner")
public class ReminderPlanner {
  static final int SHARDS = 64;

  /** Rounds in one transaction: each takes every plan one slot further. The clock comes again. */
  private static final int MOST_ROUNDS = 50;

  /** A week of as many reminders a day as a plan may send. */
  private static final int MOST_CANCELLED_ROUNDS = 8 * 96;

  private final ShardWork work;
  private final Outbox outbox;
  private final ReminderProperties settings;
  private final Clock clock;

  ReminderPlanner(ShardWork work, Outbox outbox, ReminderProperties settings, Clock clock) {
    this.work = work;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
  }

  /** {@code care.reminder.shard}: what was due by the time in the event. */
  public void onShard(Event event) {
    int shard = event.data().path("shard").asInt();
    work.lock(shard);
    Instant now = Instant.parse(event.data().path("until").asText());
    Scope due = new Scope(shard, now, now, null, null, null);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Map<Kind, List<UUID>> made = work.round(due);
      if (made == null) {
        return;
      }
      publish(event, now, made);
    }
  }

  /**
   * Notes what becomes due until a time as cancelled, and lets the plans go on after it; in the
   * caller's transaction.
   *
   * @param patient null for all
   * @param kind null for all
   * @return how many
   */
  public int cancel(Instant until, UUID patient, Kind kind, String reason) {
    int cancelled = 0;
    Instant now = clock.instant();
    for (int shard = 0; shard < SHARDS; shard++) {
      work.lock(shard);
      Scope ahead = new Scope(shard, now, until, patient, kind, reason);
      for (int round = 0; round < MOST_CANCELLED_ROUNDS; round++) {
        Map<Kind, List<UUID>> made = work.round(ahead);
        if (made == null) {
          break;
        }
        cancelled += made.values().stream().mapToInt(List::size).sum();
      }
    }
    return cancelled;
  }

  private void publish(Event cause, Instant now, Map<Kind, List<UUID>> made) {
    List<Event> events = new ArrayList<>();
    made.forEach(
        (kind, ids) -> {
          for (int from = 0; from < ids.size(); from += settings.chunk()) {
            List<UUID> chunk = ids.subList(from, Math.min(ids.size(), from + settings.chunk()));
            events.add(
                cause.next(
                    kind.event(),
                    now,
                    "care-coordinator",
                    null,
                    null,
                    Map.of("kind", kind.name(), "occurrenceIds", chunk)));
          }
        });
    outbox.append(events);
  }
}
