package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import procare.event.Event;

/** Two nodes at the same moment: whatever comes first, each effect happens once. */
class ConcurrencyTest {
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(8);

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @Test
  void eightReadingsOpenOneEmergency() throws Exception {
    Ward ward = new Ward(1, 1);
    List<Event> readings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      readings.add(ward.reading(60 + i));
    }
    together(readings.stream().map(r -> (Runnable) () -> ward.deliver(r)).toList());
    assertThat(ward.told())
        .hasSize(8)
        .filteredOn(line -> !line.contains("appended"))
        .containsExactly("0 detected LOW LEVEL_1 recheck@15");
    assertThat(ward.only().state()).isEqualTo(State.OPEN);
    assertThat(ward.steps.all(ward.only().id()))
        .extracting(Step::rung)
        .containsExactly(Rung.PATIENT, Rung.RECHECK);
  }

  @Test
  void theSameEventOnTwoNodesCountsOnce() throws Exception {
    Ward ward = new Ward(1, 1);
    Event reading = ward.reading(45);
    together(List.of(() -> ward.deliver(reading), () -> ward.deliver(reading)));
    assertThat(ward.told())
        .containsExactly(
            "0 detected LOW LEVEL_2 inform recheck@15", "0 ask CAREGIVER c1 AT_ONCE by@10");
  }

  @RepeatedTest(20)
  void acknowledgementRacesTheNextRung() throws Exception {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading(45));
    ward.at(10);
    Event reply = ward.intent("ACKNOWLEDGE", "c1");
    together(List.of(() -> ward.deliver(reply), ward.runner::runAll));
    ward.runner.runAll();
    List<String> told = ward.told();
    assertThat(told).filteredOn(l -> l.contains("acknowledged")).hasSize(1);
    assertThat(told).filteredOn(l -> l.contains("ask DOCTOR")).hasSizeLessThanOrEqualTo(1);
    assertThat(ward.only().state()).isEqualTo(State.ACKNOWLEDGED);
    assertThat(ward.steps.all(ward.only().id()))
        .filteredOn(s -> "WAITING".equals(s.state()))
        .extracting(Step::rung)
        .containsExactlyInAnyOrder(Rung.RECHECK, Rung.OUTCOME);
  }

  @RepeatedTest(20)
  void recoveryRacesTheRecheck() throws Exception {
    Ward ward = new Ward(1, 1);
    ward.deliver(ward.reading(62));
    ward.at(15);
    Event good = ward.reading(90);
    together(List.of(() -> ward.deliver(good), ward.runner::runAll));
    assertThat(ward.only().state()).isEqualTo(State.RESOLVED);
    assertThat(ward.told()).filteredOn(l -> l.contains("resolved")).hasSize(1);
    assertThat(ward.steps.all(ward.only().id())).noneMatch(s -> "WAITING".equals(s.state()));
  }

  @Test
  void fourRunnersDoEachStepOnce() throws Exception {
    List<Ward> wards = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Ward ward = new Ward(1, 1);
      ward.deliver(ward.reading(62));
      ward.at(15);
      wards.add(ward);
    }
    Ward any = wards.get(0);
    together(
        List.of(any.runner::runAll, any.runner::runAll, any.runner::runAll, any.runner::runAll));
    any.runner.runAll();
    assertThat(wards)
        .allSatisfy(
            w ->
                assertThat(w.told())
                    .containsExactly(
                        "0 detected LOW LEVEL_1 recheck@15",
                        "15 NO_ANSWER recheck@30",
                        "15 ask CAREGIVER c1 NO_ANSWER by@25"));
  }

  @Test
  void aStepThatFailsHoldsUpNobodyElse() {
    Ward broken = new Ward(1, 1);
    broken.deliver(broken.reading(62));
    broken.jdbc.update(
        "update emergency set policy = '{\"recheckAfter\": \"soon\"}' where id = ?",
        broken.all().get(0));
    Ward fine = new Ward(1, 1);
    fine.deliver(fine.reading(62));
    fine.at(15);
    fine.runner.runAll();
    assertThat(fine.told()).contains("15 ask CAREGIVER c1 NO_ANSWER by@25");
    broken.jdbc.update(
        "update emergency_step set state = 'CANCELLED' where emergency_id = ?",
        broken.all().get(0));
  }

  private static void together(List<Runnable> actions) throws Exception {
    CyclicBarrier start = new CyclicBarrier(actions.size());
    List<Future<Void>> running = new ArrayList<>();
    for (Runnable action : actions) {
      Callable<Void> call =
          () -> {
            start.await();
            action.run();
            return null;
          };
      running.add(THREADS.submit(call));
    }
    for (Future<Void> each : running) {
      each.get();
    }
  }
}
