package procare.lab;

import java.time.Instant;
import java.util.List;

/**
 * One observation of a report (HL7 v2 OBX, FHIR Observation).
 *
 * @param codes all codings of the test as sent (OBX-3 first and alternate triplet); never empty
 * @param subId OBX-4, or null
 * @param value as told
 * @param referenceRange the sender's words (OBX-7), or null
 * @param flags abnormal flags, HL7 table 0078 codes ({@code H}, {@code HH}, {@code LL}, {@code AA},
 *     {@code <}, {@code >} …)
 * @param status FHIR ObservationStatus code: {@code registered, preliminary, final, amended,
 *     corrected, cancelled, entered-in-error, unknown}
 * @param observedAt when the specimen was taken (OBX-14, else OBR-7), or null
 * @param notes NTE texts
 */
public record LabResult(
    List<LabCode> codes,
    String subId,
    LabValue value,
    String referenceRange,
    List<String> flags,
    String status,
    Instant observedAt,
    List<String> notes) {
  public LabResult {
    codes = List.copyOf(codes);
    flags = List.copyOf(flags);
    notes = List.copyOf(notes);
  }
}
