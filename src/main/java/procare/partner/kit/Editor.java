package procare.partner.kit;

import java.util.Map;

/**
 * Writes a variant of a sample with other values in its first report and first result.
 *
 * <p>Names are those of the pack's mapping with their part before them: {@code report.filler},
 * {@code report.placer}, {@code report.status}, {@code person.id}, {@code person.family}, {@code
 * item.code}, {@code item.value}, {@code item.unit}, {@code item.flag}, {@code item.status}.
 */
interface Editor {
  /** True when the pack can say this at all. */
  boolean can(String name);

  /** The sample with these changes, in the partner's format. */
  byte[] with(Map<String, String> changes);

  /**
   * The partner's word for a FHIR status, or null when it has none.
   *
   * @param name {@code report.status} or {@code item.status}
   */
  String word(String name, String fhirStatus);
}
