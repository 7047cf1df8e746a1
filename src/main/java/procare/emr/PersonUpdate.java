package procare.emr;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a partner says about one person, whatever way it came (HL7 v2 ADT, FHIR Patient).
 *
 * @param partner name of the partner
 * @param identifiers all that the person goes by there (PID-3); of A40 those that survive
 * @param names first one first; may be empty
 * @param birthDate or null
 * @param sex HL7 table 0001 letter ({@code F, M, O, U, A, N}), or null
 * @param phone in the sender's spelling, or null
 * @param mergedIdentifiers of A40 those that are retired (MRG-1); else empty
 * @param occurredAt when it became true there; decides which of two updates is the newer
 * @param messageId the partner's id of the message (MSH-10, Bundle or version id), for tracing
 */
public record PersonUpdate(
    String partner,
    Event event,
    List<PersonIdentifier> identifiers,
    List<PersonName> names,
    LocalDate birthDate,
    String sex,
    String phone,
    List<PersonIdentifier> mergedIdentifiers,
    Instant occurredAt,
    String messageId) {

  /** HL7 v2 trigger events that the hub acts on. */
  public enum Event {
    /** Admission. */
    A01,
    /** Discharge. */
    A03,
    /** Changed demographics. */
    A08,
    /** Identifiers merged. */
    A40
  }

  public PersonUpdate {
    identifiers = List.copyOf(identifiers);
    names = List.copyOf(names);
    mergedIdentifiers = List.copyOf(mergedIdentifiers);
    if (identifiers.isEmpty()) {
      throw new IllegalArgumentException("nobody is identified (PID-3)");
    }
    if (event == Event.A40 == mergedIdentifiers.isEmpty()) {
      throw new IllegalArgumentException("A40 and nothing else retires identifiers (MRG-1)");
    }
  }
}
