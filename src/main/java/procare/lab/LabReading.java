package procare.lab;

import java.util.List;

/** Reads what a laboratory sends into reports. */
public interface LabReading {
  /**
   * @param partner name of the partner
   * @param call FHIR R4 ({@code application/fhir+json}) or the partner's own JSON
   * @param messageId what the reports are traced by
   * @throws procare.api.ApiProblem 400 {@code validation} naming the place; 415 for a type that
   *     this partner does not send
   */
  List<LabReport> read(String partner, LabCall call, String messageId);
}
