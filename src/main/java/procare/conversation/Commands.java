package procare.conversation;

import java.util.List;
import java.util.Set;

/**
 * Reads "STOP", "START" and their like. Only a message that says nothing else counts: every word
 * must belong to the command, so that "can I stop metformin", "STOP 12345" and "we have got to stop
 * this" are none. A medicine, laboratory or appointment is a category only beside a word for
 * messages: "stop medicine" may be about the medicine.
 */
final class Commands {
  private static final int LONGEST = 12;
  private static final Set<String> CATEGORIES =
      Set.of("medication", "appointment", "lab", "education", "nudge");

  /** Nobody has advertisements or tips that could be stopped but ours. */
  private static final Set<String> OURS = Set.of("education", "nudge");

  private static final Set<String> ANSWERS = Set.of("agree", "refuse");

  private Commands() {}

  /** Null when the message is no command. */
  static Command in(Sentence message, Context context) {
    List<Item> items = message.commands();
    boolean consent = context.pending() == Pending.CONSENT;
    boolean request = says(items, "request");
    if (items.isEmpty()
        || items.size() > LONGEST
        || says(items, "refused")
        || message.asks() && !request
        || items.stream().anyMatch(i -> i.number() || !known(i, consent))) {
      return null;
    }
    boolean messages = says(items, "messages");
    String category =
        CATEGORIES.stream().filter(c -> says(items, c)).sorted().findFirst().orElse(null);
    if (category != null && !messages && !OURS.contains(category)) {
      return null;
    }
    if (says(items, "stop") && !says(items, "start")
        || says(items, "no-more") && (messages || category != null) && !says(items, "start")) {
      return new Command(Intent.OPT_OUT, category);
    }
    if (says(items, "start") && !says(items, "stop") && !says(items, "no-more")) {
      return new Command(Intent.OPT_IN, category);
    }
    return consent ? answer(items) : null;
  }

  /** A bare yes or no agrees or refuses only when that was asked. */
  private static boolean known(Item item, boolean consent) {
    return consent ? !item.labels().isEmpty() : !ANSWERS.containsAll(item.labels());
  }

  private static Command answer(List<Item> items) {
    boolean agrees = says(items, "agree");
    boolean refuses = says(items, "refuse");
    return agrees == refuses ? null : new Command(agrees ? Intent.OPT_IN : Intent.OPT_OUT, null);
  }

  private static boolean says(List<Item> items, String label) {
    return items.stream().anyMatch(i -> i.is(label));
  }
}
