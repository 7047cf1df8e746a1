package procare.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes reports as FHIR R4. */
public interface FhirOfReports {
  /** A Bundle of type collection with the report, its results and its documents. */
  ObjectNode bundle(StoredReport report);
}
