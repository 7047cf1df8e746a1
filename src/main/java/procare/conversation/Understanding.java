package procare.conversation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import procare.glucose.GlucoseUnit;

/**
 * All that one message says. Several facts may stand side by side; red flags come first in what is
 * done about it.
 *
 * @param redFlags dangers, most urgent first
 * @param glucose the writer's own values in the order written
 * @param implausible numbers named as glucose that no person can have, in any unit
 * @param intents what else it says; UNKNOWN when nothing at all was understood
 * @param code the code of {@link Intent#VERIFY}, or null
 * @param unit the unit when the message names only that (an answer to "which unit?"), or null
 * @param optOutCategory what {@link Intent#OPT_OUT} is about: medication, appointment, lab,
 *     education or nudge; null for all messages
 * @param snooze how long {@link Intent#MEDICATION_LATER} asks to wait; null when not said
 * @param language en, hi or id: that of the words, else the patient's
 * @param guessed intents that rest on a guess rather than on words that say so
 */
public record Understanding(
    List<RedFlag> redFlags,
    List<GlucoseFact> glucose,
    List<BigDecimal> implausible,
    Set<Intent> intents,
    String code,
    GlucoseUnit unit,
    String optOutCategory,
    Duration snooze,
    String language,
    Set<Intent> guessed) {
  public Understanding {
    redFlags = List.copyOf(redFlags);
    glucose = List.copyOf(glucose);
    implausible = List.copyOf(implausible);
    intents = Set.copyOf(intents);
    guessed = Set.copyOf(guessed);
  }

  /** Without categories, times and languages. */
  public Understanding(
      List<RedFlag> redFlags,
      List<GlucoseFact> glucose,
      List<BigDecimal> implausible,
      Set<Intent> intents,
      String code,
      GlucoseUnit unit) {
    this(redFlags, glucose, implausible, intents, code, unit, null, null, null, Set.of());
  }

  public boolean has(Intent intent) {
    return intents.contains(intent);
  }

  /**
   * Whether a person must be told at once: a red flag, a dangerous value of now, or a low felt. A
   * certain value of now answers the question that the feeling raises.
   */
  public boolean dangerous() {
    boolean measured = glucose.stream().anyMatch(g -> g.when() == When.NOW && !g.unclear());
    return !redFlags.isEmpty()
        || has(Intent.SYMPTOM_LOW) && !measured
        || glucose.stream().anyMatch(g -> g.when() == When.NOW && g.severity().emergency());
  }
}
