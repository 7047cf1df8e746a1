package procare.conversation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Reads how long to wait: "30 min", "1 ghante baad", "setengah jam", "in an hour". */
final class Snooze {
  private static final BigDecimal MINUTES_OF_DAY = BigDecimal.valueOf(24 * 60L);
  private static final BigDecimal HOUR = BigDecimal.valueOf(60);

  private Snooze() {}

  /** Null when no time of at least a minute and at most a day is named. */
  static Duration in(List<Item> items) {
    for (int i = 0; i < items.size(); i++) {
      BigDecimal number = number(items.get(i));
      Item unit = i + 1 < items.size() ? items.get(i + 1) : null;
      if (number == null) {
        continue;
      }
      boolean ago = i + 2 < items.size() && items.get(i + 2).is("ago");
      boolean hours = unit != null && unit.is("hours");
      boolean minutes = unit != null && unit.is("minutes");
      boolean bare = unit == null && i > 0 && items.get(i - 1).is("snooze");
      if (ago || !hours && !minutes && !bare) {
        continue;
      }
      BigDecimal time = hours ? number.multiply(HOUR) : number;
      if (time.compareTo(BigDecimal.ONE) >= 0 && time.compareTo(MINUTES_OF_DAY) <= 0) {
        return Duration.ofMinutes(time.longValue());
      }
    }
    return null;
  }

  /** Whether a time ago is named: "took it 30 min ago". */
  static boolean ago(List<Item> items) {
    return items.stream().anyMatch(i -> i.is("ago"));
  }

  private static BigDecimal number(Item item) {
    if (item.number()) {
      return item.shape() == Shape.PLAIN && item.text().length() <= 4
          ? new BigDecimal(item.text())
          : null;
    }
    for (String label : item.labels()) {
      if (label.startsWith("number-")) {
        return new BigDecimal(label.substring("number-".length()));
      }
    }
    return null;
  }
}
