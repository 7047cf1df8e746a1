package procare.reminder;

/** What a patient says about a dose. */
public enum DoseWord {
  TAKEN,
  NOT_TAKEN,
  LATER
}
