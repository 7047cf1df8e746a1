package procare.embedded.twins.partner;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a laboratory has reported since the start, oldest first, by a time that always grows. */
final class Shelf {
  private static final int MOST = 1_000;

  /**
   * @param at cursor of those who ask for what came after
   */
  record Report(Instant at, byte[] body) {}

  private final Deque<Report> reports = new ArrayDeque<>();
  private Instant last = Instant.EPOCH;

  /** The time for the next report: now, or just after the last one. */
  synchronized Instant next(Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    last = at.isAfter(last) ? at : last.plusMillis(1);
    return last;
  }

  synchronized void add(Report report) {
    if (reports.size() == MOST) {
      reports.removeFirst();
    }
    reports.addLast(report);
  }

  /** The oldest report after a time, or any for null. */
  synchronized Optional<Report> after(Instant time) {
    return reports.stream().filter(r -> time == null || r.at().isAfter(time)).findFirst();
  }
}
