package procare.emergency;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** What people say about an emergency. Call with its row locked. */
@Component
class Acknowledgements {
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final FactStore facts;
  private final Announcements announcements;

  Acknowledgements(
      EmergencyStore emergencies, StepStore steps, FactStore facts, Announcements announcements) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.facts = facts;
    this.announcements = announcements;
  }

  /**
   * Somebody takes care: the ladder waits for the outcome. Saying so again, or a second person
   * saying so, moves no time, so that no number of acknowledgements keeps an emergency from the
   * next rung.
   *
   * @param role {@code CAREGIVER}, {@code DOCTOR} or {@code OPERATOR}
   * @param channel {@code REST} or {@code WHATSAPP}
   */
  void acknowledge(
      Story story, Emergency emergency, UUID personId, String role, String channel, String note) {
    switch (emergency.state()) {
      case OPEN, HANDED_OVER -> {
        steps.cancelLadder(emergency);
        steps.mark(emergency, personId, null, "ACKNOWLEDGED");
        steps.schedule(
            emergency, Rung.OUTCOME, story.now().plus(emergency.policy().outcomeWithin()));
        facts.note(emergency, "ACKNOWLEDGEMENT", personId, note, story.now());
        emergencies.acknowledged(emergency.id(), personId, story.now());
        announcements.acknowledged(story, emergency, personId, role, channel, note);
      }
      case ACKNOWLEDGED -> {
        if (!personId.equals(emergency.acknowledgedBy())) {
          steps.mark(emergency, personId, null, "ACKNOWLEDGED");
          facts.note(emergency, "ACKNOWLEDGEMENT", personId, note, story.now());
        }
      }
      case RESOLVED -> throw new IllegalStateException("a resolved emergency needs nobody");
    }
  }

  /** A person closes it and says how it ended. */
  void close(Story story, Emergency emergency, UUID personId, String note) {
    steps.cancelAll(emergency);
    facts.note(emergency, "NOTE", personId, note, story.now());
    emergencies.resolved(emergency.id(), "CLOSED_BY_PERSON", story.now());
    announcements.resolved(story, emergency, "CLOSED_BY_PERSON", null, personId);
  }
}
