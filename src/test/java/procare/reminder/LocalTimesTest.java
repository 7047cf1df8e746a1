package procare.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clocks do when they are changed, by hand. */
class LocalTimesTest {
  @ParameterizedTest
  @CsvSource({
    // a gap: the next minute that exists
    "Europe/Berlin,       2026-03-29, 02:00, 2026-03-29T01:00:00Z",
    "Europe/Berlin,       2026-03-29, 02:30, 2026-03-29T01:00:00Z",
    "Europe/Berlin,       2026-03-29, 03:00, 2026-03-29T01:00:00Z",
    "Australia/Lord_Howe, 2026-10-04, 02:10, 2026-10-03T15:30:00Z",
    // a gap at midnight
    "Africa/Cairo,        2026-04-24, 00:00, 2026-04-23T22:00:00Z",
    "Africa/Cairo,        2026-04-24, 00:30, 2026-04-23T22:00:00Z",
    "America/Sao_Paulo,   2018-11-04, 00:00, 2018-11-04T03:00:00Z",
    "America/Havana,      2026-03-08, 00:15, 2026-03-08T05:00:00Z",
    // an overlap: the first of the two
    "Europe/Berlin,       2026-10-25, 02:30, 2026-10-25T00:30:00Z",
    "Europe/Berlin,       2026-10-25, 03:00, 2026-10-25T02:00:00Z",
    "Antarctica/Troll,    2026-10-25, 01:30, 2026-10-24T23:30:00Z",
    "America/New_York,    2026-11-01, 01:59, 2026-11-01T05:59:00Z",
    // nothing special
    "Asia/Kolkata,        2028-02-29, 08:00, 2028-02-29T02:30:00Z",
    "Asia/Kathmandu,      2026-01-01, 00:00, 2025-12-31T18:15:00Z",
  })
  void localTimesAreInstants(String zone, LocalDate date, LocalTime time, Instant due) {
    assertThat(LocalTimes.instant(new Slot(date, time), ZoneId.of(zone))).isEqualTo(due);
  }

  @Test
  void aDayThatAZoneJumpedOverIsNoDay() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    Timing morning = new Timing(apia, List.of(LocalTime.of(8, 0)), Timing.ALL_DAYS, 1);
    Slot before = new Slot(LocalDate.of(2011, 12, 29), LocalTime.of(8, 0));
    assertThat(morning.next(before).date()).isEqualTo(LocalDate.of(2011, 12, 31));
    assertThat(Duration.between(morning.due(before), morning.due(morning.next(before))))
        .isEqualTo(Duration.ofHours(24));
  }

  @ParameterizedTest
  @CsvSource({
    // kind, times of day, hours and minutes in which it may be sent
    "MEDICATION, 08:00,             PT2H",
    "MEDICATION, 08:00 20:00,       PT2H",
    "MEDICATION, 08:00 11:00,       PT1H30M",
    "MEDICATION, 08:00 08:30 20:00, PT15M",
    "EDUCATION,  08:00 09:00,       PT16H",
    "FOLLOW_UP,  23:59,             PT1M",
  })
  void eachKindHasItsTime(Kind kind, String times, Duration sendWithin) {
    Timing timing =
        new Timing(
            ZoneId.of("Asia/Kolkata"),
            List.of(times.split(" ")).stream().map(LocalTime::parse).toList(),
            Timing.ALL_DAYS,
            1);
    Due due =
        Due.of(
            kind,
            timing,
            new Slot(LocalDate.of(2026, 5, 4), timing.times().get(0)),
            Duration.ofHours(4));
    assertThat(Duration.between(due.due(), due.sendUntil())).isEqualTo(sendWithin);
  }

  @Test
  void aRhythmBeginsWhereItIsToldTo() {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    LocalDate start = LocalDate.of(2026, 1, 1);
    Timing third =
        new Timing(kolkata, List.of(LocalTime.of(8, 0), LocalTime.of(20, 0)), Timing.ALL_DAYS, 3);
    assertThat(third.first(start, Instant.parse("2026-01-01T02:30:00Z")))
        .isEqualTo(new Slot(start, LocalTime.of(8, 0)));
    assertThat(third.first(start, Instant.parse("2026-01-01T02:30:01Z")))
        .isEqualTo(new Slot(start, LocalTime.of(20, 0)));
    assertThat(third.first(start, Instant.parse("2026-02-01T00:00:00Z")))
        .isEqualTo(new Slot(LocalDate.of(2026, 2, 3), LocalTime.of(8, 0)));
    assertThat(third.first(start, Instant.parse("2020-01-01T00:00:00Z")))
        .isEqualTo(new Slot(start, LocalTime.of(8, 0)));
  }
}
