package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.event.Event;

/** A critical laboratory value waits for a signature, and somebody is always asked for it. */
class LabAlarmsTest {
  private static final int SIGN = 60;

  /** Without anybody's answer, for hospitals with so many doctors. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | ask DOCTOR d1 AT_ONCE by@60, 60 ask SECOND_DOCTOR d2 AT_ONCE by@70, 70 ask OPERATIONS - AT_ONCE",
        "1 | ask DOCTOR d1 AT_ONCE by@60, 60 ask OPERATIONS - AT_ONCE",
        "0 | ask OPERATIONS - AT_ONCE",
      })
  void unsignedItClimbsToAPersonWhoWatches(int doctors, String asked) {
    Ward ward = new Ward(2, doctors);
    ward.deliver(ward.alarm(ward.critical(SIGN), SIGN));
    minutes(ward, 0, 180);
    assertThat(String.join(", ", ward.told()))
        .isEqualTo("0 detected LAB_CRITICAL CRITICAL, 0 " + asked);
    assertThat(ward.only().state()).isEqualTo(State.HANDED_OVER);
    assertThat(ward.runner.runDue(10)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"SIGNED, true", "SIGNED, false", "WITHDRAWN, true", "WITHDRAWN, false"})
  void aSignatureOrTheLaboratoryEndsItAlsoWhenTheEventIsLost(String how, boolean eventComes) {
    Ward ward = new Ward(1, 2);
    UUID critical = ward.critical(SIGN);
    ward.deliver(ward.alarm(critical, SIGN));
    minutes(ward, 0, 30);
    Event closed = ward.closed(critical, how);
    if (eventComes) {
      ward.deliver(closed);
    }
    minutes(ward, 30, 180);
    assertThat(ward.only().state()).isEqualTo(State.RESOLVED);
    assertThat(ward.told()).noneMatch(line -> line.contains("SECOND_DOCTOR"));
  }

  @Test
  void whoTookItOverAndDoesNotSignIsFollowedByTheNext() {
    Ward ward = new Ward(0, 2);
    ward.deliver(ward.alarm(ward.critical(SIGN), SIGN));
    minutes(ward, 0, 10);
    ward.deliver(ward.intent("ACKNOWLEDGE", "d1"));
    minutes(ward, 10, 69);
    assertThat(ward.only().state()).isEqualTo(State.ACKNOWLEDGED);
    minutes(ward, 70, 70);
    assertThat(ward.told()).contains("70 ask SECOND_DOCTOR d2 NO_OUTCOME by@80");
  }

  @Test
  void aSecondValueIsToldButMovesNoTime() {
    Ward ward = new Ward(0, 2);
    ward.deliver(ward.alarm(ward.critical(SIGN), SIGN));
    minutes(ward, 0, 50);
    UUID second = ward.critical(SIGN);
    ward.deliver(ward.alarm(second, SIGN));
    minutes(ward, 50, 60);
    assertThat(ward.told())
        .containsSubsequence(
            List.of("50 ask DOCTOR d1 AT_ONCE by@60", "60 ask SECOND_DOCTOR d2 AT_ONCE by@70"));
    ward.deliver(ward.closed(second, "SIGNED"));
    assertThat(ward.only().state()).isEqualTo(State.OPEN);
  }

  @Test
  void whatIsOverBeforeItsEventComesAlarmsNobody() {
    Ward ward = new Ward(0, 1);
    UUID critical = ward.critical(SIGN);
    Event alarm = ward.alarm(critical, SIGN);
    ward.deliver(ward.closed(critical, "WITHDRAWN"));
    ward.deliver(alarm);
    assertThat(ward.all()).isEmpty();
    UUID again = ward.critical(SIGN);
    ward.deliver(ward.alarm(again, SIGN));
    ward.deliver(ward.alarm(again, SIGN));
    assertThat(ward.told()).filteredOn(line -> line.contains("ask DOCTOR")).hasSize(1);
  }

  @Test
  void howThePatientFeelsAndGoodReadingsSignNothing() {
    Ward ward = new Ward(0, 1);
    ward.deliver(ward.alarm(ward.critical(SIGN), SIGN));
    ward.deliver(ward.intent("SELF_REPORT_OK", "p"));
    ward.deliver(ward.reading(110));
    minutes(ward, 0, 59);
    assertThat(ward.only().state()).isEqualTo(State.OPEN);
    assertThat(ward.told()).noneMatch(line -> line.contains("SELF_REPORTED"));
  }

  @Test
  void aDoctorWhomNothingReachesIsFollowedAtOnce() {
    Ward ward = new Ward(0, 2);
    ward.deliver(ward.alarm(ward.critical(SIGN), SIGN));
    ward.deliver(ward.failed(ward.only().id(), "p"));
    assertThat(ward.told()).noneMatch(line -> line.contains("SECOND_DOCTOR"));
    ward.deliver(ward.failed(ward.only().id(), "d1"));
    assertThat(ward.told()).contains("0 ask SECOND_DOCTOR d2 CHANNEL_FAILED by@10");
  }

  private static void minutes(Ward ward, int from, int to) {
    for (int minute = from; minute <= to; minute++) {
      ward.at(minute);
      ward.runner.runAll();
    }
  }
}
