package procare.conversation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import procare.glucose.GlucoseUnit;

/**
 * Gives every number of a message its role, from the words around it: the unit behind it decides
 * first, then the last word before it that announces a number (sugar, bp, insulin, weight …), then
 * whether the rest of the message leaves any other meaning.
 */
final class GlucoseGrammar {
  private static final BigDecimal HIGHEST = GlucoseUnit.MG_DL.highest();
  private static final Set<String> STATES =
      Set.of("FASTING", "BEFORE_MEAL", "AFTER_MEAL", "BEDTIME", "NIGHT", "RANDOM");
  private static final List<String> ANNOUNCERS =
      List.of("bp", "hba1c", "insulin", "drug", "other-cue", "code");
  private static final Set<String> SINCE = Set.of("se", "से");
  private static final Set<String> SINCE_BEFORE = Set.of("since", "sejak", "dari", "from");

  private final Sentence message;
  private final Context context;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<Intent> intents = EnumSet.noneOf(Intent.class);
  private String cue;
  private int cueLeft;
  private String state;
  private boolean stateUsed;
  private boolean past;
  private boolean timed;
  private boolean other;
  private int unknownInClause;
  private int unknown;
  private String code;
  private GlucoseUnit unit;
  private BigDecimal ketones;
  private boolean ketoneCue;

  GlucoseGrammar(Sentence message, Context context) {
    this.message = message;
    this.context = context;
  }

  Values read() {
    for (int i = 0; i < message.items().size(); i++) {
      Item item = message.items().get(i);
      pause(i, item);
      if (item.number()) {
        number(i, item);
      } else {
        word(i, item);
      }
    }
    loneCode();
    GlucoseDecision decision = new GlucoseDecision(message, context, unknown, intents);
    candidates.forEach(decision::decide);
    GlucoseUnit onlyUnit = candidates.isEmpty() && message.items().size() <= 4 ? unit : null;
    return new Values(
        decision.facts(), decision.implausible(), intents, code, onlyUnit, ketones, past, other);
  }

  /** A comma or a new sentence ends what a word announced, but not that sugar is spoken of. */
  private void pause(int i, Item item) {
    Item before = message.at(i - 1);
    boolean sentence = before != null && before.token().sentence() != item.token().sentence();
    if (item.comma() || sentence) {
      if (!"glucose".equals(cue)) {
        cue = null;
      }
      if (unknownInClause > 0) {
        past = false;
        timed = false;
      }
      unknownInClause = 0;
    }
  }

  private void word(int i, Item item) {
    if (item.is("unit-mgdl") || item.is("unit-mmol")) {
      unit = item.is("unit-mmol") ? GlucoseUnit.MMOL_L : GlucoseUnit.MG_DL;
    }
    if (item.is("not-glucose")) {
      return;
    }
    for (String name : STATES) {
      if (item.is(name)) {
        state(name);
      }
    }
    time(i, item);
    owner(i, item);
    if (item.is("glucose")) {
      cue = "glucose";
    }
    for (String announcer : ANNOUNCERS) {
      if (item.is(announcer)) {
        cue = announcer;
        cueLeft = announcer.equals("bp") ? 2 : 1;
        ketoneCue = item.text().startsWith("keton") || item.text().startsWith("कीटोन");
      }
    }
    if (item.is("connector") && ("insulin".equals(cue) || "drug".equals(cue))) {
      cue = null;
    }
    if (item.labels().isEmpty()) {
      unknown++;
      unknownInClause++;
    }
  }

  /** A state before the first number belongs to what follows, else to the number before it. */
  private void state(String name) {
    Candidate last = candidates.isEmpty() ? null : candidates.get(candidates.size() - 1);
    if (last != null && last.state == null) {
      last.state = name;
      last.sure = true;
      state = null;
    } else {
      state = name;
      stateUsed = false;
    }
    cue = "glucose";
  }

  private void time(int i, Item item) {
    if (item.is("now")) {
      past = false;
      timed = true;
    }
    Item next = message.at(i + 1);
    Item before = message.at(i - 1);
    boolean since =
        next != null && SINCE.contains(next.text())
            || before != null && SINCE_BEFORE.contains(before.text());
    if (!item.is("past") || since) {
      return;
    }
    Candidate last = candidates.isEmpty() ? null : candidates.get(candidates.size() - 1);
    boolean behind = last != null && !last.timed && i - last.index <= 3 && !comma(last.index, i);
    if (behind) {
      last.past = true;
      last.timed = true;
    } else {
      past = true;
      timed = true;
    }
  }

