package procare.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem;
import procare.patient.Zones;
import procare.reminder.PlanReader.Appointment;
import procare.reminder.PlanReader.Course;

/** Makes a plan of a request, and the next version of a plan of a change to it. */
@Component
class PlanDrafts {
  private static final String ZONE = "select zone from person where id = :id";
  private static final int WARN_DAYS = 7;
  private final NamedParameterJdbcTemplate jdbc;
  private final PlanReader reader;
  private final Timings timings;

  PlanDrafts(NamedParameterJdbcTemplate jdbc, PlanReader reader, Timings timings) {
    this.jdbc = jdbc;
    this.reader = reader;
    this.timings = timings;
  }

  Plan create(UUID id, UUID patientId, JsonNode body, Instant now) {
    Kind kind = Kind.valueOf(body.get("kind").asText());
    requireShape(kind, body);
    Plan empty =
        new Plan(
            id, patientId, kind, null, null, false, null, null, null, null, null, null, null,
            "ACTIVE", null, 0, null, null, null, null);
    return change(empty, body, now);
  }

  /** What the request leaves out stays. */
  Plan change(Plan plan, JsonNode body, Instant now) {
    if (body.has("timing") && plan.eventAt() != null) {
      throw ApiProblem.field(
          "timing", "does not fit a plan of an event", "change event, or make a new plan");
    }
    if (body.has("event") && plan.timing() != null) {
      throw ApiProblem.field(
          "event", "does not fit a plan with a rhythm", "change timing, or make a new plan");
    }
    String own = ownZone(plan, body);
    ZoneId zone = ZoneId.of(own == null ? zoneOf(plan.patientId()) : own);
    Timing timing = plan.timing();
    Course course = new Course(plan.startDate(), plan.endDate());
    if (body.has("timing")) {
      timing = reader.timing(body.get("timing"), zone);
      course = reader.course(body.get("timing"), LocalDate.ofInstant(now, zone));
    } else if (timing != null) {
      timing = new Timing(zone, timing.times(), timing.days(), timing.everyDays());
    }
    Appointment event = new Appointment(plan.eventAt(), plan.beforeMinutes());
    if (body.has("event")) {
      event = reader.appointment(body.get("event"), now);
    }
    JsonNode supply = body.path("supply");
    if (supply.isObject() && plan.kind() != Kind.MEDICATION) {
      throw ApiProblem.field("supply", "does not fit this kind", "only medicines have a supply");
    }
    return new Plan(
        plan.id(),
        plan.patientId(),
        plan.kind(),
        words(body, "text", plan.text()),
        body.has("dosage") ? words(body.get("dosage"), "text", null) : plan.dose(),
        body.path("critical").asBoolean(plan.critical()),
        own,
        timing == null ? null : timings.intern(timing),
        timing,
        course.start(),
        course.end(),
        event.start(),
        event.beforeMinutes(),
        plan.state(),
        plan.pausedUntil(),
        plan.version() + 1,
        supply.isObject() ? number(supply, "units") : plan.stock(),
        supply.isObject() ? number(supply, "unitsPerDose") : plan.unitsPerDose(),
        supply.isObject()
            ? Integer.valueOf(supply.path("warnDays").asInt(WARN_DAYS))
            : plan.refillDays(),
        null);
  }

  private static void requireShape(Kind kind, JsonNode body) {
    if (body.has("timing") == body.has("event")) {
      throw ApiProblem.field(
          body.has("timing") ? "event" : "timing",
          body.has("timing") ? "cannot stand beside timing" : "is missing",
          "send timing for something that recurs, or event for something at one time");
    }
    if (kind == Kind.MEDICATION && body.has("event")) {
      throw ApiProblem.field(
          "event", "does not fit a medicine", "send timing with its times of day");
    }
    if (kind == Kind.APPOINTMENT && body.has("timing")) {
      throw ApiProblem.field("timing", "does not fit an appointment", "send event with its start");
    }
  }

  private static String ownZone(Plan plan, JsonNode body) {
    if (!body.has("zone")) {
      return plan.zone();
    }
    return body.get("zone").isNull() ? null : Zones.require("zone", body.get("zone").asText());
  }

  private String zoneOf(UUID person) {
    return jdbc.queryForObject(ZONE, Map.of("id", person), String.class);
  }

  private static String words(JsonNode body, String field, String otherwise) {
    if (!body.has(field)) {
      return otherwise;
    }
    String words = body.get(field).asText().strip();
    if (words.isEmpty()) {
      throw ApiProblem.field(field, "is blank", "say what the patient shall be reminded of");
    }
    return words;
  }

  private static BigDecimal number(JsonNode body, String field) {
    return body.get(field).decimalValue();
  }
}
