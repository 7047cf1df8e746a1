package procare.conversation;

import procare.glucose.GlucoseUnit;

/**
 * What is known of the writer before reading.
 *
 * @param language of the patient; every lexicon is used all the same, since people mix languages
 * @param meter confirmed unit of the meter, or null
 * @param askedForGlucose whether the last thing we sent asked for a value, so that a lone "hi" or
 *     "7" is its answer
 * @param pending what else was asked; a bare "yes" answers it
 */
public record Context(
    String language, GlucoseUnit meter, boolean askedForGlucose, Pending pending) {
  public Context {
    pending = pending == null ? Pending.NONE : pending;
    askedForGlucose |= pending == Pending.GLUCOSE;
  }

  /** For whoever knows only about glucose. */
  public Context(String language, GlucoseUnit meter, boolean askedForGlucose) {
    this(language, meter, askedForGlucose, askedForGlucose ? Pending.GLUCOSE : Pending.NONE);
  }

  /** After a question of the hub. */
  public Context(String language, GlucoseUnit meter, Pending pending) {
    this(language, meter, pending == Pending.GLUCOSE, pending);
  }
}
