package procare.lab;

/** Takes reports in, whatever way they came: MLLP, FHIR, JSON, CSV. */
public interface LabReports {
  /**
   * Stores one report and everything that follows from it (versions, critical values, events) in
   * the transaction of the caller. The same report again changes nothing.
   */
  void accept(LabReport report);
}
