package procare.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How an emergency goes on when one of its steps is due. Call with its row locked. */
@Component
class Course {
  private static final String NO_ANSWER = "NO_ANSWER";
  private static final String PERSISTENT = "PERSISTENT";
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final FactStore facts;
  private final Ladder ladder;
  private final Announcements announcements;

  Course(
      EmergencyStore emergencies,
      StepStore steps,
      FactStore facts,
      Ladder ladder,
      Announcements announcements) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.facts = facts;
    this.ladder = ladder;
    this.announcements = announcements;
  }

  /**
   * Does a due step with all that follows from it. Before anybody is alarmed the stored readings
   * are asked whether the danger is over, since the event of a good reading may still be on its
   * way.
   */
  void run(Story story, Emergency emergency, Step step) {
    if (emergency.kind() == Kind.LAB_CRITICAL
        && facts.unsignedCriticals(emergency.patientId()) == 0) {
      // The event of the signature may still be on its way.
      steps.finish(step, "SIGNED", story.now());
      steps.cancelAll(emergency);
      emergencies.resolved(emergency.id(), "SIGNED", story.now());
      announcements.resolved(story, emergency, "SIGNED", null, null);
      return;
    }
    Optional<Reading> good = storedRecovery(emergency, story.now());
    if (good.isPresent()) {
      steps.finish(step, "RECOVERED", story.now());
      recovered(story, emergency, good.get());
      return;
    }
    switch (step.rung()) {
      case RECHECK -> recheck(story, emergency, step);
      case OUTCOME -> {
        steps.finish(step, "NO_OUTCOME", story.now());
        ladder.climb(story, emergency, emergency.rung().next(), "NO_OUTCOME");
      }
      default -> {
        steps.finish(step, "DUE", story.now());
        steps.mark(emergency, null, emergency.rung(), "NO_ACKNOWLEDGEMENT");
        ladder.climb(story, emergency, step.rung(), lastOutcome(emergency));
      }
    }
  }

  /** Ends the emergency because a reading shows that the danger is over. */
  void recovered(Story story, Emergency emergency, Reading reading) {
    facts.reading(emergency, reading, false, story.now());
    steps.cancelAll(emergency);
    emergencies.resolved(emergency.id(), "RECOVERED", story.now());
    announcements.resolved(story, emergency, "RECOVERED", reading, null);
  }

  private void recheck(Story story, Emergency emergency, Step step) {
    String outcome = dangerSinceLastRecheck(emergency) ? PERSISTENT : NO_ANSWER;
    steps.finish(step, outcome, story.now());
    Instant again = null;
    if (steps.fruitlessRechecks(emergency) < emergency.policy().rechecks()) {
      again = story.now().plus(emergency.policy().recheckAfter());
      steps.schedule(emergency, Rung.RECHECK, again);
    }
    announcements.persistent(story, emergency, outcome, again);
    if (emergency.state() == State.OPEN && emergency.rung() == Rung.PATIENT) {
      ladder.climb(story, emergency, Rung.CAREGIVER, outcome);
    }
  }

  private boolean dangerSinceLastRecheck(Emergency emergency) {
    Instant since =
        rechecks(emergency).stream()
            .map(Step::doneAt)
            .max(Instant::compareTo)
            .orElse(emergency.openedAt());
    return facts.all(emergency.id()).stream()
        .skip(1)
        .filter(f -> "READING".equals(f.kind()) || "RED_FLAG".equals(f.kind()))
        .anyMatch(f -> !f.at().isBefore(since));
  }

  /** Before the first re-check nobody can say that the patient did not answer it. */
  private String lastOutcome(Emergency emergency) {
    List<Step> done = rechecks(emergency);
    return done.isEmpty() ? Ladder.AT_ONCE : done.get(done.size() - 1).outcome();
  }

  private List<Step> rechecks(Emergency emergency) {
    return steps.all(emergency.id()).stream()
        .filter(s -> s.rung() == Rung.RECHECK)
        .filter(s -> PERSISTENT.equals(s.outcome()) || NO_ANSWER.equals(s.outcome()))
        .toList();
  }

  private Optional<Reading> storedRecovery(Emergency emergency, Instant now) {
    if (emergency.kind() == Kind.RED_FLAG || emergency.kind() == Kind.LAB_CRITICAL) {
      return Optional.empty();
    }
    return facts
        .lastDanger(emergency)
        .flatMap(
            since ->
                facts.storedSince(emergency, since, now).stream()
                    .findFirst()
                    .filter(r -> r.ends(emergency.kind())));
  }
}
