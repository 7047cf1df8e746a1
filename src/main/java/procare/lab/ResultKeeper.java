package procare.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.Ids;
import procare.lab.Meanings.Meaning;

/** Keeps one result: as it came, in the hub's words, and in its place among its versions. */
@Component
class ResultKeeper {
  /**
   * A version that holds from now on.
   *
   * @param correction it changes or takes back a result that was given out as finished or critical
   * @param critical the critical value that it changed or took back
   */
  record Change(Version version, boolean correction, Optional<UUID> critical) {}

  private final ObservationStore observations;
  private final LabReviews reviews;
  private final Criticals criticals;
  private final Meanings meanings;

  ResultKeeper(
      ObservationStore observations,
      LabReviews reviews,
      Criticals criticals,
      CodeMaps maps,
      LabPartners partners,
      LabProperties settings) {
    this.observations = observations;
    this.reviews = reviews;
    this.criticals = criticals;
    this.meanings = new Meanings(maps, partners, settings);
  }

  /**
   * @param seen how often each test occurred in this report so far
   * @return empty when it says nothing new or an older thing
   */
  Optional<Change> keep(
      LabReport report,
      UUID reportId,
      UUID patientId,
      LabResult result,
      Map<String, Integer> seen) {
    Meaning meaning = meanings.of(report.partner(), result);
    boolean subGiven = !PersonMatch.blank(result.subId());
    String sub = subGiven && !"1".equals(result.subId().strip()) ? result.subId().strip() : "";
    String key = meaning.loinc() + "|" + meaning.local() + "|" + sub + "|" + result.status();
    int nth = seen.merge(key, 1, Integer::sum);
    String subId = nth == 1 ? sub : sub + "#" + nth;
    ObservationStore.Held held =
        observations.of(reportId, patientId, meaning.loinc(), meaning.local(), subId, subGiven);
    Version version = meanings.version(report, result, meaning, held.id());
    if (!observations.add(version)) {
      return Optional.empty();
    }
    if (meaning.mapped() == null) {
      observations.unmapped(report.partner(), result.codes().get(0), version.unit());
    }
    if (version.review() != null) {
      reviews.doubt(
          report, patientId, version.id(), "UNIT", version.review(), version.critical() != null);
    }
    return place(report, reportId, patientId, result, version, held);
  }

  private Optional<Change> place(
      LabReport report,
      UUID reportId,
      UUID patientId,
      LabResult result,
      Version version,
      ObservationStore.Held held) {
    Optional<Version> before = observations.version(held.currentId());
    if (before.isPresent()) {
      Version old = before.get();
      switch (Versions.compare(
          version.status(), version.issuedAt(), old.status(), old.issuedAt())) {
        case OLDER -> {
          return Optional.empty();
        }
        case UNDECIDED -> {
          if (!version.meaning().equals(old.meaning())) {
            reviews.doubt(
                report,
                patientId,
                version.id(),
                "VERSION",
                "two values of one status and time of issue; the first one holds",
                version.critical() != null);
            meanings
                .critical(report, result, version)
                .ifPresent(c -> criticals.besides(report, reportId, patientId, version, c));
            return Optional.empty();
          }
        }
        case NEWER -> {
          // It holds from now on.
        }
      }
    }
    observations.current(held.id(), version.id());
    boolean changed = before.isPresent() && !version.saysTheSame(before.get());
    Optional<UUID> critical =
        criticals.follow(
            report,
            reportId,
            patientId,
            version,
            meanings.critical(report, result, version),
            changed);
    boolean correction =
        critical.isPresent()
            || changed && Versions.corrects(version.status()) && finished(before.get());
    return Optional.of(new Change(version, correction, critical));
  }

  /** A report that was taken back as a whole takes back every result that it gave. */
  List<Change> withdrawAll(LabReport report, UUID reportId, UUID patientId) {
    List<Change> changes = new ArrayList<>();
    for (Version held : observations.currentOf(reportId)) {
      Version version =
          new Version(
              Ids.next(),
              held.observationId(),
              report.messageId(),
              report.status(),
              report.issuedAt(),
              held.observedAt(),
              held.codes(),
              held.loinc(),
              held.display(),
              new LabValue.Absent(),
              null,
              null,
              BigDecimal.ONE,
              held.referenceRange(),
              List.of(),
              report.notes(),
              null,
              null);
      LabResult result =
          new LabResult(
              held.codes(),
              null,
              version.value(),
              null,
              List.of(),
              report.status(),
              held.observedAt(),
              report.notes());
      if (observations.add(version)) {
        place(
                report,
                reportId,
                patientId,
                result,
                version,
                new ObservationStore.Held(held.observationId(), held.loinc(), null, held.id()))
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** Whether a report that is nobody's yet holds something that cannot wait. */
  boolean anyCritical(LabReport report) {
    return report.results().stream().anyMatch(r -> meanings.isCritical(report.partner(), r));
  }

  private static boolean finished(Version version) {
    return !"preliminary".equals(version.status()) && !"registered".equals(version.status());
  }
}
