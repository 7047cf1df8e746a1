package procare.emergency;

import java.time.Duration;
import java.util.Map;

/**
 * The times that one emergency runs on, fixed when it opens, so that changed settings never move
 * the ground under a running ladder.
 *
 * @param recheckAfter from the alarm to the next look for a new reading
 * @param rechecks how many fruitless re-checks in a row ask the patient again
 * @param acknowledgeWithin how long each rung may take to acknowledge
 * @param outcomeWithin how long somebody who acknowledged may take until the outcome is known
 */
record Policy(
    Duration recheckAfter,
    int rechecks,
    Map<Rung, Duration> acknowledgeWithin,
    Duration outcomeWithin) {

  Duration acknowledgeWithin(Rung rung) {
    return acknowledgeWithin.get(rung);
  }
}
