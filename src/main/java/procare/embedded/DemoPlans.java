package procare.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import procare.Json;
import procare.reminder.StandingPlans;

/**
 * What the patient of the embedded profile is reminded of: made at the first start, and never again
 * whatever was done with it. {@code procare.demo.plans: false} leaves it out.
 */
@Component
@Profile("embedded")
@Order(DemoPlans.AFTER_PEOPLE)
@ConditionalOnProperty(name = "procare.demo.plans", matchIfMissing = true)
class DemoPlans implements ApplicationRunner {
  static final int AFTER_PEOPLE = DemoPeople.ORDER + 1;
  private static final ZoneId HOME = ZoneId.of("Asia/Kolkata");
  private static final int VISIT_IN_DAYS = 7;

  private final StandingPlans plans;
  private final Clock clock;

  DemoPlans(StandingPlans plans, Clock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments args) {
    make("metformin", medicine());
    make("visit", visit());
    make("strips", strips());
  }

  private void make(String name, Map<String, Object> body) {
    DemoPeople.Person patient = DemoPeople.PATIENT;
    JsonNode request = Json.tree(body);
    plans.makeOnce(patient.named("plan-" + name), patient.id(), DemoPeople.DOCTOR.id(), request);
  }

  /** Two a day; the rest lasts ten days, and three days before its end the patient is told. */
  private static Map<String, Object> medicine() {
    return Map.of(
        "kind", "MEDICATION",
        "text", "Metformin",
        "dosage", Map.of("text", "500 mg, 1 tablet with food"),
        "timing", Map.of("timeOfDay", List.of("08:00", "20:00")),
        "supply", Map.of("units", 20, "unitsPerDose", 1, "warnDays", 3));
  }

  private Map<String, Object> visit() {
    String start =
        LocalDate.ofInstant(clock.instant(), HOME)
            .plusDays(VISIT_IN_DAYS)
            .atTime(LocalTime.of(10, 30))
            .atZone(HOME)
            .toOffsetDateTime()
            .toString();
    return Map.of(
        "kind", "APPOINTMENT",
        "text", "Visit with Dr. Meera Nair",
        "event", Map.of("start", start, "remindBefore", List.of("P1D", "PT2H")));
  }

  private static Map<String, Object> strips() {
    return Map.of(
        "kind", "REFILL",
        "text", "test strips",
        "timing", Map.of("timeOfDay", List.of("10:00"), "period", 28, "periodUnit", "d"));
  }
}
