package procare.emr;

import java.time.ZoneId;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import procare.emr.EmrDeliveries.Attempt;
import procare.emr.fhir.ReportBundle;
import procare.emr.fhir.Resources;
import procare.emr.fhir.TransactionBundle;

/** Makes the transaction that writes one thing, from what the hub has at the time of the try. */
@Component("fhirContent")
class FhirContent {
  private final EmrFacts facts;
  private final Identifiers identifiers;
  private final ObjectProvider<LabResources> laboratory;
  private final Resources resources;

  FhirContent(
      EmrFacts facts,
      Identifiers identifiers,
      ObjectProvider<LabResources> laboratory,
      EmrProperties settings) {
    this.facts = facts;
    this.identifiers = identifiers;
    this.laboratory = laboratory;
    this.resources = new Resources(settings.system());
  }

  /**
   * @return empty when there is nothing to write (any more): the partner no longer knows the
   *     patient, the thing is gone, or nothing was due
   * @throws IllegalArgumentException when what there is cannot be written; holds no content
   */
  Optional<byte[]> of(EmrPartner partner, Attempt attempt) {
    Optional<PersonIdentifier> known =
        identifiers.knownAs(partner.name(), attempt.patientId(), partner.assigner());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    TransactionBundle bundle = new TransactionBundle(attempt.id().toString());
    String subject = subject(bundle, partner, partner.named(known.get()), attempt);
    return add(bundle, attempt, subject) ? Optional.of(bundle.bytes()) : Optional.empty();
  }

  /** Where the hub may not make patients, the partner looks its own up by the identifier. */
  private String subject(
      TransactionBundle bundle, EmrPartner partner, PersonIdentifier known, Attempt attempt) {
    String system = known.assigner();
    return partner.mayCreatePatients()
        ? bundle.create(
            Resources.patient(
                system, known.value(), facts.person(partner.name(), attempt.patientId())),
            system,
            known.value())
        : TransactionBundle.lookUp("Patient", system, known.value());
  }

  private boolean add(TransactionBundle bundle, Attempt attempt, String subject) {
    ZoneId zone = facts.zone(attempt.patientId());
    String source = attempt.sourceId();
    return switch (attempt.kind()) {
      case READING ->
          facts.reading(source).stream()
              .map(
                  r ->
                      bundle.create(
                          resources.reading(r, subject, zone),
                          resources.systemOf("reading"),
                          r.id().toString()))
              .findFirst()
              .isPresent();
      case ADHERENCE ->
          facts.week(source).stream()
              .map(
                  w ->
                      bundle.update(
                          resources.adherence(w, source, subject),
                          resources.systemOf("adherence"),
                          source))
              .findFirst()
              .isPresent();
      case COMMUNICATION ->
          facts.message(source).stream()
              .map(
                  m ->
                      bundle.create(
                          resources.communication(m, subject, zone),
                          resources.systemOf("message"),
                          m.id()))
              .findFirst()
              .isPresent();
      case REPORT -> report(bundle, source, subject);
    };
  }

  private boolean report(TransactionBundle bundle, String id, String subject) {
    LabResources reports = laboratory.getIfAvailable();
    Optional<String> json =
        reports == null ? Optional.empty() : reports.bundleFor(java.util.UUID.fromString(id));
    json.ifPresent(report -> ReportBundle.into(bundle, report, subject));
    return json.isPresent();
  }
}
