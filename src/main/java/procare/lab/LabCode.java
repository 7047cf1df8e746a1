package procare.lab;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A code as the sender wrote it: HL7 v2 CE/CWE component triplets or a FHIR Coding.
 *
 * @param code the code itself, e.g. {@code 2345-7} or {@code GLU}; null when only a text came
 * @param display the sender's words, or null
 * @param system HL7 table 0396 name ({@code LN}, {@code L}, {@code 99LAB}) or FHIR URI; null when
 *     none was given
 */
public record LabCode(String code, String display, String system) {
  /** The FHIR system URI of LOINC. */
  public static final String LOINC = "http://loinc.org";

  /** True for a LOINC code, in HL7 v2's words or FHIR's. */
  @JsonIgnore
  public boolean isLoinc() {
    return "LN".equalsIgnoreCase(system) || LOINC.equals(system);
  }
}
