package procare.hl7;

/** Takes a hospital's messages in: admissions, updates, merges. */
public interface AdtHandler {
  /**
   * Stores what a message tells, in the transaction of the caller. In A40 PID-3 survives and MRG-1
   * is retired.
   */
  void accept(StoredMessage message);
}
