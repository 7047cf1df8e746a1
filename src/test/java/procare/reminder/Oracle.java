package procare.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the calendar must come to, worked out the slow way: day by day and minute by minute. */
final class Oracle {
  private Oracle() {}

  /** Every slot of a rhythm from the first to the last day, by the rules of a paper calendar. */
  static List<Slot> slots(Timing timing, LocalDate start, LocalDate last) {
    List<Slot> slots = new ArrayList<>();
    int number = 0;
    for (LocalDate day = start; !day.isAfter(last); day = day.plusDays(1), number++) {
      boolean on = number % timing.everyDays() == 0;
      boolean weekday = (timing.days() >> day.getDayOfWeek().ordinal()) % 2 == 1;
      if (on && weekday) {
        for (LocalTime time : timing.times()) {
          slots.add(new Slot(day, time));
        }
      }
    }
    return slots;
  }

  /** The first instant at which a clock on the wall shows this time, or the first one after it. */
  static Instant due(Slot slot, ZoneId zone) {
    LocalDateTime wall = LocalDateTime.of(slot.date(), slot.time());
    while (true) {
      List<ZoneOffset> valid = zone.getRules().getValidOffsets(wall);
      LocalDateTime shown = wall;
      if (!valid.isEmpty()) {
        return valid.stream().map(shown::toInstant).min(Instant::compareTo).orElseThrow();
      }
      wall = wall.plusMinutes(1);
    }
  }
}
