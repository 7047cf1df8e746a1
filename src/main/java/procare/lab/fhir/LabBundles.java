package procare.lab.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.emr.LabResources;
import procare.lab.FhirOfReports;
import procare.lab.LabArchive;
import procare.lab.LabDocument;
import procare.lab.LabPerson;
import procare.lab.LabProperties;
import procare.lab.LabReport;
import procare.lab.LabResult;
import procare.lab.StoredReport;
import procare.lab.Version;

/** Reports for whoever reads FHIR or keeps medical records, as they are held now. */
@Component("labBundles")
@Transactional(readOnly = true)
public class LabBundles implements LabResources, FhirOfReports {
  private final LabArchive archive;
  private final ReportResources resources;

  public LabBundles(LabArchive archive, LabProperties settings) {
    this.archive = archive;
    this.resources = new ReportResources(settings.fhirSystem());
  }

  /** The FHIR R4 Bundle of one report, with the bytes of its documents. */
  @Override
  public ObjectNode bundle(StoredReport report) {
    return resources.bundle(report, archive::content);
  }

  @Override
  public Optional<String> bundleFor(UUID reportId) {
    return archive.find(reportId).map(report -> bundle(report).toString());
  }

  /** Who the patient is at the partner, the caller says; here the person is empty. */
  @Override
  public Optional<LabReport> reportFor(UUID reportId) {
    return archive.find(reportId).map(this::canonical);
  }

  private LabReport canonical(StoredReport report) {
    return new LabReport(
        report.partner(),
        report.facility(),
        report.id().toString(),
        new LabPerson(List.of(), null, null, null, null, null),
        report.placer(),
        report.filler(),
        report.service(),
        report.status(),
        report.collectedAt(),
        report.issuedAt(),
        report.orderedBy(),
        report.results().stream().map(LabBundles::result).toList(),
        report.documents().stream().map(this::document).toList(),
        report.notes());
  }

  private static LabResult result(Version version) {
    return new LabResult(
        version.codes(),
        null,
        version.value(),
        version.referenceRange(),
        version.flags(),
        version.status(),
        version.observedAt(),
        version.notes());
  }

  private LabDocument document(StoredReport.Document document) {
    return new LabDocument(
        document.mediaType(),
        document.title(),
        archive.content(document.id()).orElse(null),
        document.url());
  }
}
