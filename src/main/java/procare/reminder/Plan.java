package procare.reminder;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a patient shall be reminded of; see the comments on {@code reminder_plan}.
 *
 * @param zone null to follow the patient's zone
 * @param timingId null for a plan of a single event
 * @param timing the rhythm in the zone that holds; null for a plan of a single event
 * @param startDate first local day; null for an event
 * @param endDate last local day, or null
 * @param eventAt null for a rhythm
 * @param nextDueAt when it is due next; null when nothing is to come, or not known here
 * @param beforeMinutes an event is reminded of that many minutes before it
 */
record Plan(
    UUID id,
    UUID patientId,
    Kind kind,
    String text,
    String dose,
    boolean critical,
    String zone,
    Integer timingId,
    Timing timing,
    LocalDate startDate,
    LocalDate endDate,
    Instant eventAt,
    List<Integer> beforeMinutes,
    String state,
    Instant pausedUntil,
    int version,
    BigDecimal stock,
    BigDecimal unitsPerDose,
    Integer refillDays,
    Instant nextDueAt) {

  /** {@code ACTIVE}, {@code PAUSED} or {@code ENDED} at this moment. */
  String stateAt(Instant now) {
    if (state.equals("PAUSED") && (pausedUntil == null || pausedUntil.isAfter(now))) {
      return state;
    }
    boolean over = eventAt == null ? nextDueAt == null : !eventAt.isAfter(now);
    return state.equals("ENDED") || over ? "ENDED" : "ACTIVE";
  }

  Plan withState(String newState, Instant until) {
    return new Plan(
        id,
        patientId,
        kind,
        text,
        dose,
        critical,
        zone,
        timingId,
        timing,
        startDate,
        endDate,
        eventAt,
        beforeMinutes,
        newState,
        until,
        version + 1,
        stock,
        unitsPerDose,
        refillDays,
        nextDueAt);
  }
}
