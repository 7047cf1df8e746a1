package procare.lab;

import java.time.Instant;
import java.util.List;

/**
 * One order's report (HL7 v2 OBR group, FHIR DiagnosticReport) of one person, whatever way it came.
 *
 * @param partner name of the partner pack that it came through
 * @param facility MSH-4 or the pack's facility; part of a result's identity
 * @param messageId id of the stored raw message, or of the request; traces a result to its bytes
 * @param person whom the sender means
 * @param placer our order number (ORC-2/OBR-2), or null
 * @param filler the laboratory's number (OBR-3), or null
 * @param service what was ordered (OBR-4); never empty
 * @param status FHIR DiagnosticReportStatus code: {@code registered, partial, preliminary, final,
 *     amended, corrected, appended, cancelled, entered-in-error, unknown}
 * @param collectedAt OBR-7, or null
 * @param issuedAt OBR-22, or null
 * @param orderedBy the ordering doctor's name as sent, or null
 * @param results in the sender's order
 * @param documents in the sender's order
 * @param notes NTE texts of the order
 */
public record LabReport(
    String partner,
    String facility,
    String messageId,
    LabPerson person,
    String placer,
    String filler,
    List<LabCode> service,
    String status,
    Instant collectedAt,
    Instant issuedAt,
    String orderedBy,
    List<LabResult> results,
    List<LabDocument> documents,
    List<String> notes) {
  public LabReport {
    service = List.copyOf(service);
    results = List.copyOf(results);
    documents = List.copyOf(documents);
    notes = List.copyOf(notes);
  }
}
