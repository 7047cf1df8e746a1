package procare.consent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Hours of the local day in which nobody is written to who did not ask.
 *
 * @param from first quiet minute
 * @param to first minute after; the same as {@code from}: no quiet hours
 */
record QuietHours(LocalTime from, LocalTime to) {

  /**
   * When the quiet hours end that this moment lies in; empty when it lies in none. A time that the
   * clocks skip counts as the next one that exists, one that they show twice as the first.
   */
  Optional<Instant> endOf(Instant now, ZoneId zone) {
    ZonedDateTime local = now.atZone(zone);
    LocalTime time = local.toLocalTime();
    LocalDate day = local.toLocalDate();
    boolean overMidnight = from.isAfter(to);
    boolean evening = overMidnight && !time.isBefore(from);
    boolean morning = overMidnight && time.isBefore(to);
    boolean within = !overMidnight && !time.isBefore(from) && time.isBefore(to);
    if (!evening && !morning && !within) {
      return Optional.empty();
    }
    Instant end = (evening ? day.plusDays(1) : day).atTime(to).atZone(zone).toInstant();
    // When clocks go back over the end, it has passed once already and local time is quiet again.
    return Optional.of(
        end.isAfter(now)
            ? end
            : (evening ? day.plusDays(1) : day)
                .atTime(to)
                .atZone(zone)
                .withLaterOffsetAtOverlap()
                .toInstant());
  }
}
