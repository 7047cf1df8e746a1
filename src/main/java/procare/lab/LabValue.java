package procare.lab;

import java.math.BigDecimal;

/** A result's value, exactly as told; nothing is rounded or guessed. */
public sealed interface LabValue {
  /**
   * A number or a bound (HL7 v2 NM, SN; FHIR Quantity).
   *
   * @param comparator {@code <}, {@code <=}, {@code >=}, {@code >}, or null for "equal"
   * @param unit the sender's unit, or null when none was given
   */
  record Quantity(String comparator, BigDecimal value, String unit) implements LabValue {}

  /** A range (SN {@code 1^-^5}). */
  record Range(BigDecimal low, BigDecimal high, String unit) implements LabValue {}

  /** A ratio or titre (SN {@code 1^:^128}). */
  record Ratio(BigDecimal numerator, BigDecimal denominator) implements LabValue {}

  /** Words, also a number field that holds none, such as {@code None} or {@code haemolysed}. */
  record Text(String text) implements LabValue {}

  /** A code (CE, CWE; FHIR CodeableConcept). */
  record Coded(LabCode code) implements LabValue {}

  /** No value came (cancelled, unable to obtain). */
  record Absent() implements LabValue {}
}
