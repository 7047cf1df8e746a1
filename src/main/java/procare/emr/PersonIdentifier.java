package procare.emr;

import java.util.Objects;

/**
 * One identifier of a person at a partner (HL7 v2 CX, FHIR Identifier).
 *
 * @param assigner CX.4 namespace or FHIR system; empty when none was given
 * @param value never blank
 * @param type HL7 table 0203 code such as {@code MR}, or null
 */
public record PersonIdentifier(String assigner, String value, String type) {
  public PersonIdentifier {
    assigner = assigner == null ? "" : assigner.strip();
    value = value.strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an identifier without value");
    }
  }

  /** Assigner and value, which is what identifies; the type only explains. */
  String key() {
    return assigner + '|' + value;
  }

  boolean isSame(PersonIdentifier other) {
    return Objects.equals(key(), other.key());
  }
}
