package procare.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one clause says of a dose. Reads its words once, left to right, and keeps what is not yet
 * decided: a negation waits for the verb that it belongs to, "forgot" and "will" hold for the verb
 * behind them. A negation with no verb behind it belongs to the verb before ("li nahi").
 */
final class Clause {
  /** What a verb says. */
  enum Kind {
    DONE,
    MISSED,
    FUTURE,
    TAKE,
    /** "sudah", "already": makes a bare verb a done one. */
    ALREADY
  }

  /** A verb as it was met, and what stood before it. */
  private static final class Verb {
    final Kind kind;
    final boolean weak;
    boolean yesterday;
    boolean negated;

    Verb(Kind kind, boolean weak, boolean yesterday, boolean negated) {
      this.kind = kind;
      this.weak = weak;
      this.yesterday = yesterday;
      this.negated = negated;
    }
  }

  private static final Set<String> NEGATIONS = Set.of("negation", "no");

  private static final Set<String> RETRACTING =
      Set.of("negation", "no", "self", "filler", "polite", "tag");

  final List<Item> items;
  final boolean asks;
  private final List<Verb> verbs = new ArrayList<>();
  private boolean pendingNegation;
  private boolean pendingFuture;
  private boolean governed;
  private boolean yesterday;
  private boolean looseNegation;

  /**
   * @param asks whether it ends with a question mark
   */
  Clause(List<Item> items, boolean asks) {
    this.items = List.copyOf(items);
    this.asks = asks || asksByWords();
    for (int i = 0; i < items.size(); i++) {
      read(i, items.get(i));
    }
    if (has("day-before") && !has("today")) {
      verbs.forEach(v -> v.yesterday = true);
    }
    if (pendingNegation) {
      if (verbs.isEmpty()) {
        looseNegation = true;
      } else {
        verbs.get(verbs.size() - 1).negated = true;
      }
    }
  }

