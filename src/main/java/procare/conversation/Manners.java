package procare.conversation;

import java.util.List;
import java.util.Set;

/** Reads what concerns the whole message: commands, acknowledgements, greetings, feeling low. */
final class Manners {
  private static final int SHORT = 6;
  private static final Set<String> SMALL = Set.of("polite", "filler");

  private Manners() {}

  /**
   * @param guessed gets ACKNOWLEDGE when all that is said is thanks: that takes over nobody's
   *     emergency
   */
  static void add(
      Sentence message,
      List<GlucoseFact> facts,
      List<RedFlag> flags,
      Set<Intent> intents,
      Set<Intent> guessed,
      Values values) {
    boolean values0 = facts.isEmpty() && values.implausible().isEmpty();
    if (feelsLow(message) || values0 && message.says("low-word") && message.says("glucose")) {
      intents.add(values.otherPerson() ? Intent.OTHER_PERSON : Intent.SYMPTOM_LOW);
    }
    if (feelsWell(message)) {
      intents.add(Intent.SELF_REPORT_OK);
    }
    if ((message.asks() || questions(message)) && !command(intents)) {
      intents.add(Intent.QUESTION);
    }
    boolean nothingElse =
        values0 && flags.isEmpty() && intents.isEmpty() && !message.says("red-flag");
    if (!nothingElse || message.items().isEmpty()) {
      return;
    }
    if (whole(message, "help")) {
      intents.add(Intent.HELP);
    } else if (acknowledges(message)) {
      intents.add(Intent.ACKNOWLEDGE);
    } else if (whole(message, "thanks")) {
      intents.add(Intent.ACKNOWLEDGE);
      guessed.add(Intent.ACKNOWLEDGE);
    } else if (message.items().get(0).is("greeting")) {
      intents.add(Intent.GREETING);
    }
  }

  private static boolean command(Set<Intent> intents) {
    return intents.contains(Intent.OPT_OUT) || intents.contains(Intent.OPT_IN);
  }

  /** "could not", "can not" ask nothing. */
  private static boolean questions(Sentence message) {
    for (int i = 0; i < message.items().size(); i++) {
      if (message.items().get(i).is("question") && !is(message.at(i + 1), "negation")) {
        return true;
      }
    }
    return false;
  }

  private static boolean whole(Sentence message, String label) {
    return message.items().size() <= SHORT
        && message.says(label)
        && message.items().stream().allMatch(i -> i.is(label) || i.any(SMALL));
  }

  private static boolean acknowledges(Sentence message) {
    Item first = message.items().get(0);
    long unknown = message.items().stream().filter(i -> i.labels().isEmpty()).count();
    return first.is("ack")
        && unknown <= 3
        && !message.says("negation")
        && message.items().stream().noneMatch(Item::number);
  }

  private static boolean feelsLow(Sentence message) {
    for (int i = 0; i < message.items().size(); i++) {
      if (message.items().get(i).is("low-symptom")
          && !is(message.at(i - 1), "negation")
          && !(is(message.at(i + 1), "negation") && is(message.at(i + 2), "shows"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean feelsWell(Sentence message) {
    for (int i = 0; i < message.items().size(); i++) {
      if (message.items().get(i).is("self-ok")
          && !is(message.at(i - 1), "negation")
          && !is(message.at(i - 2), "negation")
          && !is(message.at(i + 1), "negation")) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(Item item, String label) {
    return item != null && item.is(label);
  }
}
