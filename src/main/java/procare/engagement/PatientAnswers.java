package procare.engagement;

import procare.conversation.Understanding;
import procare.engagement.Audience.Reader;
import procare.event.Event;

/**
 * One concern of patients' messages beside danger and readings, for example medication or consent.
 * Every bean of this type is asked about every message, in the order of its {@code @Order}, within
 * the transaction that handles the message.
 */
interface PatientAnswers {
  /**
   * @param rescued whether rescue words went out for this message already; courtesies then wait
   * @return whether it answered, or knows that no answer is needed
   */
  boolean answer(
      Event event, Reader patient, String text, Understanding understood, boolean rescued);

  /** Whether it is asked only about what no other answered. */
  default boolean lastResort() {
    return false;
  }
}
