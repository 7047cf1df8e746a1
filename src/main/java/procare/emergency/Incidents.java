package procare.emergency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.Ids;

/**
 * Opens emergencies and lets what happens join the one that is open: one per patient and kind. Call
 * with the patient's row locked.
 */
@Component
class Incidents {
  private static final String LEVEL_1 = "LEVEL_1";
  private static final String LEVEL_2 = "LEVEL_2";
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final FactStore facts;
  private final Ladder ladder;
  private final Announcements announcements;
  private final EmergencyProperties settings;

  Incidents(
      EmergencyStore emergencies,
      StepStore steps,
      FactStore facts,
      Ladder ladder,
      Announcements announcements,
      EmergencyProperties settings) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.facts = facts;
    this.ladder = ladder;
    this.announcements = announcements;
    this.settings = settings;
  }

  /** A dangerous reading opens the emergency of its kind or joins it, perhaps making it worse. */
  void danger(Story story, UUID patientId, Kind kind, Reading reading) {
    Optional<Emergency> open = open(patientId, kind);
    Emergency emergency =
        open.orElseGet(
            () -> create(story, patientId, kind, reading.severity(), reading.readingId()));
    facts.reading(emergency, reading, true, story.now());
    boolean worse =
        open.isPresent()
            && !reading.backdated()
            && LEVEL_1.equals(emergency.severity())
            && LEVEL_2.equals(reading.severity());
    if (worse) {
      emergencies.severity(emergency.id(), LEVEL_2);
      emergency = emergency.withSeverity(LEVEL_2);
    }
    boolean alarm =
        worse || open.isEmpty() && !reading.backdated() && Kind.atOnce(kind, reading.severity());
    raise(story, emergency, reading, null, open.isPresent(), alarm);
  }

  /** Words of danger, at whatever glucose value. */
  void redFlag(Story story, UUID patientId, String code) {
    Optional<Emergency> open = open(patientId, Kind.RED_FLAG);
    Emergency emergency =
        open.orElseGet(() -> create(story, patientId, Kind.RED_FLAG, LEVEL_2, null));
    facts.note(emergency, "RED_FLAG", null, code, story.now());
    raise(story, emergency, null, code, open.isPresent(), open.isEmpty());
  }

  private void raise(
      Story story,
      Emergency emergency,
      Reading reading,
      String redFlag,
      boolean appended,
      boolean alarm) {
    if (!appended) {
      steps.done(emergency, Rung.PATIENT, emergency.patientId(), "TOLD", story.now());
    }
    Instant recheckAt = recheck(story, emergency);
    boolean inform = alarm && ladder.hasCaregivers(emergency);
    announcements.detected(story, emergency, reading, redFlag, recheckAt, appended, inform);
    if (alarm) {
      ladder.tellCaregivers(story, emergency);
    }
  }

  /** The waiting re-check keeps its time, so that readings in quick order never put it off. */
  private Instant recheck(Story story, Emergency emergency) {
    return steps
        .nextRecheck(emergency)
        .orElseGet(
            () -> {
              Instant at = story.now().plus(emergency.policy().recheckAfter());
              steps.schedule(emergency, Rung.RECHECK, at);
              return at;
            });
  }

  /**
   * The patient says to be fine but gives no value: not recovered. Once in an emergency this
   * replaces the waiting re-check by a later one; rungs that were asked go on either way.
   */
  void selfReport(Story story, UUID patientId) {
    for (Emergency emergency : emergencies.lockUnresolved(patientId)) {
      if (emergency.kind() == Kind.LAB_CRITICAL) {
        // How somebody feels signs no laboratory value.
        continue;
      }
      boolean first =
          facts.all(emergency.id()).stream().noneMatch(f -> "SELF_REPORT".equals(f.kind()));
      facts.note(emergency, "SELF_REPORT", patientId, null, story.now());
      if (first) {
        steps.finishRechecks(emergency, "SELF_REPORTED", story.now());
        recheck(story, emergency);
      }
      Instant next = steps.nextRecheck(emergency).orElse(null);
      announcements.persistent(story, emergency, "SELF_REPORTED", next);
    }
  }

  /** A failed channel does not use up the time of its rung when nobody else was reached on it. */
  void unreachable(Story story, Emergency emergency, UUID personId) {
    List<Step> asked =
        steps.all(emergency.id()).stream()
            .filter(s -> s.rung() == emergency.rung() && "DONE".equals(s.state()))
            .filter(s -> StepStore.ASKED.equals(s.outcome()) || "TOLD".equals(s.outcome()))
            .toList();
    if (emergency.state() == State.RESOLVED) {
      return;
    }
    steps.mark(emergency, personId, null, "CHANNEL_FAILED");
    boolean concerned = asked.stream().anyMatch(s -> personId.equals(s.personId()));
    boolean reachedAnother = asked.stream().anyMatch(s -> !personId.equals(s.personId()));
    if (emergency.state() == State.OPEN && concerned && !reachedAnother) {
      ladder.climb(story, emergency, emergency.rung().next(), "CHANNEL_FAILED");
    }
  }

  private Optional<Emergency> open(UUID patientId, Kind kind) {
    return emergencies.lockUnresolved(patientId).stream().filter(e -> e.kind() == kind).findFirst();
  }

  private Emergency create(
      Story story, UUID patientId, Kind kind, String severity, UUID readingId) {
    Emergency emergency =
        new Emergency(
            Ids.next(),
            patientId,
            kind,
            severity,
            State.OPEN,
            story.now(),
            Rung.PATIENT,
            settings.policy(),
            null,
            null,
            null,
            null,
            story.cause().correlationId());
    if (!emergencies.open(emergency, readingId)) {
      // Only possible without the patient's lock; the event is delivered again and joins then.
      throw new IllegalStateException("an emergency of this kind was opened at the same moment");
    }
    return emergency;
  }
}
