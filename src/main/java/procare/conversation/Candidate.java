package procare.conversation;

import java.math.BigDecimal;
import procare.glucose.GlucoseUnit;

/** A number that may be glucose, until the whole message is known. */
final class Candidate {
  final BigDecimal value;
  final int index;
  GlucoseUnit unit;
  String state;
  boolean past;
  boolean timed;
  boolean other;
  boolean sure;

  /**
   * @param index of its item in the message
   */
  Candidate(BigDecimal value, int index) {
    this.value = value;
    this.index = index;
  }
}
