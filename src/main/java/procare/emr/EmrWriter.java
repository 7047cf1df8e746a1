package procare.emr;

import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import procare.emr.EmrDeliveries.Wanted;
import procare.event.Event;

/**
 * The agent that turns what happened into rows for the partners that keep records of the patient. A
 * partner that does not know the patient gets nothing.
 */
@Component("emrWriter")
public class EmrWriter {
  private final EmrPartners partners;
  private final Identifiers identifiers;
  private final EmrDeliveries deliveries;
  private final ObjectProvider<LabResources> laboratory;

  EmrWriter(
      EmrPartners partners,
      Identifiers identifiers,
      EmrDeliveries deliveries,
      ObjectProvider<LabResources> laboratory) {
    this.partners = partners;
    this.identifiers = identifiers;
    this.deliveries = deliveries;
    this.laboratory = laboratory;
  }

  /** Whether any partner may want this; asked before a transaction is begun. */
  public boolean concerns(Event event) {
    DeliveryKind kind = kind(event);
    return kind != null
        && event.patientId() != null
        && partners.all().stream()
            .filter(p -> p.sends().contains(kind))
            .anyMatch(p -> identifiers.isKnown(p.name(), event.patientId()));
  }

  /** In the transaction of the claim. */
  public void on(Event event) {
    DeliveryKind kind = kind(event);
    if (kind == null) {
      return;
    }
    boolean report = kind == DeliveryKind.REPORT;
    String source = event.data().path(report ? "reportId" : "readingId").asText();
    String version = report ? event.id().toString() : null;
    for (EmrPartner partner : of(kind, event.patientId())) {
      deliveries.write(
          new Wanted(partner.name(), kind, source, version, event.patientId()),
          event.id(),
          event.correlationId());
    }
  }

  private List<EmrPartner> of(DeliveryKind kind, UUID patient) {
    return partners.all().stream()
        .filter(p -> p.sends().contains(kind))
        .filter(p -> identifiers.isKnown(p.name(), patient))
        .toList();
  }

  private DeliveryKind kind(Event event) {
    if (event.type().equals("patient.glucose.logged")) {
      // A number without a unit is no measurement that another record may keep.
      return "unclear".equals(event.data().path("unit").asText()) ? null : DeliveryKind.READING;
    }
    boolean report =
        event.type().equals("lab.resulted")
            && event.data().hasNonNull("reportId")
            && laboratory.getIfAvailable() != null;
    return report ? DeliveryKind.REPORT : null;
  }
}
