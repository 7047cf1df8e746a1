package procare.adherence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the reminders of some days. Self-report of doses, so no "proportion of days
 * covered" (PDC): that is a measure of refills.
 *
 * @param due came due and the outcome is known; the sum of taken, notTaken, missed, systemMissed
 *     and cancelled
 * @param taken confirmed by an answer
 * @param notTaken answered with no
 * @param answered replied to in any way, also with "later"
 * @param missed no final answer in time; that does not say that nothing was taken
 * @param systemMissed withheld or not sent in time, not the patient's fault
 * @param cancelled taken back; a paused plan makes nothing due at all
 * @param pending came due, may still be answered; not part of due
 */
record Counts(
    long due,
    long taken,
    long notTaken,
    long answered,
    long missed,
    long systemMissed,
    long cancelled,
    long pending) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

  static Counts of(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong("due"),
        row.getLong("taken"),
        row.getLong("not_taken"),
        row.getLong("answered"),
        row.getLong("missed"),
        row.getLong("system_missed"),
        row.getLong("cancelled"),
        row.getLong("pending"));
  }

  Counts plus(Counts o) {
    return new Counts(
        due + o.due,
        taken + o.taken,
        notTaken + o.notTaken,
        answered + o.answered,
        missed + o.missed,
        systemMissed + o.systemMissed,
        cancelled + o.cancelled,
        pending + o.pending);
  }

  /** Share 0 to 1 of what the patient could have confirmed; null when that was nothing. */
  BigDecimal confirmed() {
    return share(taken, due - cancelled - systemMissed);
  }

  /** Share 0 to 1 of all that came due; null when nothing did. */
  BigDecimal answeredShare() {
    return share(answered, due);
  }

  private static BigDecimal share(long part, long whole) {
    return whole == 0
        ? null
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }

  /** As JSON: the counts below {@code counts}, the shares beside them. */
  Map<String, Object> view() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("due", due);
    counts.put("taken", taken);
    counts.put("notTaken", notTaken);
    counts.put("answered", answered);
    counts.put("missed", missed);
    counts.put("systemMissed", systemMissed);
    counts.put("cancelled", cancelled);
    counts.put("pending", pending);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("confirmed", confirmed());
    view.put("answered", answeredShare());
    view.put("counts", counts);
    return view;
  }
}
