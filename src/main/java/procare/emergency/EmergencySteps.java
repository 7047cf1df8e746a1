package procare.emergency;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does the steps of emergencies that are due, each in a transaction of its own with everything that
 * follows from it. A killed process leaves its step waiting for the next run, and any number of
 * nodes may run at the same time.
 */
@Component("emergencySteps")
public class EmergencySteps {
  private static final Logger LOG = LoggerFactory.getLogger(EmergencySteps.class);
  private static final int BATCH = 100;
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final Course course;
  private final TransactionTemplate transaction;
  private final Clock clock;

  EmergencySteps(
      EmergencyStore emergencies,
      StepStore steps,
      Course course,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.course = course;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** Does every step that is due now. */
  public void runAll() {
    int done;
    do {
      done = runDue(BATCH);
    } while (done == BATCH);
  }

  /**
   * Does up to {@code limit} due steps, those that are due longest first. A step that fails is left
   * for the next run and holds up no other emergency.
   *
   * @return how many were done
   */
  public int runDue(int limit) {
    Set<UUID> passed = new HashSet<>();
    int done = 0;
    while (done < limit) {
      AtomicReference<UUID> current = new AtomicReference<>();
      try {
        Boolean ran = transaction.execute(status -> runOne(passed, current));
        if (current.get() == null) {
          return done;
        }
        if (Boolean.TRUE.equals(ran)) {
          done++;
        }
      } catch (RuntimeException e) {
        if (current.get() == null) {
          throw e;
        }
        passed.add(current.get());
        LOG.error("A step of emergency {} failed and will be tried again", current.get(), e);
      }
    }
    return done;
  }

  private boolean runOne(Set<UUID> passed, AtomicReference<UUID> current) {
    Instant now = Times.now(clock);
    Optional<UUID> locked = emergencies.lockDue(now, passed);
    if (locked.isEmpty()) {
      return false;
    }
    current.set(locked.get());
    Emergency emergency = emergencies.find(locked.get()).orElseThrow();
    // Read again under the lock: another node may have done or cancelled the step meanwhile.
    Optional<Step> step = steps.due(emergency, now);
    if (step.isEmpty()) {
      passed.add(emergency.id());
      return false;
    }
    course.run(Story.byClock(now), emergency, step.get());
    return true;
  }
}
