package procare.conversation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import procare.glucose.Glucose;
import procare.glucose.GlucoseRules;
import procare.glucose.GlucoseUnit;

/** Decides, once the whole message is known, which candidates are the writer's glucose values. */
final class GlucoseDecision {
  private static final BigDecimal HIGHEST = GlucoseUnit.MG_DL.highest();
  private static final BigDecimal LOWEST = GlucoseUnit.MMOL_L.lowest();

  private final Sentence message;
  private final Context context;
  private final int unknown;
  private final Set<Intent> intents;
  private final List<GlucoseFact> facts = new ArrayList<>();
  private final List<BigDecimal> implausible = new ArrayList<>();

  /**
   * @param unknown number of words that the lexicon does not know
   * @param intents where questions and values of others are noted
   */
  GlucoseDecision(Sentence message, Context context, int unknown, Set<Intent> intents) {
    this.message = message;
    this.context = context;
    this.unknown = unknown;
    this.intents = intents;
  }

  List<GlucoseFact> facts() {
    return facts;
  }

  List<BigDecimal> implausible() {
    return implausible;
  }

  void decide(Candidate c) {
    int sentence = message.items().get(c.index).token().sentence();
    boolean asks = message.asks() || message.says(sentence, "question");
    boolean compared = message.says(sentence, "compare");
    if (message.says(sentence, "goal") || hypothetical(sentence, asks, compared)) {
      intents.add(Intent.QUESTION);
      return;
    }
    boolean possible = c.value.compareTo(LOWEST) >= 0 && c.value.compareTo(HIGHEST) <= 0;
    if (!c.sure && !bare(c)) {
      return;
    }
    if (c.other) {
      intents.add(Intent.OTHER_PERSON);
      return;
    }
    if (!possible) {
      if (c.value.signum() > 0 || message.words().size() == 1) {
        implausible.add(c.value);
      }
      return;
    }
    boolean slip = c.unit != null && !c.unit.plausible(c.value);
    Glucose glucose = new Glucose(c.value, slip ? null : c.unit, null);
    if (!slip) {
      glucose = GlucoseRules.withMeter(glucose, context.meter());
    }
    boolean doubt = compared || !c.sure && unknown > 0 || asks && c.unit == null && !c.sure;
    facts.add(
        new GlucoseFact(
            glucose,
            c.state,
            c.past ? When.PAST : When.NOW,
            doubt || GlucoseRules.unitDoubtful(glucose)));
  }

  private boolean hypothetical(int sentence, boolean asks, boolean compared) {
    return message.says(sentence, "hypothetical") || asks && compared;
  }

  /** A number that nothing announces is glucose when the message is about nothing else. */
  private boolean bare(Candidate c) {
    if (context.askedForGlucose() || unknown == 0) {
      return true;
    }
    boolean typical = c.value.intValue() >= 40 && c.value.intValue() <= 600;
    Item next = message.at(c.index + 1);
    Item before = message.at(c.index - 1);
    boolean arrives = is(next, "shows") || is(before, "shows");
    return typical && (unknown <= 2 || arrives);
  }

  private static boolean is(Item item, String label) {
    return item != null && item.is(label);
  }
}
