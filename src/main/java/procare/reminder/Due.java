package procare.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The times of one occurrence (domain rules §3).
 *
 * @param sendUntil a reminder that has not left by then is stale and never leaves
 * @param confirmUntil answers are taken as answers to this occurrence until then
 */
record Due(Slot slot, Instant due, Instant sendUntil, Instant confirmUntil) {
  /** Doses: at most two hours late, and never nearer to the next dose than to their own. */
  private static final Duration MEDICATION_SEND = Duration.ofHours(2);

  static Due of(Kind kind, Timing timing, Slot slot, Duration confirmWithin) {
    Instant due = timing.due(slot);
    Instant next = timing.dueAfter(slot);
    if (kind == Kind.MEDICATION) {
      Duration half = Duration.between(due, next).dividedBy(2);
      Instant sendUntil = due.plus(half.compareTo(MEDICATION_SEND) < 0 ? half : MEDICATION_SEND);
      Instant confirm = earlier(due.plus(confirmWithin), next);
      return new Due(slot, due, sendUntil, later(confirm, sendUntil));
    }
    Instant endOfDay = later(LocalTimes.endOfDay(slot.date(), timing.zone()), due);
    return new Due(slot, due, endOfDay, endOfDay);
  }

  /** A reminder of something that begins at a fixed instant. */
  static Due before(Instant event, Instant due) {
    return new Due(slot(due), due, event, event);
  }

  /** Named in UTC: two of its reminders may fall on the same local time when clocks go back. */
  static Slot slot(Instant due) {
    LocalDateTime name = LocalDateTime.ofInstant(due, ZoneOffset.UTC);
    return new Slot(name.toLocalDate(), name.toLocalTime());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
