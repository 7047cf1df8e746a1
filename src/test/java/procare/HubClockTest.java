package procare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class HubClockTest {
  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "PT45S", "PT-45S", "P400D"})
  void aWrongClockGivesWayToTheDatabases(String skew) {
    HubClock clock = clock(Clock.offset(Clock.systemUTC(), Duration.parse(skew)));
    clock.compare();
    assertThat(clock.instant()).isCloseTo(databaseTime(), within(2, ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT20S", "PT-20S"})
  void whatNtpMightLeaveIsNotCorrected(String skew) {
    Instant now = databaseTime().plus(Duration.parse(skew));
    HubClock clock = clock(Clock.fixed(now, java.time.ZoneOffset.UTC));
    clock.compare();
    assertThat(clock.instant()).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-20S", "PT0S"})
  void itSaysHowWrongTheNodesIs(String skew) {
    HubClock clock = clock(Clock.offset(Clock.systemUTC(), Duration.parse(skew)));
    assertThat(clock.offset()).isNull();
    clock.compare();
    assertThat(clock.offset()).isCloseTo(Duration.parse(skew), Duration.ofSeconds(2));
    assertThat(Duration.between(databaseTime(), clock.own()))
        .isCloseTo(Duration.parse(skew), Duration.ofSeconds(2));
  }

  @Test
  void itIsTheNodesOwnAgainWhenThatIsPutRight() {
    AtomicReference<Duration> skew = new AtomicReference<>(Duration.ofHours(1));
    HubClock clock = clock(moved(skew));
    clock.start();
    try {
      assertThat(clock.instant()).isCloseTo(databaseTime(), within(2, ChronoUnit.SECONDS));
      skew.set(Duration.ZERO);
      clock.compare();
      assertThat(clock.instant()).isCloseTo(databaseTime(), within(2, ChronoUnit.SECONDS));
    } finally {
      clock.stop();
    }
    assertThat(clock.isRunning()).isFalse();
  }

  @Test
  void withoutTheDatabaseTheNodesClockGoesOn() {
    Instant now = databaseTime();
    HubClock clock =
        new HubClock(
            Clock.fixed(now, java.time.ZoneOffset.UTC),
            () ->
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1"));
    clock.compare();
    assertThat(clock.instant()).isEqualTo(now);
  }

  private static HubClock clock(Clock node) {
    return new HubClock(node, TestDatabase::dataSource);
  }

  private static Clock moved(AtomicReference<Duration> skew) {
    Clock system = Clock.systemUTC();
    return new Clock() {
      @Override
      public Instant instant() {
        return system.instant().plus(skew.get());
      }

      @Override
      public java.time.ZoneId getZone() {
        return system.getZone();
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  private static Instant databaseTime() {
    return TestDatabase.jdbc()
        .queryForObject("select clock_timestamp()", OffsetDateTime.class)
        .toInstant();
  }
}
