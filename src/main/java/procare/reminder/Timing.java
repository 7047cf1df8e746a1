package procare.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A rhythm in one zone, as FHIR's Timing has it: times of day on certain days of the week, or every
 * n-th day.
 *
 * @param times local times of day, ascending, at least one
 * @param days bit 0 Monday … bit 6 Sunday
 * @param everyDays 1 or, with all days of the week, more
 */
public record Timing(ZoneId zone, List<LocalTime> times, int days, int everyDays) {
  public static final int ALL_DAYS = 127;

  public Timing {
    times = List.copyOf(times);
    if (times.isEmpty() || days < 1 || days > ALL_DAYS || everyDays < 1) {
      throw new IllegalArgumentException("a rhythm needs times and days");
    }
    if (everyDays > 1 && days != ALL_DAYS) {
      throw new IllegalArgumentException("either days of the week or every n-th day");
    }
  }

  /** When a slot of this rhythm is due. */
  Instant due(Slot slot) {
    return LocalTimes.instant(slot, zone);
  }

  /** The slot after this one, which must be one of this rhythm. */
  Slot next(Slot slot) {
    for (LocalTime time : times) {
      if (time.isAfter(slot.time())) {
        return new Slot(slot.date(), time);
      }
    }
    return new Slot(dayFrom(slot.date().plusDays(everyDays)), times.get(0));
  }

  /**
   * The first slot of a plan that is due at {@code notBefore} or later.
   *
   * @param start first day of the plan, from which every n-th day counts
   */
  Slot first(LocalDate start, Instant notBefore) {
    LocalDate today = LocalDate.ofInstant(notBefore, zone).minusDays(1);
    LocalDate from = start;
    if (today.isAfter(start)) {
      long since = today.toEpochDay() - start.toEpochDay();
      from = start.plusDays(since / everyDays * everyDays);
    }
    Slot slot = new Slot(dayFrom(from), times.get(0));
    while (due(slot).isBefore(notBefore)) {
      slot = next(slot);
    }
    return slot;
  }

  /** The slot after this one that is due later; clocks that jump can make two due at once. */
  Instant dueAfter(Slot slot) {
    Instant due = due(slot);
    Slot later = next(slot);
    while (!due(later).isAfter(due)) {
      later = next(later);
    }
    return due(later);
  }

  private LocalDate dayFrom(LocalDate date) {
    LocalDate day = date;
    while ((days & 1 << day.getDayOfWeek().getValue() - 1) == 0 || !LocalTimes.exists(day, zone)) {
      day = day.plusDays(everyDays);
    }
    return day;
  }
}
