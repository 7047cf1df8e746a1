package procare.emr;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import procare.emr.EmrDeliveries.Attempt;
import procare.emr.fhir.Resources.Week;
import procare.emr.hl7.Letter;
import procare.emr.hl7.MdmT02;
import procare.emr.hl7.OruR01;

/** Makes the HL7 v2 message that writes one thing, from what the hub has at the time of the try. */
@Component("hl7Content")
class Hl7Content {
  /** MSH-10 has 20 characters; these hold the random part of a UUIDv7. */
  private static final int TIME_PART = 12;

  private final EmrFacts facts;
  private final Identifiers identifiers;
  private final ObjectProvider<LabResources> laboratory;
  private final Clock clock;

  Hl7Content(
      EmrFacts facts,
      Identifiers identifiers,
      ObjectProvider<LabResources> laboratory,
      Clock clock) {
    this.facts = facts;
    this.identifiers = identifiers;
    this.laboratory = laboratory;
    this.clock = clock;
  }

  /** The same for each try, so that a partner knows a repeated message by it. */
  static String controlId(Attempt attempt) {
    return attempt.id().toString().replace("-", "").substring(TIME_PART);
  }

  /**
   * @return empty when there is nothing to write (any more)
   * @throws IllegalArgumentException when what there is cannot be written; holds no content
   */
  Optional<byte[]> of(EmrPartner partner, Attempt attempt) {
    return identifiers
        .knownAs(partner.name(), attempt.patientId(), partner.assigner())
        .flatMap(known -> of(letter(partner, attempt, known), attempt));
  }

  private Letter letter(EmrPartner partner, Attempt attempt, PersonIdentifier known) {
    return new Letter(
        partner.application(),
        partner.facility(),
        partner.zone(),
        controlId(attempt),
        clock.instant(),
        partner.named(known),
        facts.person(partner.name(), attempt.patientId()));
  }

  private Optional<byte[]> of(Letter letter, Attempt attempt) {
    String source = attempt.sourceId();
    return switch (attempt.kind()) {
      case READING -> facts.reading(source).map(reading -> OruR01.of(letter, reading));
      case REPORT ->
          Optional.ofNullable(laboratory.getIfAvailable())
              .flatMap(reports -> reports.reportFor(UUID.fromString(source)))
              .map(report -> OruR01.of(letter, report));
      case ADHERENCE -> facts.week(source).map(week -> note(letter, source, week));
      case COMMUNICATION ->
          facts
              .message(source)
              .map(
                  message ->
                      MdmT02.of(
                          letter,
                          message.id(),
                          message.sentAt(),
                          "Message to the patient (" + message.channel() + "): " + message.text()));
    };
  }

  private static byte[] note(Letter letter, String source, Week week) {
    return MdmT02.of(
        letter,
        source.substring(source.indexOf(':') + 1),
        week.monday().plusDays(6).atStartOfDay(ZoneOffset.UTC).toInstant(),
        "Doses of %s to %s: %d of %d confirmed as taken, %d said not to be taken, %d not answered in time."
            .formatted(
                week.monday(),
                week.monday().plusDays(6),
                week.taken(),
                week.asked(),
                week.notTaken(),
                week.missed()));
  }
}
