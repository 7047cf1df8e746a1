package procare.conversation;

/** What a message wants or says beside the glucose values and red flags in it. */
public enum Intent {
  /** Words of a low without a value: "chakkar aa raha hai", "my sugar is low". */
  SYMPTOM_LOW,
  /** The writer took the dose: "le li", or 👍 to a dose reminder. Never a negated or future one. */
  MEDICATION_TAKEN,
  /** "nahi li", "belum minum", "I forgot". */
  MEDICATION_NOT_TAKEN,
  /** "le lunga", "nanti"; see {@link Understanding#snooze()}. */
  MEDICATION_LATER,
  /** The whole message says seen, ok, on my way. */
  ACKNOWLEDGE,
  /** "I am ok now": no proof of recovery, but an answer. */
  SELF_REPORT_OK,
  /**
   * The whole message asks for no more messages; "can I stop metformin" does not. See {@link
   * Understanding#optOutCategory()}.
   */
  OPT_OUT,
  OPT_IN,
  HELP,
  GREETING,
  /** A code that proves a phone number; see {@link Understanding#code()}. */
  VERIFY,
  QUESTION,
  /** A value that belongs to somebody else; it is in no list of this patient's values. */
  OTHER_PERSON,
  BLOOD_PRESSURE,
  HBA1C,
  INSULIN_DOSE,
  UNKNOWN
}
