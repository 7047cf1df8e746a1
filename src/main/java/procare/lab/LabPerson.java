package procare.lab;

import java.time.LocalDate;
import java.util.List;

/**
 * Whom a report is about, as the sender knows them; who that is here is decided later.
 *
 * @param identifiers all of them, in the sender's order; may be empty
 * @param family family name, or null
 * @param given given names, or null
 * @param birthDate or null
 * @param sex HL7 table 0001 letter or FHIR gender, or null
 * @param phone in the sender's spelling, or null
 */
public record LabPerson(
    List<LabIdentifier> identifiers,
    String family,
    String given,
    LocalDate birthDate,
    String sex,
    String phone) {
  public LabPerson {
    identifiers = List.copyOf(identifiers);
  }
}
