package procare.reminder;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans as the contract shows them, in the words of FHIR's Timing and Dosage. */
final class PlanViews {
  private PlanViews() {}

  static Map<String, Object> of(Plan plan, Instant now) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", plan.id());
    view.put("patientId", plan.patientId());
    view.put("kind", plan.kind());
    view.put("text", plan.text());
    if (plan.dose() != null) {
      view.put("dosage", Map.of("text", plan.dose()));
    }
    view.put("critical", plan.critical());
    if (plan.timing() != null) {
      view.put("timing", timing(plan));
      view.put("zone", plan.timing().zone().getId());
    } else {
      view.put("event", event(plan));
    }
    view.put("followsPatientsZone", plan.zone() == null);
    if (plan.stock() != null) {
      Map<String, Object> supply = new LinkedHashMap<>();
      supply.put("units", plan.stock());
      supply.put("unitsPerDose", plan.unitsPerDose());
      supply.put("warnDays", plan.refillDays());
      view.put("supply", supply);
    }
    String state = plan.stateAt(now);
    view.put("state", state);
    if (state.equals("PAUSED") && plan.pausedUntil() != null) {
      view.put("pausedUntil", plan.pausedUntil());
    }
    if (!state.equals("ENDED") && plan.nextDueAt() != null) {
      view.put("nextDueAt", plan.nextDueAt());
    }
    view.put("version", plan.version());
    return view;
  }

  private static Map<String, Object> timing(Plan plan) {
    Timing timing = plan.timing();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("timeOfDay", timing.times().stream().map(LocalTime::toString).toList());
    if (timing.days() != Timing.ALL_DAYS) {
      List<String> days =
          Arrays.stream(DayOfWeek.values())
              .filter(day -> (timing.days() & 1 << day.ordinal()) != 0)
              .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
              .toList();
      view.put("dayOfWeek", days);
    }
    view.put("period", timing.everyDays());
    view.put("periodUnit", "d");
    Map<String, Object> bounds = new LinkedHashMap<>();
    bounds.put("start", plan.startDate().toString());
    if (plan.endDate() != null) {
      bounds.put("end", plan.endDate().toString());
    }
    view.put("boundsPeriod", bounds);
    return view;
  }

  private static Map<String, Object> event(Plan plan) {
    return Map.of(
        "start",
        plan.eventAt(),
        "remindBefore",
        plan.beforeMinutes().stream().map(m -> Duration.ofMinutes(m).toString()).toList());
  }
}
