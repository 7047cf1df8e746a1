package procare.conversation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Reads what people really write, by the words of {@code lexicon/*.yaml} and a small grammar: no
 * network, no model, no failure, and time linear in the length of the message. Red flags come
 * first, then whole-message commands, then values and doses. When in doubt it reads a danger rather
 * than none, and no dose rather than one.
 */
@Component
public final class Interpreter {
  private final PhraseMatcher matcher = new PhraseMatcher(new Lexicon());
  private final NumberWords numbers = new NumberWords();

  /**
   * @param text as it came; null is read as nothing
   * @return never null; {@link Intent#UNKNOWN} when nothing was understood
   */
  public Understanding read(String text, Context context) {
    Sentence message = Sentence.of(text == null ? "" : text, matcher, numbers);
    GlucoseGrammar grammar = new GlucoseGrammar(message, context);
    Values values = grammar.read();
    List<GlucoseFact> facts = new ArrayList<>(values.facts());
    Set<Intent> intents = EnumSet.noneOf(Intent.class);
    intents.addAll(values.intents());
    MeterWord meterWord = facts.isEmpty() ? MeterWord.in(message, context) : null;
    if (meterWord != null && values.otherPerson()) {
      intents.add(Intent.OTHER_PERSON);
    } else if (meterWord != null) {
      facts.add(meterWord.fact(values.past()));
    }
    List<RedFlag> flags = RedFlags.in(message, values.ketones());
    Command command = flags.isEmpty() && facts.isEmpty() ? Commands.in(message, context) : null;
    if (command != null) {
      intents.add(command.intent());
    }
    DoseGrammar doses = command == null ? new DoseGrammar(message, context) : null;
    Set<Intent> guessed = EnumSet.noneOf(Intent.class);
    if (doses != null) {
      intents.addAll(doses.facts());
      if (doses.guess()) {
        guessed.addAll(doses.facts());
      }
      if (doses.question()) {
        intents.add(Intent.QUESTION);
      }
    }
    Manners.add(message, facts, flags, intents, guessed, values);
    if (facts.isEmpty() && flags.isEmpty() && intents.isEmpty() && values.unit() == null) {
      intents.add(Intent.UNKNOWN);
    }
    return new Understanding(
        flags,
        facts,
        values.implausible(),
        intents,
        values.code(),
        values.unit(),
        command == null ? null : command.category(),
        doses == null ? null : doses.snooze(),
        LanguageGuess.of(message, context.language()),
        guessed);
  }
}