  /** "sudah minum obat belum": done or not yet, which is a question without its mark. */
  private boolean asksByWords() {
    int last = items.size() - 1;
    while (last > 0 && items.get(last).is("polite")) {
      last--;
    }
    boolean already = false;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean refused =
          i + 1 < items.size()
              && items.get(i + 1).any(NEGATIONS)
              && item.any(Set.of("question"))
              && item.token().text().startsWith("c");
      if (item.is("asking") || item.any(Set.of("question", "hypothetical")) && !refused) {
        return true;
      }
      if (i == last && already && item.is("not-yet")) {
        return true;
      }
      already |= item.is("already");
    }
    return false;
  }

  boolean has(String label) {
    return items.stream().anyMatch(i -> i.is(label));
  }

  /** Somebody else's dose: "papa ne dawai le li". */
  boolean other() {
    boolean other = false;
    for (int i = 0; i < items.size(); i++) {
      boolean owner = i + 1 < items.size() && items.get(i + 1).is("person");
      if (items.get(i).is("self") && !owner) {
        return false;
      }
      other |= items.get(i).is("person");
    }
    return other;
  }

  /** Whether it leaves open what happened: "maybe", "should have taken", "time to take". */
  boolean unsure() {
    return has("unsure") || items.stream().anyMatch(Clause::misspeltNegation);
  }

  /** "nt taken", "nahhi li", "hvn't": what looks like a negation is never read past. */
  private static boolean misspeltNegation(Item item) {
    String word = item.text();
    boolean unknown = item.labels().isEmpty() && item.token().word();
    boolean small = word.length() >= 2 && word.length() <= 6;
    boolean cut =
        word.length() > 2
            && word.endsWith("nt")
            && "aeiou".indexOf(word.charAt(word.length() - 3)) < 0;
    return unknown && small && (word.startsWith("n") || cut);
  }

  /** Nothing but "but I didn't". */
  boolean retracts() {
    return verbs.isEmpty() && looseNegation && items.stream().allMatch(i -> i.any(RETRACTING));
  }

  boolean anyVerb() {
    return !verbs.isEmpty();
  }

  boolean takes() {
    return verbs.stream().anyMatch(v -> v.kind == Kind.TAKE && !v.negated);
  }

  /** A "not" that no verb took: "but not today". */
  boolean looseNegation() {
    return looseNegation;
  }

  boolean named() {
    return has("drug") || has("insulin") || has("dose-word");
  }

  private void read(int i, Item item) {
    if (item.is("day-before")) {
      yesterday = true;
    } else if (item.is("today")) {
      yesterday = false;
    }
    if (item.is("cancels")) {
      pendingNegation = false;
      governed = false;
    } else if (item.is("not-yet")) {
      boolean cancelled = i > 0 && items.get(i - 1).is("denies");
      pendingNegation = !cancelled;
      verbs.removeIf(v -> v.kind == Kind.ALREADY);
    } else if (item.is("will")) {
      pendingFuture = true;
    } else if (item.is("not-done")) {
      verb(Kind.DONE, item, i);
      verbs.get(verbs.size() - 1).negated = true;
    } else if (item.is("missed")) {
      verb(Kind.MISSED, item, i);
      governed = true;
    } else if (item.is("future")) {
      verb(Kind.FUTURE, item, i);
    } else if (item.is("done")) {
      verb(Kind.DONE, item, i);
    } else if (item.is("done-weak")) {
      if (!foodBeside(i)) {
        verb(Kind.DONE, item, i);
      }
    } else if (item.is("take")) {
      verb(Kind.TAKE, item, i);
    } else if (item.is("already")) {
      verbs.add(new Verb(Kind.ALREADY, true, yesterday, false));
    } else if (item.any(NEGATIONS)) {
      pendingNegation = true;
    } else if (item.is("self") && i > 0 && items.get(i - 1).is("no") && i == 1) {
      pendingNegation = false;
    }
  }

  private boolean foodBeside(int i) {
    boolean article = i + 1 < items.size() && items.get(i + 1).is("article");
    int behind = article ? i + 2 : i + 1;
    return i > 0 && items.get(i - 1).is("food")
        || behind < items.size() && items.get(behind).is("food");
  }

  private void verb(Kind kind, Item item, int i) {
    boolean food = kind != Kind.MISSED && foodBeside(i) && !named();
    boolean absorbed = governed && kind != Kind.MISSED && kind != Kind.DONE;
    boolean will = pendingFuture && (kind == Kind.TAKE || kind == Kind.DONE);
    if (!food && !absorbed && !(pendingFuture && kind == Kind.MISSED)) {
      verbs.add(
          new Verb(will ? Kind.FUTURE : kind, item.is("done-weak"), yesterday, pendingNegation));
    }
    pendingNegation = false;
    pendingFuture = false;
  }

  /**
   * @param about whether the message is known to be about doses
   * @param today whether only today's doses count
   */
  List<Intent> facts(boolean about, boolean today) {
    boolean strong = verbs.stream().anyMatch(v -> v.kind == Kind.DONE && !v.weak);
    boolean already = verbs.stream().anyMatch(v -> v.kind == Kind.ALREADY && !v.negated);
    boolean missed = verbs.stream().anyMatch(v -> v.kind == Kind.MISSED && !v.negated);
    boolean refused = verbs.stream().anyMatch(v -> v.negated && v.kind != Kind.MISSED);
    List<Intent> facts = new ArrayList<>();
    for (Verb verb : verbs) {
      if (today && verb.yesterday || verb.weak && (strong || !about)) {
        continue;
      }
      Intent fact =
          switch (verb.kind) {
            case DONE -> verb.negated ? Intent.MEDICATION_NOT_TAKEN : Intent.MEDICATION_TAKEN;
            case MISSED -> verb.negated ? null : Intent.MEDICATION_NOT_TAKEN;
            case FUTURE -> verb.negated ? Intent.MEDICATION_NOT_TAKEN : Intent.MEDICATION_LATER;
            case TAKE -> taken(verb, already, missed || refused);
            case ALREADY -> null;
          };
      if (fact != null) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static Intent taken(Verb verb, boolean already, boolean doubt) {
    if (verb.negated) {
      return Intent.MEDICATION_NOT_TAKEN;
    }
    return already && !doubt ? Intent.MEDICATION_TAKEN : null;
  }
}