  private boolean comma(int from, int to) {
    for (int i = from + 1; i <= to; i++) {
      if (message.items().get(i).comma()) {
        return true;
      }
    }
    return false;
  }

  private void owner(int i, Item item) {
    Item next = message.at(i + 1);
    Item before = message.at(i - 1);
    if (item.is("self") && !is(next, "person") && !is(before, "person")) {
      other = false;
    }
    if (!item.is("person")) {
      return;
    }
    boolean addressed = next != null && next.comma();
    boolean owns =
        next != null
            && !addressed
            && (next.is("possessive")
                || next.is("glucose")
                || next.any(STATES)
                || next.number()
                || next.is("shows") && number(message.at(i + 2)));
    boolean owned = false;
    for (int back = 1; back <= 3; back++) {
      Item earlier = message.at(i - back);
      owned |= back == 1 && is(earlier, "glucose");
      owned |= is(earlier, "possessive") && !is(earlier, "connector");
    }
    if (owns) {
      other = true;
    } else if (owned) {
      other = true;
      if (!candidates.isEmpty() && !is(before, "glucose")) {
        candidates.get(candidates.size() - 1).other = true;
      }
    }
  }

  private static boolean number(Item item) {
    return item != null && item.number();
  }

  private void number(int i, Item item) {
    BigDecimal value = new BigDecimal(shortened(item.text()));
    Item next = message.at(i + 1);
    if (next != null && next.comma()) {
      next = null;
    }
    if ("code".equals(cue)) {
      code = item.token().raw();
      intents.add(Intent.VERIFY);
      cue = null;
      return;
    }
    if (item.shape() == Shape.PRESSURE && !("glucose".equals(cue) && low(i))) {
      intents.add(Intent.BLOOD_PRESSURE);
      return;
    }
    if (item.shape() != Shape.PLAIN
        && item.shape() != Shape.PAIR
        && item.shape() != Shape.PRESSURE) {
      return;
    }
    if (ForeignNumber.at(i, value, next, cue, message, intents) || announced(i, value, next)) {
      return;
    }
    Candidate candidate = new Candidate(value, i);
    candidate.unit = unitOf(next);
    candidate.sure = "glucose".equals(cue) || candidate.unit != null;
    candidate.state = stateUsed ? null : state;
    candidate.past = past;
    candidate.timed = timed;
    candidate.other = other;
    stateUsed = true;
    candidates.add(candidate);
  }

  /** "sugar 110/62" has the shape of a blood pressure and may hold a low. */
  private boolean low(int i) {
    for (int at = i - 1; at <= i + 1; at++) {
      Item item = message.at(at);
      if (item != null && item.number() && new BigDecimal(shortened(item.text())).intValue() < 70) {
        return !message.says("bp");
      }
    }
    return false;
  }

  private static String shortened(String digits) {
    return digits.length() > 20 ? digits.substring(0, 20) : digits;
  }

  private GlucoseUnit unitOf(Item next) {
    if (is(next, "unit-mmol")) {
      return GlucoseUnit.MMOL_L;
    }
    return is(next, "unit-mgdl") || is(next, "unit-mg") ? GlucoseUnit.MG_DL : null;
  }

  /** Numbers that a word before them claimed. */
  private boolean announced(int i, BigDecimal value, Item next) {
    if (cue == null || cue.equals("glucose") || unitOf(next) != null) {
      return false;
    }
    boolean arrives = is(next, "shows") && !is(message.at(i - 1), "shows");
    String claimed = cue;
    cueLeft--;
    if (cueLeft == 0) {
      cue = null;
    }
    switch (claimed) {
      case "bp" -> intents.add(Intent.BLOOD_PRESSURE);
      case "hba1c" -> intents.add(Intent.HBA1C);
      case "insulin" -> {
        if (arrives || value.intValue() > 150) {
          return false;
        }
        intents.add(Intent.INSULIN_DOSE);
      }
      case "drug" -> {
        return !arrives;
      }
      default -> {
        if (ketoneCue) {
          ketones = value;
        }
      }
    }
    return true;
  }

  private void loneCode() {
    if (message.words().size() == 1 && candidates.size() == 1) {
      String digits = message.words().get(0).text();
      boolean big = digits.startsWith("0") || candidates.get(0).value.compareTo(HIGHEST) > 0;
      if (digits.length() >= 4 && digits.length() <= 8 && !digits.contains(".") && big) {
        code = digits;
        intents.add(Intent.VERIFY);
        candidates.clear();
      }
    }
  }

  private static boolean is(Item item, String label) {
    return item != null && item.is(label);
  }
}
