package procare.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads whether a dose was taken, was not, or will be. A question, a condition, a wish and somebody
 * else's dose say nothing of the writer's; of two statements about the same dose the last counts
 * ("nahi bhoola, le li"). Bare words ("yes", "done", 👍) count only after a question about a dose.
 * What stays in doubt gives no fact, so that the hub asks back.
 */
final class DoseGrammar {
  private static final Set<String> BARE =
      Set.of("yes", "polite", "already", "self", "dose-word", "filler", "today");

  private final Sentence message;
  private final boolean asked;
  private final Set<Intent> facts = EnumSet.noneOf(Intent.class);
  private boolean guess;
  private boolean question;
  private Duration snooze;

  DoseGrammar(Sentence message, Context context) {
    this.message = message;
    this.asked = context.pending() == Pending.DOSE;
    read();
  }

  Set<Intent> facts() {
    return facts;
  }

  /** Whether no medicine was named and none was asked about. */
  boolean guess() {
    return guess;
  }

  /** Whether it asks about a dose. */
  boolean question() {
    return question;
  }

  /** Null unless LATER is among the facts and says how long. */
  Duration snooze() {
    return snooze;
  }

  private void read() {
    List<Clause> clauses = clauses();
    boolean named = clauses.stream().anyMatch(Clause::named);
    boolean about = asked || named;
    Intent last = null;
    Clause lastClause = null;
    for (Clause clause : clauses) {
      if (clause.asks) {
        question |= clause.anyVerb() || clause.named();
        continue;
      }
      if (clause.other()) {
        continue;
      }
      if (clause.unsure()) {
        facts.remove(Intent.MEDICATION_TAKEN);
        last = null;
        continue;
      }
      if (clause.retracts() && last == Intent.MEDICATION_TAKEN) {
        facts.remove(last);
        last = null;
      }
      for (Intent fact : said(clause, about)) {
        boolean another =
            lastClause != null
                && lastClause != clause
                && lastClause.named()
                && clause.named()
                && clause.anyVerb();
        if (last != null && last != fact && contradicts(last, fact) && !another) {
          facts.remove(last);
        }
        facts.add(fact);
        last = fact;
        lastClause = clause;
      }
    }
    if (facts.isEmpty() && asked) {
      bare(clauses);
    }
    if (!facts.contains(Intent.MEDICATION_LATER)) {
      snooze = null;
    }
    guess = !about && !facts.isEmpty();
  }

  private static boolean contradicts(Intent one, Intent other) {
    return one == Intent.MEDICATION_TAKEN || other == Intent.MEDICATION_TAKEN;
  }

  private List<Intent> said(Clause clause, boolean about) {
    boolean yesterdayToo = !asked && message.doses().stream().noneMatch(i -> i.is("today"));
    List<Intent> said = new ArrayList<>(clause.facts(about, !yesterdayToo));
    boolean waits = clause.has("later") || clause.has("snooze");
    Duration time = Snooze.ago(clause.items) ? null : Snooze.in(clause.items);
    boolean later =
        (waits && (about || clause.has("snooze"))
                || time != null && (asked || about && clause.takes()))
            && !said.contains(Intent.MEDICATION_TAKEN);
    if (later && !said.contains(Intent.MEDICATION_LATER)) {
      said.add(Intent.MEDICATION_LATER);
    }
    if (said.contains(Intent.MEDICATION_LATER) && time != null) {
      snooze = time;
    }
    boolean notToday = clause.looseNegation() && clause.has("today");
    boolean notYet = clause.has("not-yet") && clause.looseNegation();
    if (said.isEmpty() && about && (notToday || notYet)) {
      said.add(Intent.MEDICATION_NOT_TAKEN);
    }
    return said;
  }

  /** A yes or no to "did you take it?", if the message says nothing else. */
  private void bare(List<Clause> clauses) {
    boolean doubt =
        question
            || message.asks()
            || clauses.stream().anyMatch(c -> c.asks || c.unsure() || c.has("missed"));
    List<Item> items = message.doses();
    boolean no = items.stream().anyMatch(i -> i.is("no") || i.is("not-yet") || i.is("negation"));
    boolean yes = items.stream().anyMatch(i -> i.is("yes") || i.is("already"));
    boolean verbs = clauses.stream().anyMatch(Clause::anyVerb);
    boolean onlyYes = items.stream().allMatch(i -> i.any(BARE));
    boolean onlyNo =
        items.stream()
            .allMatch(i -> i.is("no") || i.is("negation") || i.is("polite") || i.is("not-yet"));
    if (doubt) {
      return;
    }
    if (no && !yes && onlyNo && !verbs) {
      facts.add(Intent.MEDICATION_NOT_TAKEN);
    } else if (yes && !no && onlyYes) {
      facts.add(Intent.MEDICATION_TAKEN);
    }
  }

  /** Cut at commas, ends of sentences and words such as "but". */
  private List<Clause> clauses() {
    List<Clause> clauses = new ArrayList<>();
    List<Item> open = new ArrayList<>();
    for (Item item : message.doses()) {
      boolean cut =
          !open.isEmpty()
              && (item.comma()
                  || item.is("joins")
                  || open.get(open.size() - 1).token().sentence() != item.token().sentence());
      if (cut) {
        clauses.add(clause(open, item));
        open.clear();
      }
      if (!item.is("joins")) {
        open.add(item);
      }
    }
    if (!open.isEmpty()) {
      clauses.add(clause(open, null));
    }
    return clauses;
  }

  /** A question mark asks about the clause before it, and before a mere "right?" too. */
  private Clause clause(List<Item> items, Item next) {
    int sentence = items.get(items.size() - 1).token().sentence();
    boolean last = next == null || next.token().sentence() != sentence || next.is("tag");
    return new Clause(items, last && message.asking().contains(sentence));
  }
}
