package procare.glucose;

/**
 * What a glucose value means for what happens now. Levels as in the ADA classification of
 * hypoglycaemia; level 3 has no number (it is a red flag).
 */
public enum Severity {
  /** 70 to 300 mg/dL, 3.9 to 16.6 mmol/L. */
  NORMAL,
  /** 54 to 69 mg/dL, 3.0 to 3.8 mmol/L. */
  LEVEL_1,
  /** Below 54 mg/dL or 3.0 mmol/L, and the meter word LO. */
  LEVEL_2,
  /** Above 300 mg/dL, and the meter word HI. */
  HIGH,
  /** Without a unit the number is a severe low or a severe high; no sugar until that is known. */
  UNCLEAR;

  /** Whether the patient must be told at once and checked again. */
  public boolean emergency() {
    return this != NORMAL;
  }
}
