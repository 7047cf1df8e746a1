package procare.lab;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import procare.event.Event;
import procare.event.Outbox;

/** Takes reports in: finds the patient, stores each result once, tells what follows. */
@Component("labReports")
@Transactional(propagation = Propagation.MANDATORY)
public class LabIntake implements LabReports {
  private final PersonMatch match;
  private final ReportStore reports;
  private final LabReviews reviews;
  private final ResultKeeper keeper;
  private final LabDocuments documents;
  private final PlacedOrders orders;
  private final Outbox outbox;
  private final Clock clock;

  LabIntake(
      PersonMatch match,
      ReportStore reports,
      LabReviews reviews,
      ResultKeeper keeper,
      LabDocuments documents,
      PlacedOrders orders,
      Outbox outbox,
      Clock clock) {
    this.match = match;
    this.reports = reports;
    this.reviews = reviews;
    this.keeper = keeper;
    this.documents = documents;
    this.orders = orders;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What became of a report.
   *
   * @param reportId null when it waits for a person
   * @param reviewId null when it was placed, or waits already
   */
  public record Taken(UUID reportId, UUID reviewId) {}

  @Override
  public void accept(LabReport report) {
    take(report);
  }

  /** As {@link #accept}, and says where the report is now. */
  public Taken take(LabReport report) {
    Placement placement = match.of(report);
    return placement instanceof Placement.Matched matched
        ? store(report, matched.patientId())
        : hold(report, (Placement.Doubtful) placement);
  }

  /** Stores a report of whom it is known, by a person's word or by its numbers. */
  Taken store(LabReport report, UUID patientId) {
    reports.lock(report);
    Optional<ReportStore.Held> held = reports.find(report);
    if (held.isPresent() && !held.get().patientId().equals(patientId)) {
      return hold(
          report,
          new Placement.Doubtful(
              Placement.Kind.OTHER_PATIENT,
              patientId,
              "this order's results so far are another patient's"));
    }
    UUID reportId =
        held.map(ReportStore.Held::id).orElseGet(() -> reports.insert(report, patientId));
    reports.noteMessage(reportId, report.messageId());
    List<ResultKeeper.Change> changes = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (LabResult result : report.results()) {
      keeper.keep(report, reportId, patientId, result, seen).ifPresent(changes::add);
    }
    if (report.results().isEmpty() && Versions.withdrawn(report.status())) {
      changes.addAll(keeper.withdrawAll(report, reportId, patientId));
    }
    held.ifPresent(h -> reports.update(h, report));
    int added = documents.keep(report, reportId, patientId);
    tell(reportId, patientId, report, changes, added, held.isEmpty());
    tellOrder(report, patientId);
    return new Taken(reportId, null);
  }

  /** A number of ours on another patient's report says nothing about our order. */
  private void tellOrder(LabReport report, UUID patientId) {
    String placer = report.placer();
    if (placer != null
        && orders.patientOf(report.partner(), placer).filter(patientId::equals).isPresent()) {
      orders.reported(report.partner(), placer, report.filler(), report.status());
    }
  }

  private Taken hold(LabReport report, Placement.Doubtful doubt) {
    return new Taken(null, reviews.hold(report, doubt, keeper.anyCritical(report)).orElse(null));
  }

  /** Ids only: who may read the values reads them here. */
  private void tell(
      UUID reportId,
      UUID patientId,
      LabReport report,
      List<ResultKeeper.Change> changes,
      int documentsAdded,
      boolean isNew) {
    if (changes.isEmpty() && documentsAdded == 0 && !isNew) {
      return;
    }
    String story = "lab:" + reportId;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reportId", reportId);
    data.put("partner", report.partner());
    data.put("status", report.status());
    data.put("observationIds", changes.stream().map(c -> c.version().observationId()).toList());
    outbox.append(
        Event.first("lab.resulted", clock.instant(), story, "lab", reportId, patientId, data));
    for (ResultKeeper.Change change : changes) {
      if (change.correction()) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("observationId", change.version().observationId());
        about.put("versionId", change.version().id());
        about.put("criticalId", change.critical().orElse(null));
        about.put("withdrawn", Versions.withdrawn(change.version().status()));
        Event event =
            Event.first(
                "lab.corrected",
                clock.instant(),
                story,
                "lab",
                change.version().observationId(),
                patientId,
                about);
        outbox.append(change.critical().isPresent() ? event.asUrgent() : event);
      }
    }
  }
}
