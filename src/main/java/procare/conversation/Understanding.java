package procare.conversation;

import java.math.BigDecimal;
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
 */
public record Understanding(
    List<RedFlag> redFlags,
    List<GlucoseFact> glucose,
    List<BigDecimal> implausible,
    Set<Intent> intents,
    String code,
    GlucoseUnit unit) {
  public Understanding {
    redFlags = List.copyOf(redFlags);
    glucose = List.copyOf(glucose);
    implausible = List.copyOf(implausible);
    intents = Set.copyOf(intents);
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
