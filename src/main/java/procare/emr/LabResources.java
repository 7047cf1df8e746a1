package procare.emr;

import java.util.Optional;
import java.util.UUID;
import procare.lab.LabReport;

/** What the laboratory side knows about a report, as medical records take it. */
public interface LabResources {
  /**
   * A FHIR R4 Bundle in JSON with one DiagnosticReport and its Observations. Every resource has an
   * {@code identifier} and every entry a {@code fullUrl} ({@code urn:uuid:…}), by which they refer
   * to one another. Who the patient is at the partner is for the caller to say: {@code subject} is
   * replaced and entries of type Patient are left out.
   *
   * @return empty when there is no such report
   */
  Optional<String> bundleFor(UUID reportId);

  /** The same report for partners that speak HL7 v2; empty when there is no such report. */
  Optional<LabReport> reportFor(UUID reportId);
}
