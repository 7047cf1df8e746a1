package procare.lab;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A report as the hub holds it now.
 *
 * @param service what was ordered, as sent
 * @param status FHIR DiagnosticReportStatus
 * @param results what holds of each test
 */
public record StoredReport(
    UUID id,
    UUID patientId,
    String partner,
    String facility,
    String filler,
    String placer,
    List<LabCode> service,
    String status,
    Instant collectedAt,
    Instant issuedAt,
    String orderedBy,
    List<String> notes,
    List<Version> results,
    List<Document> documents) {

  /** For everybody but doctors: results in doubt are left out. */
  StoredReport withoutDoubtful() {
    return new StoredReport(
        id,
        patientId,
        partner,
        facility,
        filler,
        placer,
        service,
        status,
        collectedAt,
        issuedAt,
        orderedBy,
        notes,
        results.stream().filter(v -> v.review() == null).toList(),
        documents);
  }

  /**
   * A document of the report.
   *
   * @param state {@code RECEIVED}, {@code STORED} (its bytes are in the object store) or {@code
   *     LINK} (never followed)
   * @param size in bytes, or null for a link
   */
  public record Document(
      UUID id,
      String mediaType,
      String title,
      String url,
      Integer size,
      String sha256,
      String state) {}
}
