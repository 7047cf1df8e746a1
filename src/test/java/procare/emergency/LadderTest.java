package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way up and off the ladder, minute by minute (domain rules §1, §4). */
class LadderTest {
  private static final int MINUTES = 180;

  @ParameterizedTest
  @MethodSource({"procare.emergency.LadderPaths#paths", "procare.emergency.DangerPaths#paths"})
  void follows(LadderPaths.Path path) {
    Ward ward = new Ward(path.caregivers(), path.doctors());
    for (int minute = 0; minute <= MINUTES; minute++) {
      ward.at(minute);
      for (String action : path.actionsAt(minute)) {
        Script.play(ward, action);
      }
      ward.runner.runAll();
    }
    assertThat(ward.told()).containsExactlyElementsOf(path.told());
    assertThat(ward.only().state()).isEqualTo(path.end());
    assertThat(ward.runner.runDue(10)).isZero();
  }
}
