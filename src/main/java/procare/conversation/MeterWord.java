package procare.conversation;

import java.util.Set;
import procare.glucose.Glucose;

/**
 * Tells the meter's HI and LO from a greeting and from Hindi "lo" (take).
 *
 * <ul>
 *   <li>alone: {@code HI} in capitals is the meter's, "hi" and "Hi" greet (the reply to a greeting
 *       asks about the meter), "lo" is the meter's in any case since nobody greets with it
 *   <li>after we asked for a value, "hi" is the meter's in any case
 *   <li>beside a word for meter or sugar, capitals always; small letters when nothing but a verb
 *       follows ("meter shows hi", "sugar lo"), and then it is asked back
 * </ul>
 *
 * A false alarm costs a question, a missed LO may cost a life.
 *
 * @param low LO or HI
 * @param unclear whether to ask back
 */
record MeterWord(boolean low, boolean unclear) {
  private static final Set<String> LOW = Set.of("lo", "low");
  private static final Set<String> HIGH = Set.of("hi", "high");

  /** Null when there is none. */
  static MeterWord in(Sentence message, Context context) {
    boolean near = message.says("meter") || message.says("glucose");
    boolean alone = message.words().size() == 1;
    for (int i = 0; i < message.words().size(); i++) {
      Token token = message.words().get(i);
      boolean low = LOW.contains(token.text());
      if (!low && !HIGH.contains(token.text())) {
        continue;
      }
      boolean capitals = token.raw().equals(token.text().toUpperCase(java.util.Locale.ROOT));
      boolean zero = i > 0 && token.glued() && message.words().get(i - 1).text().equals("0");
      if (zero || alone && (capitals || context.askedForGlucose() || token.text().equals("lo"))) {
        return new MeterWord(low, !zero && !capitals);
      }
      if (near && (capitals && (i > 0 || message.says("meter")) || small(message, i))) {
        return new MeterWord(low, !capitals);
      }
    }
    return null;
  }

  private static boolean small(Sentence message, int at) {
    Token token = message.words().get(at);
    if (token.text().length() > 2 && !message.says("meter")) {
      return false;
    }
    boolean before = false;
    boolean fits = false;
    int position = 0;
    for (Item item : message.items()) {
      if (position < at) {
        before |= item.is("meter") || item.is("glucose");
      } else if (position == at) {
        fits = true;
      } else if (position == at + 1) {
        fits = item.is("shows") && !item.is("negation");
      }
      position += item.size();
    }
    return before && fits;
  }

  GlucoseFact fact(boolean past) {
    return new GlucoseFact(
        low ? Glucose.METER_LOW : Glucose.METER_HIGH, null, past ? When.PAST : When.NOW, unclear);
  }
}
