package procare.partner.kit;

import java.util.Map;

/** A partner's words for statuses. */
final class Words {
  private Words() {}

  /** A word that means this status; one that nobody listed for {@code unknown}; else null. */
  static String of(Map<String, String> statuses, String fhirStatus) {
    return statuses.entrySet().stream()
        .filter(e -> e.getValue().equals(fhirStatus))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst()
        .orElse("unknown".equals(fhirStatus) ? "NEVER-HEARD-OF" : null);
  }
}
