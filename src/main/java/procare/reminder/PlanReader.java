package procare.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem;

/**
 * Reads the times of a plan from a request that fits the contract, and refuses what no clock or
 * patient could bear.
 */
@Component
class PlanReader {
  private static final Duration LONGEST_AHEAD = Duration.ofDays(5 * 366);
  private static final int LONGEST_BACK_DAYS = 366;
  private static final int LONGEST_COURSE_DAYS = 3660;
  private static final Duration SHORTEST_NOTICE = Duration.ofMinutes(5);
  private static final Duration LONGEST_NOTICE = Duration.ofDays(60);

  /** A course of days: first and last local day, the last one null without end. */
  record Course(LocalDate start, LocalDate end) {}

  /** An event and the minutes before it, longest first. */
  record Appointment(Instant start, List<Integer> beforeMinutes) {}

  private final ReminderProperties settings;

  PlanReader(ReminderProperties settings) {
    this.settings = settings;
  }

  Timing timing(JsonNode timing, ZoneId zone) {
    List<LocalTime> times = new ArrayList<>();
    for (JsonNode time : timing.path("timeOfDay")) {
      LocalTime read = LocalTime.parse(time.asText());
      if (times.contains(read)) {
        throw ApiProblem.field("timing.timeOfDay", "names " + read + " twice", "name it once");
      }
      times.add(read);
    }
    if (times.size() > settings.mostADay()) {
      throw ApiProblem.field(
          "timing.timeOfDay",
          "would send " + times.size() + " reminders a day",
          "at most " + settings.mostADay() + " times of day");
    }
    times.sort(Comparator.naturalOrder());
    int days = 0;
    for (JsonNode day : timing.path("dayOfWeek")) {
      days |= 1 << day(day.asText()).getValue() - 1;
    }
    int period = timing.path("period").asInt(1);
    if (days != 0 && period > 1) {
      throw ApiProblem.field(
          "timing.period",
          "cannot be combined with dayOfWeek",
          "either days of the week, or every n-th day");
    }
    return new Timing(zone, times, days == 0 ? Timing.ALL_DAYS : days, period);
  }

  Course course(JsonNode timing, LocalDate today) {
    JsonNode bounds = timing.path("boundsPeriod");
    LocalDate start = date(bounds, "start");
    LocalDate end = date(bounds, "end");
    LocalDate first = start == null ? today : start;
    if (first.isBefore(today.minusDays(LONGEST_BACK_DAYS))
        || first.isAfter(today.plusDays(LONGEST_AHEAD.toDays()))) {
      throw ApiProblem.field(
          "timing.boundsPeriod.start",
          "is too far away",
          "a day from "
              + today.minusDays(LONGEST_BACK_DAYS)
              + " to "
              + today.plusDays(LONGEST_AHEAD.toDays()));
    }
    if (end != null && end.isBefore(first)) {
      throw ApiProblem.field(
          "timing.boundsPeriod.end", "is before the start", "the last day, " + first + " or later");
    }
    if (end != null && end.isBefore(today)) {
      throw ApiProblem.field(
          "timing.boundsPeriod.end",
          "is over",
          "the last day, " + today + " or later; or leave it out");
    }
    if (end != null && end.isAfter(first.plusDays(LONGEST_COURSE_DAYS))) {
      throw ApiProblem.field(
          "timing.boundsPeriod.end", "is too far away", "leave it out for a plan without end");
    }
    return new Course(first, end);
  }

  Appointment appointment(JsonNode event, Instant now) {
    Instant start =
        OffsetDateTime.parse(event.path("start").asText())
            .toInstant()
            .truncatedTo(ChronoUnit.MINUTES);
    if (!start.isAfter(now)) {
      throw ApiProblem.field("event.start", "is in the past", "a time to come");
    }
    if (start.isAfter(now.plus(LONGEST_AHEAD))) {
      throw ApiProblem.field("event.start", "is too far away", "a time within five years");
    }
    List<Integer> minutes = new ArrayList<>();
    JsonNode before = event.path("remindBefore");
    if (before.isMissingNode()) {
      minutes.addAll(List.of(24 * 60, 2 * 60));
    }
    for (JsonNode notice : before) {
      minutes.add((int) notice(notice.asText()).toMinutes());
    }
    if (minutes.stream().distinct().count() < minutes.size()) {
      throw ApiProblem.field("event.remindBefore", "names a time twice", "name it once");
    }
    if (Countdown.next(start, minutes.toArray(Integer[]::new), now) == null) {
      throw ApiProblem.field(
          "event.remindBefore",
          "no reminder could be sent any more",
          "a shorter notice; the event is at " + start);
    }
    minutes.sort(Comparator.reverseOrder());
    return new Appointment(start, minutes);
  }

  static Instant time(String field, String value, Instant now) {
    Instant time = OffsetDateTime.parse(value).toInstant();
    if (!time.isAfter(now) || time.isAfter(now.plus(LONGEST_AHEAD))) {
      throw ApiProblem.field(field, "does not fit", "a time to come, within five years");
    }
    return time;
  }

  private static Duration notice(String value) {
    try {
      Duration notice = Duration.parse(value);
      if (notice.compareTo(SHORTEST_NOTICE) >= 0 && notice.compareTo(LONGEST_NOTICE) <= 0) {
        return notice;
      }
    } catch (DateTimeException e) {
      // refused below like one that does not fit
    }
    throw ApiProblem.field(
        "event.remindBefore",
        "has a notice that does not fit",
        "ISO 8601 durations from PT5M to P60D, such as P1D or PT2H");
  }

  private static LocalDate date(JsonNode bounds, String name) {
    if (!bounds.hasNonNull(name)) {
      return null;
    }
    try {
      return LocalDate.parse(bounds.get(name).asText());
    } catch (DateTimeException e) {
      throw ApiProblem.field(
          "timing.boundsPeriod." + name, "is no day of the calendar", "a day such as 2026-01-31");
    }
  }

  private static DayOfWeek day(String code) {
    return List.of(DayOfWeek.values()).stream()
        .filter(d -> d.name().toLowerCase(Locale.ROOT).startsWith(code))
        .findFirst()
        .orElseThrow();
  }
}
