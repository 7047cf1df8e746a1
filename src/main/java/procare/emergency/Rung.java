package procare.emergency;

/**
 * What a step of an emergency does. PATIENT to OPERATIONS are the rungs of the escalation ladder,
 * in the order in which they are climbed; RECHECK looks for the patient's new reading, OUTCOME for
 * the outcome that somebody who acknowledged still owes.
 */
public enum Rung {
  PATIENT,
  CAREGIVER,
  DOCTOR,
  SECOND_DOCTOR,
  OPERATIONS,
  RECHECK,
  OUTCOME;

  /** The rung above; OPERATIONS is the top and stays where it is. */
  Rung next() {
    return switch (this) {
      case PATIENT -> CAREGIVER;
      case CAREGIVER -> DOCTOR;
      case DOCTOR -> SECOND_DOCTOR;
      case SECOND_DOCTOR, OPERATIONS -> OPERATIONS;
      case RECHECK, OUTCOME -> throw new IllegalStateException(this + " is no rung of the ladder");
    };
  }
}
