package procare.emergency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import procare.OwnDatabase;
import procare.event.Event;

/**
 * Whatever people do, whenever the process dies: every emergency ends resolved or with a person who
 * watches the queue, within its bound, and no effect is lost or doubled (domain goals 8 and 9).
 */
@Label("emergencies")
class EmergencyPropertyTest {
  /** From the last thing anybody did: 30 for the outcome and 10 for each of three rungs. */
  private static final Duration BOUND = Duration.ofMinutes(60);

  record Move(String action, int minutes, CrashingSource.Where where, int after) {}

  @Provide
  Arbitrary<List<Move>> lives() {
    Arbitrary<String> actions =
        Arbitraries.frequencyOf(
            Tuple.of(
                6,
                Arbitraries.of(
                    "reading 45",
                    "reading 62",
                    "reading 69",
                    "reading 70",
                    "reading 110",
                    "reading 301")),
            Tuple.of(1, Arbitraries.of("backdated 45", "backdated 110", "flag")),
            Tuple.of(3, Arbitraries.of("ack c1", "ack c2", "ack d1", "ack d2", "ack stranger")),
            Tuple.of(2, Arbitraries.of("failed c1", "failed c2", "failed d1", "failed p")),
            Tuple.of(1, Arbitraries.just("fine")),
            Tuple.of(6, Arbitraries.just("wait")));
    Arbitrary<Move> moves =
        Combinators.combine(
                actions,
                Arbitraries.integers().between(0, 20),
                Arbitraries.of(CrashingSource.Where.values()),
                Arbitraries.integers().between(-15, 25))
            .as(Move::new);
    return moves.list().ofMinSize(3).ofMaxSize(14);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void endWithAPersonOrInRecovery(
      @ForAll("lives") List<Move> lives,
      @ForAll @IntRange(max = 2) int caregivers,
      @ForAll @IntRange(max = 2) int doctors) {
    CrashingSource source = new CrashingSource(OwnDatabase.of("emergency"));
    Ward ward = new Ward(source, caregivers, doctors, Ward.settings());
    source.disarm();
    try {
      ward.deliver(ward.reading(62));
      for (Move move : lives) {
        play(ward, source, move);
        Invariants.check(ward);
      }
      Instant last = ward.clock.instant();
      Instant ended = runOut(ward);
      assertThat(ended).isBeforeOrEqualTo(last.plus(BOUND));
      Invariants.check(ward);
    } finally {
      ward.jdbc.update(
          "update emergency_step set state = 'CANCELLED' where state = 'WAITING' and emergency_id in (select id from emergency where patient_id = ?)",
          ward.patient);
    }
  }

  private static void play(Ward ward, CrashingSource source, Move move) {
    ward.clock.forward(Duration.ofMinutes(move.minutes()));
    List<Event> events = Script.events(ward, move.action());
    source.crash(move.where(), move.after());
    for (Event event : events) {
      untilItLives(source, () -> ward.deliver(event));
    }
    source.crash(move.where(), move.after());
    untilItLives(source, ward.runner::runAll);
    source.disarm();
    ward.runner.runAll();
  }

  /** Killed once at most; then the broker delivers again, or the next node runs the clock. */
  private static void untilItLives(CrashingSource source, Runnable work) {
    try {
      work.run();
    } catch (DataAccessException | TransactionException e) {
      source.disarm();
      work.run();
    }
  }

  /** Nobody does anything any more; returns when the last emergency came to its end. */
  private static Instant runOut(Ward ward) {
    Instant ended = ward.clock.instant();
    while (true) {
      List<UUID> open =
          ward.jdbc.queryForList(
              "select id from emergency where patient_id = ? and state in ('OPEN', 'ACKNOWLEDGED')",
              UUID.class,
              ward.patient);
      Instant next =
          ward.all().stream()
              .flatMap(id -> ward.steps.all(id).stream())
              .filter(s -> "WAITING".equals(s.state()))
              .map(Step::dueAt)
              .min(Instant::compareTo)
              .orElse(null);
      if (next == null) {
        assertThat(open).isEmpty();
        return ended;
      }
      if (next.isAfter(ward.clock.instant())) {
        ward.clock.set(next);
      }
      if (!open.isEmpty()) {
        ended = ward.clock.instant();
      }
      ward.runner.runAll();
    }
  }
}
