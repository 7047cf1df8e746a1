package procare.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a rate a node takes that cannot keep up with all of it. */
class PacedSendersTest {
  private final PacedSenders senders = new PacedSenders("a", 100, 4);

  @AfterEach
  void stop() {
    senders.shutdownNow();
  }

  /** One turn of a node that was given slots at {@code part} of 100 a turn. */
  private double turn(double part, int capacity) {
    int taken = (int) (100 * part);
    for (int i = 0; i < taken; i++) {
      senders.slot(i < capacity);
    }
    return senders.part();
  }

  @Test
  void takesAllUntilSlotsAreLost() {
    assertThat(senders.part()).isEqualTo(1);
    assertThat(turn(1, 100)).isEqualTo(1);
  }

  @Test
  void oneHiccupDoesNotSlowItDown() {
    turn(1, 70);
    assertThat(turn(1, 100)).isEqualTo(1);
  }

  @Test
  void settlesAtWhatItCanSendAndRecovers() {
    double part = 1;
    for (int i = 0; i < 60; i++) {
      part = turn(part, 33);
    }
    double least = 1;
    double most = 0;
    for (int i = 0; i < 100; i++) {
      part = turn(part, 33);
      least = Math.min(least, part);
      most = Math.max(most, part);
    }
    assertThat(least).isGreaterThan(0.2);
    assertThat(most).isLessThan(0.5);
    for (int i = 0; i < 60; i++) {
      part = turn(part, 100);
    }
    assertThat(part).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"100, 0.01", "1000, 0.001", "1, 1", "0.2, 1"})
  void neverSlowsDownBelowAMessageASecond(double rate, double least) {
    PacedSenders slow = new PacedSenders("b", rate, 1);
    double part = 1;
    for (int i = 0; i < 200; i++) {
      slow.slot(false);
      part = slow.part();
    }
    slow.shutdownNow();
    assertThat(part).isEqualTo(least);
  }
}
