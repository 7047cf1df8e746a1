package procare.conversation;

/** What the last message to somebody asked for; a bare "yes" or 👍 answers just that. */
public enum Pending {
  NONE,
  /** A glucose value. */
  GLUCOSE,
  /** The unit of a value. */
  UNIT,
  /** Whether a dose was taken. */
  DOSE,
  /** Which of several people the message is about. */
  WHO,
  /** Agreement to messages or to sharing. */
  CONSENT
}
