package procare.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a doctor asks for; fields as in {@link LabOrder}.
 *
 * @param tests LOINC codes with a name or null, at least one, none twice
 */
public record NewOrder(
    UUID patientId,
    String partner,
    List<Wanted> tests,
    LabOrder.Priority priority,
    Instant collectBy,
    String note,
    String reasonCode,
    String reasonText) {
  /** One test. */
  public record Wanted(String loinc, String display) {}

  public NewOrder {
    tests = List.copyOf(tests);
  }
}
