package procare.routes;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.quartz.CronExpression;
import org.quartz.CronTrigger;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import procare.HubClock;
import procare.Regularly;

/**
 * Keeps the clocks going when a node's own time is wrong. Quartz asks the system for the time and
 * nothing else: a node that is an hour ahead moves every trigger of the cluster an hour ahead, and
 * when it dies, or its time is put right, nobody would fire for an hour; one that is an hour behind
 * and left alone would wait for an hour. What a turn works on is decided by {@link HubClock}, so
 * that one turn too many is no harm.
 */
@Component
class ClockWatch extends Regularly {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final int EVERY_SECONDS = 10;

  /** A turn that is this late is nobody's. */
  private static final Duration OVERDUE = Duration.ofSeconds(15);

  private final Scheduler scheduler;
  private final HubClock clock;

  ClockWatch(Scheduler scheduler, HubClock clock) {
    super("clock-watch", EVERY_SECONDS);
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /**
   * Brings triggers back into this node's time that have left it.
   *
   * @return how many
   */
  int look() {
    int moved = 0;
    try {
      if (!scheduler.isStarted() || scheduler.isInStandbyMode()) {
        return 0;
      }
      for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
        if (scheduler.getTrigger(key) instanceof CronTrigger trigger
            && scheduler.getTriggerState(key) == TriggerState.NORMAL
            && isLost(trigger)) {
          moved += move(trigger) ? 1 : 0;
        }
      }
    } catch (SchedulerException e) {
      LOG.warn("The clocks could not be looked after: {}", e.getMessage());
    }
    if (moved > 0) {
      LOG.warn("{} clocks were brought back from the time of a node whose clock is wrong", moved);
    }
    return moved;
  }

  private boolean isLost(CronTrigger trigger) {
    Date due = trigger.getNextFireTime();
    Duration ahead = clock.offset();
    return due != null
        && ahead != null
        && isLost(expression(trigger), due.toInstant(), clock.own(), ahead);
  }

  /**
   * Whether a turn stands where no node may reach it in time.
   *
   * @param due when Quartz has the next turn
   * @param own this node's time
   * @param ahead how far that is ahead of the database's
   */
  static boolean isLost(CronExpression turns, Instant due, Instant own, Duration ahead) {
    if (ahead.abs().compareTo(HubClock.TOLERANCE) > 0) {
      // Whoever is right would have had it by now; this node would wait for its own time to come.
      return due.isAfter(own) && due.plus(OVERDUE).isBefore(own.minus(ahead));
    }
    // Another node may be early by as much as is tolerated, and may have had those turns.
    Date last = turns.getNextValidTimeAfter(Date.from(own.plus(HubClock.TOLERANCE)));
    return last != null && due.isAfter(last.toInstant());
  }

  private static CronExpression expression(CronTrigger trigger) {
    try {
      CronExpression expression = new CronExpression(trigger.getCronExpression());
      expression.setTimeZone(trigger.getTimeZone());
      return expression;
    } catch (ParseException e) {
      throw new IllegalStateException("Quartz took it: " + trigger.getCronExpression(), e);
    }
  }

  private boolean move(Trigger trigger) throws SchedulerException {
    Trigger now = trigger.getTriggerBuilder().startAt(Date.from(clock.own())).build();
    return scheduler.rescheduleJob(trigger.getKey(), now) != null;
  }

  @Override
  protected void turn() {
    look();
  }
}
