package procare.conversation;

import procare.glucose.GlucoseUnit;

/**
 * What is known of the writer before reading.
 *
 * @param language of the patient; every lexicon is used all the same, since people mix languages
 * @param meter confirmed unit of the meter, or null
 * @param askedForGlucose whether the last thing we sent asked for a value, so that a lone "hi" or
 *     "7" is its answer
 */
public record Context(String language, GlucoseUnit meter, boolean askedForGlucose) {}
