package procare.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.amqp.AmqpException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Causes;
import procare.Sql;
import procare.event.Event;
import procare.event.Outbox;
import procare.event.RoutingKeys;

/**
 * Sends letters again. An event of ours goes through the outbox in the transaction that marks the
 * letter, so neither happens without the other; everybody who had already handled it ignores it by
 * their inbox, and the one that failed has no claim. Other bytes go back to the queue that they
 * died in, confirmed before the letter is marked: a crash between the two repeats them, and loses
 * none.
 */
@Component
class Replay {
  /**
   * @param events letters that go through the outbox
   * @param raw letters that go back to their queue as bytes
   * @param refused letters that cannot be sent again, with the reason
   */
  record Plan(List<Selected> events, List<Selected> raw, List<Map<String, Object>> refused) {
    List<Selected> replayable() {
      List<Selected> all = new ArrayList<>(events);
      all.addAll(raw);
      return all;
    }
  }

  private final NamedParameterJdbcTemplate jdbc;
  private final Outbox outbox;
  private final QueueResend queues;
  private final String again = Sql.of("operations/outbox-again");

  Replay(NamedParameterJdbcTemplate jdbc, Outbox outbox, QueueResend queues) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.queues = queues;
  }

  Plan plan(List<Selected> letters) {
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Selected letter : letters) {
      if (!letter.isNew()) {
        plan.refused().add(letter.refused("is " + letter.state() + " already"));
      } else if (letter.isLoggedEvent()) {
        plan.events().add(letter);
      } else if (queues.knows(letter.source())) {
        plan.raw().add(letter);
      } else {
        plan.refused()
            .add(
                letter.refused(
                    "is no event in the log and came from no queue of the hub; have it sent again"
                        + " where it came from, then discard it"));
      }
    }
    return plan;
  }

  /**
   * @return the plan as it was carried out; bytes that the broker did not take are refused in it
   */
  Plan carryOut(Plan plan) {
    appendAgain(plan.events());
    if (plan.raw().isEmpty()) {
      return plan;
    }
    try {
      queues.resend(
          plan.raw().stream().map(l -> new QueueResend.Raw(l.source(), l.body())).toList());
      return plan;
    } catch (AmqpException e) {
      List<Map<String, Object>> refused = new ArrayList<>(plan.refused());
      String reason = "the broker did not take it, try again: " + Redaction.text(Causes.root(e));
      plan.raw().forEach(letter -> refused.add(letter.refused(reason)));
      return new Plan(plan.events(), List.of(), refused);
    }
  }

  private void appendAgain(List<Selected> letters) {
    Map<UUID, Event> events = new LinkedHashMap<>();
    letters.forEach(letter -> events.putIfAbsent(letter.eventId(), letter.event()));
    if (events.isEmpty()) {
      return;
    }
    List<Event> all = List.copyOf(events.values());
    jdbc.update(
        again,
        new MapSqlParameterSource()
            .addValue("ids", all.stream().map(e -> e.id().toString()).toArray(String[]::new))
            .addValue("keys", all.stream().map(RoutingKeys::of).toArray(String[]::new))
            .addValue(
                "urgent",
                all.stream().map(e -> Boolean.toString(e.urgent())).toArray(String[]::new)));
    outbox.wakeAfterCommit(all.stream().anyMatch(Event::urgent));
  }
}
