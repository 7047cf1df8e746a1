package procare.emergency;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import procare.event.Event;
import procare.event.InvalidEventException;

/**
 * The agent that watches over danger: opens emergencies, adds what becomes known, ends them when a
 * reading shows recovery. It runs in the transaction that claims the event.
 */
@Component("clinicalMonitor")
@Transactional(propagation = Propagation.MANDATORY)
public class ClinicalMonitor {
  private static final Set<String> ALARMS = Set.of("EMERGENCY", "ALERT");
  private final EmergencyStore emergencies;
  private final Incidents incidents;
  private final CareReplies replies;
  private final Course course;
  private final FactStore facts;
  private final Clock clock;

  ClinicalMonitor(
      EmergencyStore emergencies,
      Incidents incidents,
      CareReplies replies,
      Course course,
      FactStore facts,
      Clock clock) {
    this.emergencies = emergencies;
    this.incidents = incidents;
    this.replies = replies;
    this.course = course;
    this.facts = facts;
    this.clock = clock;
  }

  /**
   * {@code clinical.glucose.check}: a reading that is or may be dangerous, or any reading of a
   * patient with an emergency. It ends what it shows to be over, then opens or joins what it is.
   *
   * @throws InvalidEventException when the event is no reading of a known patient
   */
  public void onGlucoseCheck(Event event) {
    Reading reading = Reading.of(event.data());
    UUID patientId = patient(event);
    Story story = Story.of(event, Times.now(clock));
    if (!reading.backdated()) {
      emergencies.lockUnresolved(patientId).stream()
          .filter(e -> reading.ends(e.kind()) && isNews(e, reading))
          .forEach(e -> course.recovered(story, e, reading));
    }
    Kind.ofSeverity(reading.severity())
        .ifPresent(kind -> incidents.danger(story, patientId, kind, reading));
  }

  /**
   * {@code patient.intent.detected}: a red flag opens an emergency, a caregiver or doctor
   * acknowledges one, a patient says to be fine.
   *
   * @throws InvalidEventException when a red flag names no known patient
   */
  public void onIntent(Event event) {
    JsonNode data = event.data();
    Story story = Story.of(event, Times.now(clock));
    switch (data.path("intent").asText()) {
      case "RED_FLAG" ->
          incidents.redFlag(story, patient(event), data.path("code").asText("UNSPECIFIED"));
      case "ACKNOWLEDGE" -> replies.acknowledged(story, person(data), event.patientId());
      case "SELF_REPORT_OK" -> {
        UUID patientId = patient(event);
        if (patientId.equals(person(data))) {
          incidents.selfReport(story, patientId);
        }
      }
      default -> {
        // NOTE and intents of later versions are none of this agent's business.
      }
    }
  }

  /**
   * {@code delivery.failed}: a rescue text or an alert reached nobody, so the next rung is asked at
   * once. Whether the thanks for an acknowledgement arrive changes nothing.
   */
  public void onDeliveryFailed(Event event) {
    JsonNode data = event.data();
    boolean alarm = ALARMS.contains(data.path("kind").asText());
    if (!alarm || !data.hasNonNull("emergencyId") || !data.hasNonNull("personId")) {
      return;
    }
    Story story = Story.of(event, Times.now(clock));
    emergencies
        .lock(uuid(data, "emergencyId"))
        .ifPresent(emergency -> incidents.unreachable(story, emergency, person(data)));
  }

  /** A good reading counts only when it was measured after the last dangerous one. */
  private boolean isNews(Emergency emergency, Reading reading) {
    Optional<Instant> danger = facts.lastDanger(emergency);
    return danger.isPresent() && reading.recordedAt().isAfter(danger.get());
  }

  private UUID patient(Event event) {
    UUID patientId = event.patientId();
    if (patientId == null || !emergencies.lockPatient(patientId)) {
      throw new InvalidEventException("data.patientId names no patient of this hub");
    }
    return patientId;
  }

  private static UUID person(JsonNode data) {
    return uuid(data, "personId");
  }

  private static UUID uuid(JsonNode data, String name) {
    try {
      return UUID.fromString(data.path(name).asText());
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException("data." + name + " must be a UUID", e);
    }
  }
}
