package procare.emergency;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Acknowledgements that caregivers and doctors give by answering a message. */
@Component
class CareReplies {
  private final EmergencyStore emergencies;
  private final People people;
  private final Acknowledgements acknowledgements;

  CareReplies(EmergencyStore emergencies, People people, Acknowledgements acknowledgements) {
    this.emergencies = emergencies;
    this.people = people;
    this.acknowledgements = acknowledgements;
  }

  /**
   * Acknowledges every emergency about which this person was asked. Who was not asked, or is no
   * longer linked to the patient, acknowledges nothing.
   *
   * @param about the patient meant, when the reply says so; null or the person itself: all
   */
  void acknowledged(Story story, UUID personId, UUID about) {
    boolean one = about != null && !about.equals(personId);
    for (Emergency emergency : emergencies.lockAsked(personId)) {
      if (!one || about.equals(emergency.patientId())) {
        people.relations(emergency.patientId(), personId).stream()
            .findFirst()
            .ifPresent(
                role ->
                    acknowledgements.acknowledge(
                        story, emergency, personId, role, "WHATSAPP", null));
      }
    }
  }
}
