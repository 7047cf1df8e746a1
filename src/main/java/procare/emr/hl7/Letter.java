package procare.emr.hl7;

import java.time.Instant;
import java.time.ZoneId;
import procare.emr.PersonIdentifier;
import procare.emr.fhir.Resources.Person;

/**
 * What every message to a record has: from whom, to whom, about whom, when.
 *
 * @param application MSH-5
 * @param facility MSH-6
 * @param zone that times are written in
 * @param controlId MSH-10
 * @param at when it is made
 * @param patient as the partner knows the patient
 * @param person what it told about them, parts may be null
 */
public record Letter(
    String application,
    String facility,
    ZoneId zone,
    String controlId,
    Instant at,
    PersonIdentifier patient,
    Person person) {

  Er7 begin(String type) {
    return new Er7(zone).header(new Er7.Header(application, facility, type, controlId, at));
  }

  Er7 pid(Er7 message) {
    Er7.Segment pid = message.segment("PID").raw(1, "1");
    pid.raw(3, Er7.join(patient.value(), null, null, patient.assigner(), "MR"));
    pid.raw(5, Er7.join(person.family(), person.given(), null, null, null, null, "L"));
    if (person.family() == null && person.given() == null) {
      pid.raw(5, "");
    }
    pid.raw(7, person.birthDate() == null ? "" : person.birthDate().toString().replace("-", ""));
    pid.text(8, person.sex());
    return message.add(pid);
  }
}
