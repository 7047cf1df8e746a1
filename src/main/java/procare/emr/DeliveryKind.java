package procare.emr;

/** What is written to medical records. */
public enum DeliveryKind {
  /** A glucose reading, as entered. */
  READING,
  /** A laboratory report with its results. */
  REPORT,
  /** How much of a week's doses was confirmed. */
  ADHERENCE,
  /** A message that the patient was sent. */
  COMMUNICATION
}
