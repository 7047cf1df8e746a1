package procare.emergency;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.event.Event;
import procare.event.InvalidEventException;

/**
 * Critical laboratory values on the ladder of emergencies: the patient is told, the doctor asked at
 * once, the second doctor when nobody has signed or taken over in time, then the queue that
 * operations watch. Only a signature, or the laboratory taking the value back, ends it. All of a
 * patient's unsigned values are one emergency.
 */
@Component("labAlarms")
@Transactional(propagation = Propagation.MANDATORY)
public class LabAlarms {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private final EmergencyStore emergencies;
  private final StepStore steps;
  private final FactStore facts;
  private final Ladder ladder;
  private final Announcements announcements;
  private final EmergencyProperties settings;
  private final Clock clock;

  LabAlarms(
      EmergencyStore emergencies,
      StepStore steps,
      FactStore facts,
      Ladder ladder,
      Announcements announcements,
      EmergencyProperties settings,
      Clock clock) {
    this.emergencies = emergencies;
    this.steps = steps;
    this.facts = facts;
    this.ladder = ladder;
    this.announcements = announcements;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * {@code lab.critical}: opens the emergency or joins it. One that was signed or taken back in the
   * meantime alarms nobody.
   *
   * @throws InvalidEventException when the event names no critical value of a known patient
   */
  public void onCritical(Event event) {
    UUID patientId = patient(event);
    UUID criticalId = uuid(event, "criticalId");
    if (!facts.unheardCritical(criticalId)) {
      return;
    }
    Story story = Story.of(event, Times.now(clock));
    Optional<Emergency> open = open(patientId);
    Emergency emergency = open.orElseGet(() -> create(story, patientId, signBy(event)));
    facts.joinCritical(criticalId, emergency.id());
    facts.note(emergency, "LAB_CRITICAL", null, criticalId.toString(), story.now());
    if (open.isPresent()) {
      ladder.tellAgain(story, emergency, Rung.DOCTOR);
      return;
    }
    steps.done(emergency, Rung.PATIENT, patientId, "TOLD", story.now());
    announcements.labCritical(story, emergency, criticalId);
    ladder.climb(story, emergency, Rung.DOCTOR, Ladder.AT_ONCE);
  }

  /** {@code lab.critical.closed}: the emergency ends with the last value that waited. */
  public void onClosed(Event event) {
    UUID patientId = patient(event);
    if (facts.unsignedCriticals(patientId) > 0) {
      return;
    }
    String how = event.data().path("how").asText("SIGNED");
    UUID by = event.data().hasNonNull("personId") ? uuid(event, "personId") : null;
    Story story = Story.of(event, Times.now(clock));
    open(patientId)
        .ifPresent(
            emergency -> {
              steps.cancelAll(emergency);
              emergencies.resolved(emergency.id(), how, story.now());
              announcements.resolved(story, emergency, how, null, by);
            });
  }

  private Optional<Emergency> open(UUID patientId) {
    return emergencies.lockUnresolved(patientId).stream()
        .filter(e -> e.kind() == Kind.LAB_CRITICAL)
        .findFirst();
  }

  /** Who takes it over has as long to sign as who was asked first. */
  private Emergency create(Story story, UUID patientId, Instant signBy) {
    Duration left = Duration.between(story.now(), signBy);
    Duration toSign = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    Policy usual = settings.policy();
    Map<Rung, Duration> within = new EnumMap<>(usual.acknowledgeWithin());
    within.put(Rung.DOCTOR, toSign);
    Emergency emergency =
        new Emergency(
            Ids.next(),
            patientId,
            Kind.LAB_CRITICAL,
            "CRITICAL",
            State.OPEN,
            story.now(),
            Rung.PATIENT,
            new Policy(usual.recheckAfter(), usual.rechecks(), within, toSign),
            null,
            null,
            null,
            null,
            story.cause().correlationId());
    if (!emergencies.open(emergency, null)) {
      // Only possible without the patient's lock; the event is delivered again and joins then.
      throw new IllegalStateException("an emergency of this kind was opened at the same moment");
    }
    return emergency;
  }

  private UUID patient(Event event) {
    UUID patientId = event.patientId();
    if (patientId == null || !emergencies.lockPatient(patientId)) {
      throw new InvalidEventException("data.patientId names no patient of this hub");
    }
    return patientId;
  }

  private static Instant signBy(Event event) {
    try {
      return Instant.parse(event.data().path("signBy").asText());
    } catch (DateTimeException e) {
      throw new InvalidEventException("data.signBy must be a time", e);
    }
  }

  private static UUID uuid(Event event, String name) {
    try {
      return UUID.fromString(event.data().path(name).asText());
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException("data." + name + " must be a UUID", e);
    }
  }
}
