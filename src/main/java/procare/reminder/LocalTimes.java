package procare.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Local times as instants. The only place that knows what clocks do when they are changed:
 *
 * <ul>
 *   <li>a time that the clocks jump over is the first minute that exists again, so 02:30 becomes
 *       03:00 (not 03:30, as {@code LocalDateTime.atZone} would have it);
 *   <li>a time that the clocks show twice is the first of the two (PostgreSQL's {@code at time
 *       zone} takes the second, which is why due times are not worked out in SQL);
 *   <li>a whole day that a zone jumped over (Apia, 30 December 2011) does not exist.
 * </ul>
 */
final class LocalTimes {
  private LocalTimes() {}

  static Instant instant(Slot slot, ZoneId zone) {
    LocalDateTime local = LocalDateTime.of(slot.date(), slot.time());
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    if (change == null) {
      return local.toInstant(zone.getRules().getOffset(local));
    }
    return change.isOverlap()
        ? local.toInstant(change.getOffsetBefore())
        : wholeMinute(change.getInstant());
  }

  static boolean exists(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toLocalDate().equals(date);
  }

  /** First instant of the day after. */
  static Instant endOfDay(LocalDate date, ZoneId zone) {
    return date.plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** Zones changed at odd seconds when railways were young. */
  private static Instant wholeMinute(Instant instant) {
    long seconds = instant.getEpochSecond();
    return Instant.ofEpochSecond(-Math.floorDiv(-seconds, 60L) * 60L);
  }
}
