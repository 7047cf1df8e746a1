package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import procare.Ids;
import procare.OwnDatabase;
import procare.event.Event;
import procare.event.InvalidEventException;

/** What the tables of the ladder do not show. */
class ClinicalMonitorTest {
  @Test
  void meterWordsAndUnclearValuesTellCaregiversAtOnce() {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading("<20", "mg/dL", "LEVEL_2", ward.clock.instant(), false));
    Ward other = new Ward(1, 1);
    other.deliver(other.reading("25", "unclear", "UNCLEAR", other.clock.instant(), false));
    assertThat(ward.told()).contains("0 ask CAREGIVER c1 AT_ONCE by@10");
    assertThat(other.told())
        .containsExactly(
            "0 detected UNCLEAR UNCLEAR inform recheck@15", "0 ask CAREGIVER c1 AT_ONCE by@10");
    other.at(2);
    other.deliver(other.reading("25", "mg/dL", "LEVEL_2", other.clock.instant(), false));
    assertThat(other.told())
        .endsWith(
            "2 resolved UNCLEAR RECOVERED",
            "2 detected LOW LEVEL_2 inform recheck@17",
            "2 ask CAREGIVER c1 AT_ONCE by@12");
  }

  @Test
  void aReadingMeasuredBeforeTheDangerEndsNothing() {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading(62));
    Instant before = ward.clock.instant().minus(Duration.ofMinutes(1));
    ward.deliver(ward.reading("110", "mg/dL", "NORMAL", before, false));
    ward.deliver(ward.reading("110", "mg/dL", "NORMAL", ward.clock.instant(), false));
    assertThat(ward.only().state()).isEqualTo(State.OPEN);
  }

  @Test
  void aWrongClockAheadDoesNotKeepRecoveryAway() {
    Ward ward = new Ward(1, 1);
    Instant ahead = ward.clock.instant().plus(Duration.ofMinutes(9));
    ward.deliver(ward.reading("62", "mg/dL", "LEVEL_1", ahead, false));
    ward.at(5);
    ward.deliver(ward.reading(100));
    assertThat(ward.only().state()).isEqualTo(State.RESOLVED);
  }

  @Test
  void aStoredRecoveryWhoseEventIsStillOnItsWayStopsTheLadder() {
    Ward ward = new Ward(1, 1);
    store(ward, "62", "LEVEL_1", 0);
    ward.deliver(ward.reading(62));
    store(ward, "95", "NORMAL", 9);
    ward.at(15);
    ward.runner.runAll();
    assertThat(ward.told())
        .containsExactly("0 detected LOW LEVEL_1 recheck@15", "15 resolved LOW RECOVERED");
  }

  @Test
  void aStoredBackdatedReadingDoesNot() {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading(62));
    UUID id = store(ward, "95", "NORMAL", 9);
    ward.jdbc.update("update glucose_reading set flags = '{backdated}' where id = ?", id);
    ward.at(15);
    ward.runner.runAll();
    assertThat(ward.told()).contains("15 ask CAREGIVER c1 NO_ANSWER by@25");
  }

  @Test
  void openEmergenciesKeepThePolicyTheyOpenedWith() {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading(62));
    EmergencyProperties changed =
        new EmergencyProperties(
            Duration.ofHours(2), Duration.ofHours(2), Duration.ofHours(2), 1, Map.of());
    Ward restarted = new Ward(OwnDatabase.of("emergency"), 0, 0, changed);
    restarted.at(15);
    restarted.runner.runAll();
    restarted.at(25);
    restarted.runner.runAll();
    assertThat(ward.told())
        .contains("15 ask CAREGIVER c1 NO_ANSWER by@25", "25 ask DOCTOR d1 NO_ANSWER by@35");
  }

  @Test
  void badEventsAreNamedForTheDeadLetters() {
    Ward ward = new Ward(1, 1);
    Event nobody =
        Event.first(
            "clinical.glucose.check",
            ward.clock.instant(),
            "story",
            "test",
            null,
            Ids.next(),
            ward.reading(45).data());
    assertThatThrownBy(() -> ward.deliver(nobody)).isInstanceOf(InvalidEventException.class);
    Event empty =
        Event.first(
            "clinical.glucose.check",
            ward.clock.instant(),
            "story",
            "test",
            null,
            ward.patient,
            Map.of());
    assertThatThrownBy(() -> ward.deliver(empty)).isInstanceOf(InvalidEventException.class);
    ward.deliver(ward.intent("NOTE", "p"));
    ward.deliver(ward.failed(Ids.next(), "c1"));
    assertThat(ward.all()).isEmpty();
  }

  @Test
  void gaugesCountWhatIsNotOver() {
    Ward ward = new Ward(1, 1);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EmergencyGauges gauges =
        new EmergencyGauges(JdbcClient.create(OwnDatabase.of("emergency")), ward.clock, registry);
    double before = registry.get("procare.emergencies").tag("state", "OPEN").gauge().value();
    ward.deliver(ward.reading(62));
    assertThat(registry.get("procare.emergencies").tag("state", "OPEN").gauge().value())
        .as("cached")
        .isEqualTo(before);
    ward.clock.forward(Duration.ofSeconds(5));
    assertThat(registry.get("procare.emergencies").tag("state", "OPEN").gauge().value())
        .isEqualTo(before + 1);
    ward.at(100_000);
    assertThat(registry.get("procare.emergency.steps.overdue").gauge().value()).isPositive();
    assertThat(gauges).isNotNull();
  }

  private static UUID store(Ward ward, String value, String severity, int minute) {
    UUID id = Ids.next();
    var at = Ward.START.plus(Duration.ofMinutes(minute)).atOffset(ZoneOffset.UTC);
    ward.jdbc.update(
        "insert into glucose_reading (id, patient_id, value, unit, severity, emergency, recorded_at, received_at, source, correlation_id) values (?, ?, ?, 'mg/dL', ?, ?, ?, ?, 'MANUAL', 'story')",
        id,
        ward.patient,
        new BigDecimal(value),
        severity,
        !"NORMAL".equals(severity),
        at,
        at);
    return id;
  }
}
