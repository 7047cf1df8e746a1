package procare.reminder;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Reminders of something that begins at a fixed instant, some time before it. */
final class Countdown {
  private Countdown() {}

  /**
   * @param minutes before the event, in any order
   * @return the first reminder later than {@code after}; null when there is none
   */
  static Instant next(Instant event, Integer[] minutes, Instant after) {
    return Arrays.stream(minutes)
        .map(m -> event.minus(Duration.ofMinutes(m)))
        .filter(due -> due.isAfter(after))
        .min(Instant::compareTo)
        .orElse(null);
  }
}
