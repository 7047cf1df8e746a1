package procare.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Climbs the escalation ladder: caregivers → doctor → second doctor → operations. A rung is left
 * when nobody on it acknowledges in time; a rung without people is passed at once; the top is a
 * queue that a person watches. Call with the emergency's row locked.
 */
@Component
class Ladder {
  static final String AT_ONCE = "AT_ONCE";
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final People people;
  private final Announcements announcements;

  Ladder(EmergencyStore emergencies, StepStore steps, People people, Announcements announcements) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.people = people;
    this.announcements = announcements;
  }

  /**
   * Asks the people on a rung, or on the first rung above it that has people, and sets the time for
   * the next one. The emergency is OPEN again, or HANDED_OVER when the top is reached.
   *
   * @param reason for those who are asked: {@code AT_ONCE}, {@code PERSISTENT}, {@code NO_ANSWER},
   *     {@code NO_OUTCOME} or {@code CHANNEL_FAILED}
   */
  void climb(Story story, Emergency emergency, Rung to, String reason) {
    steps.cancelLadder(emergency);
    Rung rung = to;
    while (rung != Rung.OPERATIONS) {
      List<UUID> asked = people.on(rung, emergency.patientId());
      if (!asked.isEmpty()) {
        Instant next = nextRungAt(story, emergency, rung, reason);
        ask(story, emergency, rung, asked, reason, next);
        steps.schedule(emergency, rung.next(), next);
        emergencies.climb(emergency.id(), rung);
        emergencies.state(emergency.id(), State.OPEN);
        return;
      }
      steps.done(emergency, rung, null, "NOBODY", story.now());
      rung = rung.next();
    }
    steps.done(emergency, rung, null, State.HANDED_OVER.name(), story.now());
    emergencies.climb(emergency.id(), rung);
    emergencies.state(emergency.id(), State.HANDED_OVER);
    announcements.escalation(story, emergency, rung, null, reason, null);
  }

  /**
   * Tells the caregivers at once: by climbing to them, or, when they or others were asked before,
   * once more and beside the ladder, which keeps its times.
   */
  void tellCaregivers(Story story, Emergency emergency) {
    if (emergency.state() == State.OPEN && emergency.rung() == Rung.PATIENT) {
      climb(story, emergency, Rung.CAREGIVER, AT_ONCE);
      return;
    }
    List<UUID> asked = people.on(Rung.CAREGIVER, emergency.patientId());
    Instant nextRung = steps.nextRung(emergency).orElse(null);
    ask(story, emergency, Rung.CAREGIVER, asked, AT_ONCE, nextRung);
    if (emergency.rung() == Rung.PATIENT && !asked.isEmpty()) {
      emergencies.climb(emergency.id(), Rung.CAREGIVER);
    }
  }

  /**
   * Tells those who are asked already of something more. Times stay, so that news never put off the
   * next rung; who took it over is asked anew, and a queue is told again.
   */
  void tellAgain(Story story, Emergency emergency, Rung first) {
    switch (emergency.state()) {
      case OPEN -> {
        Instant nextRung = steps.nextRung(emergency).orElse(null);
        List<UUID> asked = people.on(emergency.rung(), emergency.patientId());
        ask(story, emergency, emergency.rung(), asked, AT_ONCE, nextRung);
      }
      case ACKNOWLEDGED -> climb(story, emergency, first, AT_ONCE);
      case HANDED_OVER ->
          announcements.escalation(story, emergency, Rung.OPERATIONS, null, AT_ONCE, null);
      case RESOLVED -> throw new IllegalStateException("nobody is asked about what is over");
    }
  }

  boolean hasCaregivers(Emergency emergency) {
    return !people.on(Rung.CAREGIVER, emergency.patientId()).isEmpty();
  }

  /** Telling somebody at once must not begin the ladder later than the re-check would have. */
  private Instant nextRungAt(Story story, Emergency emergency, Rung rung, String reason) {
    Instant next = story.now().plus(emergency.policy().acknowledgeWithin(rung));
    return AT_ONCE.equals(reason) && emergency.rung() == Rung.PATIENT
        ? Times.earlier(next, steps.nextRecheck(emergency).orElse(null))
        : next;
  }

  private void ask(
      Story story,
      Emergency emergency,
      Rung rung,
      List<UUID> asked,
      String reason,
      Instant acknowledgeBy) {
    for (UUID personId : asked) {
      steps.done(emergency, rung, personId, StepStore.ASKED, story.now());
      announcements.escalation(story, emergency, rung, personId, reason, acknowledgeBy);
    }
  }
}
