package procare.conversation;

import java.math.BigDecimal;
import java.util.Set;

/** Tells numbers whose unit is not one of glucose: "20 units", "2 goli", "jam 8", "7.2 %". */
final class ForeignNumber {
  private static final Set<String> FOREIGN_UNITS = Set.of("time-unit", "count-unit", "other-unit");

  private ForeignNumber() {}

  /**
   * @param i index of the number among the items
   * @param next the item behind it, or null at a pause
   * @param cue the class of the last word that announced a number, or null
   * @param intents where a dose, blood pressure or HbA1c is noted
   */
  static boolean at(
      int i, BigDecimal value, Item next, String cue, Sentence message, Set<Intent> intents) {
    Item before = message.at(i - 1);
    boolean whole = value.scale() <= 0;
    boolean hour = whole && value.intValue() <= 24;
    if (is(before, "time-prefix") && hour && !is(next, "unit-mmol")) {
      return true;
    }
    if (next == null || is(next, "unit-mgdl") || is(next, "unit-mmol")) {
      return false;
    }
    if (next.is("unit-mg")) {
      Item behind = message.at(i + 2);
      return "drug".equals(cue)
          || behind != null && (behind.is("drug") || behind.is("count-unit"))
          || !"glucose".equals(cue) && message.says("drug");
    }
    if (announcedGlucose(value, next, cue)) {
      return false;
    }
    if (next.is("dose-unit")) {
      intents.add(Intent.INSULIN_DOSE);
      return true;
    }
    if (next.is("insulin") && value.intValue() < 150) {
      intents.add(Intent.INSULIN_DOSE);
      return true;
    }
    if (next.is("hba1c")) {
      intents.add(Intent.HBA1C);
      return true;
    }
    if (next.is("bp") && !"glucose".equals(cue)) {
      intents.add(Intent.BLOOD_PRESSURE);
      return true;
    }
    if (next.is("other-unit") && next.text().equals("%")) {
      intents.add(Intent.HBA1C);
      return true;
    }
    boolean clock = next.is("day-part") && whole && value.intValue() <= 12;
    boolean afterMeal = next.is("AFTER_MEAL") && whole && value.intValue() <= 4;
    return clock || afterMeal || next.any(FOREIGN_UNITS) || next.is("drug");
  }

  /** "sugar 62 dawai le li": a reading, and then the medicine; "2 goli" counts tablets. */
  private static boolean announcedGlucose(BigDecimal value, Item next, String cue) {
    boolean medicine = next.is("drug") || next.is("insulin");
    return medicine
        && !next.is("count-unit")
        && ("glucose".equals(cue) || next.is("drug-generic") && value.intValue() >= 20);
  }

  private static boolean is(Item item, String label) {
    return item != null && item.is(label);
  }
}
