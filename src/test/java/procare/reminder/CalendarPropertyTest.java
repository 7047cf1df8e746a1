package procare.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * 10,000 patients in 40 zones live through two years with changes of clocks, a leap day, moves from
 * zone to zone and outages of the hub: each slot comes exactly once, at the time an ordinary
 * calendar says, and nothing is sent after its time.
 */
class CalendarPropertyTest {
  private static final LocalDate START = LocalDate.of(2027, 3, 1);
  private static final LocalDate LAST = LocalDate.of(2029, 2, 28);
  private static final Duration TICK = Duration.ofSeconds(30);
  private static final List<ZoneId> ZONES =
      List.of(
              "Asia/Kolkata",
              "Asia/Jakarta",
              "Asia/Makassar",
              "Asia/Jayapura",
              "Asia/Kathmandu",
              "Asia/Dhaka",
              "Asia/Karachi",
              "Asia/Colombo",
              "Asia/Dubai",
              "Asia/Singapore",
              "Asia/Tokyo",
              "Asia/Tehran",
              "Asia/Beirut",
              "Asia/Jerusalem",
              "Africa/Cairo",
              "Africa/Casablanca",
              "Africa/Lagos",
              "Africa/Johannesburg",
              "Europe/London",
              "Europe/Berlin",
              "Europe/Athens",
              "Europe/Chisinau",
              "Atlantic/Azores",
              "America/Nuuk",
              "America/St_Johns",
              "America/Halifax",
              "America/New_York",
              "America/Chicago",
              "America/Denver",
              "America/Los_Angeles",
              "America/Havana",
              "America/Santiago",
              "America/Asuncion",
              "America/Sao_Paulo",
              "Pacific/Easter",
              "Pacific/Chatham",
              "Pacific/Apia",
              "Australia/Lord_Howe",
              "Australia/Sydney",
              "Antarctica/Troll")
          .stream()
          .map(ZoneId::of)
          .toList();

  /**
   * @param moves ascending
   */
  record Life(Timing timing, List<Instant> moves, long seed) {}

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void eachSlotOnceAndNothingLate(@ForAll("lives") Life life) {
    Random random = new Random(life.seed());
    List<Slot> expected = Oracle.slots(life.timing(), START, LAST);
    List<Instant> moves = new ArrayList<>(life.moves());
    Timing timing = life.timing();
    Slot slot = timing.first(START, START.atStartOfDay(timing.zone()).toInstant());
    Instant backFrom = Instant.MIN;
    int sent = 0;
    int expired = 0;
    for (Slot wanted : expected) {
      assertThat(slot).isEqualTo(wanted);
      Instant due = timing.due(slot);
      while (!moves.isEmpty() && moves.get(0).isBefore(due)) {
        moves.remove(0);
        timing = in(ZONES.get(random.nextInt(ZONES.size())), timing);
        due = timing.due(slot);
      }
      assertThat(due).isEqualTo(Oracle.due(slot, timing.zone()));
      Due times = Due.of(Kind.MEDICATION, timing, slot, Duration.ofHours(4));
      Duration gap = Duration.between(due, timing.dueAfter(slot));
      assertThat(Duration.between(due, times.sendUntil()))
          .isPositive()
          .isLessThanOrEqualTo(Duration.ofHours(2))
          .isLessThanOrEqualTo(gap.dividedBy(2));
      assertThat(times.confirmUntil()).isBetween(times.sendUntil(), due.plus(Duration.ofHours(4)));
      if (random.nextInt(200) == 0) {
        backFrom = due.plusSeconds(random.nextInt(12 * 3600));
      }
      Instant run = tickAfter(due.isBefore(backFrom) ? backFrom : due);
      if (run.isBefore(times.sendUntil())) {
        assertThat(run).isAfterOrEqualTo(due);
        sent++;
      } else {
        expired++;
      }
      slot = timing.next(slot);
    }
    assertThat(sent + expired).isEqualTo(expected.size());
  }

  private static Instant tickAfter(Instant instant) {
    long step = TICK.toSeconds();
    return Instant.ofEpochSecond(-Math.floorDiv(-instant.getEpochSecond(), step) * step);
  }

  private static Timing in(ZoneId zone, Timing timing) {
    return new Timing(zone, timing.times(), timing.days(), timing.everyDays());
  }

  @Provide
  Arbitrary<Life> lives() {
    return Arbitraries.longs().map(CalendarPropertyTest::life);
  }

  private static Life life(long seed) {
    Random random = new Random(seed);
    TreeSet<LocalTime> times = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      // Half of them where clocks are changed: around midnight and in the small hours.
      int hour = random.nextBoolean() ? random.nextInt(4) : random.nextInt(24);
      times.add(LocalTime.of(hour, random.nextInt(12) * 5));
    }
    boolean weekly = random.nextInt(4) == 0;
    int days = weekly ? 1 + random.nextInt(127) : Timing.ALL_DAYS;
    int every = weekly || random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(10);
    List<Instant> moves = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      moves.add(
          START
              .plusDays(random.nextInt(730))
              .atTime(random.nextInt(24), random.nextInt(60))
              .toInstant(ZoneOffset.UTC));
    }
    moves.sort(Instant::compareTo);
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    return new Life(new Timing(zone, List.copyOf(times), days, every), moves, seed);
  }
}
