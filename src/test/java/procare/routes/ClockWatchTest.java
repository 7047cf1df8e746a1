package procare.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import procare.HubClockFactory;
import procare.TestDatabase;

class ClockWatchTest {
  private static final String OFTEN = "0/2 * * * * ?";
  private static final String NIGHTLY = "0 17 3 * * ?";

  /** Times of one day in UTC; ahead is how far this node's clock is ahead of the database's. */
  @ParameterizedTest
  @CsvSource({
    // turns | next | own time | ahead | lost
    "often,   12:00:02, 12:00:00, PT0S,   false",
    "often,   12:00:32, 12:00:00, PT0S,   false", // as far as a tolerated node may have gone
    "often,   12:00:34, 12:00:00, PT0S,   true",
    "often,   13:00:00, 12:00:00, PT0S,   true", // left by a node an hour ahead
    "often,   11:00:00, 12:00:00, PT0S,   false", // a misfire, which Quartz knows
    "nightly, 03:17:00, 03:16:00, PT0S,   false",
    "often,   13:00:02, 13:00:00, PT1H,   false", // the node ahead itself fires in its own time
    "often,   14:00:00, 13:00:00, PT1H,   false",
    "often,   12:00:02, 11:00:00, PT-1H,  false", // another node will have it
    "often,   11:59:50, 11:00:00, PT-1H,  false",
    "often,   11:59:40, 11:00:00, PT-1H,  true", // nobody had it: alone, an hour behind
    "nightly, 03:17:00, 02:18:00, PT-1H,  true",
    "nightly, 03:17:00, 02:17:05, PT-1H,  false",
    "often,   10:59:58, 11:00:00, PT-1H,  false",
  })
  void aTurnIsLostWhereNobodyReachesIt(
      String turns, String due, String own, String ahead, boolean lost) throws Exception {
    CronExpression expression = new CronExpression(turns.equals("often") ? OFTEN : NIGHTLY);
    expression.setTimeZone(TimeZone.getTimeZone("UTC"));
    assertThat(ClockWatch.isLost(expression, at(due), at(own), Duration.parse(ahead)))
        .isEqualTo(lost);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-08-15T" + time + "Z");
  }

  @Test
  void whatALostNodeMovedAheadIsBroughtBack() throws Exception {
    Scheduler scheduler = scheduler();
    try {
      Instant now = Clock.systemUTC().instant();
      schedule(scheduler, "lost", OFTEN, now.plus(Duration.ofHours(1)));
      schedule(scheduler, "well", "0 0 0 1 1 ?", now);
      Date well = next(scheduler, "well");
      ClockWatch watch =
          new ClockWatch(
              scheduler, HubClockFactory.compared(Clock.systemUTC(), TestDatabase::dataSource));
      assertThat(watch.look()).as("a scheduler that stands").isZero();
      scheduler.start();
      assertThat(watch.look()).isEqualTo(1);
      assertThat(next(scheduler, "lost").toInstant()).isBefore(now.plusSeconds(20));
      assertThat(next(scheduler, "well")).isEqualTo(well);
      assertThat(watch.look()).isZero();
    } finally {
      scheduler.shutdown(true);
    }
  }

  private static void schedule(Scheduler scheduler, String name, String cron, Instant from)
      throws SchedulerException {
    scheduler.scheduleJob(
        JobBuilder.newJob(Nothing.class).withIdentity(name).build(),
        TriggerBuilder.newTrigger()
            .withIdentity(name)
            .withSchedule(CronScheduleBuilder.cronSchedule(cron))
            .startAt(Date.from(from))
            .build());
  }

  private static Date next(Scheduler scheduler, String name) throws SchedulerException {
    Trigger trigger = scheduler.getTrigger(TriggerKey.triggerKey(name));
    return trigger.getNextFireTime();
  }

  private static Scheduler scheduler() throws SchedulerException {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "clock-watch-test");
    settings.setProperty("org.quartz.threadPool.threadCount", "1");
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return new StdSchedulerFactory(settings).getScheduler();
  }

  /** Its turns are not what this test is about. */
  public static final class Nothing implements Job {
    @Override
    public void execute(JobExecutionContext context) {}
  }
}
