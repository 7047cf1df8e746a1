package procare.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.api.Idempotency;
import procare.audit.Audit;
import procare.patient.CareAccess;
import procare.security.Role;

/** REST operations on plans of reminders. */
@Component("reminderPlanApi")
public class ReminderPlanApi {
  static final String RESOURCE = "reminder_plan";
  private static final int DEFAULT_LIMIT = 50;
  private final Plans plans;
  private final PlanDrafts drafts;
  private final Cursors cursors;
  private final PlanAccess planAccess;
  private final CareAccess access;
  private final Idempotency idempotency;
  private final Audit audit;
  private final NamedParameterJdbcTemplate jdbc;
  private final Clock clock;
  private final String occurrences = Sql.of("reminder/occurrences");

  ReminderPlanApi(
      Plans plans,
      PlanDrafts drafts,
      Cursors cursors,
      PlanAccess planAccess,
      CareAccess access,
      Idempotency idempotency,
      Audit audit,
      NamedParameterJdbcTemplate jdbc,
      Clock clock) {
    this.plans = plans;
    this.drafts = drafts;
    this.cursors = cursors;
    this.planAccess = planAccess;
    this.access = access;
    this.idempotency = idempotency;
    this.audit = audit;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** {@code createReminderPlan}: 201 with the plan; for a repeat the one that was made. */
  @Transactional
  public ApiAnswer create(ApiRequest request) {
    JsonNode body = request.body();
    UUID patient = PlanAccess.patient(request, body.path("patientId").asText(null));
    access.mayChange(request, patient);
    requireDoctorForCritical(request);
    UUID id = Ids.next();
    Optional<UUID> earlier = idempotency.claim(request, Idempotency.scope(request), id);
    if (earlier.isPresent()) {
      return made(earlier.get());
    }
    Instant now = clock.instant();
    Plan plan = drafts.create(id, patient, body, now);
    plans.store(plan, request.caller().personId(), request.requestId(), now);
    cursors.place(plan, now);
    audit.record(request, "create", patient, RESOURCE, id.toString(), null);
    return made(id);
  }

  /** {@code listReminderPlans}. */
  @Transactional
  public ApiAnswer list(ApiRequest request) {
    UUID patient = PlanAccess.patient(request, request.param("patientId").orElse(null));
    access.mayRead(request, patient);
    int limit = request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    Instant now = clock.instant();
    List<Plan> page =
        plans.page(
            patient,
            request.param("kind").orElse(null),
            request.param("state").orElse(null),
            now,
            limit,
            offset);
    audit.record(request, "read", patient, RESOURCE, null, null);
    return ApiAnswer.ok(
        Map.of(
            "items",
            page.stream().map(plan -> PlanViews.of(plan, now)).toList(),
            "limit",
            limit,
            "offset",
            offset));
  }

  /** {@code getReminderPlan}. */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    Plan plan = planAccess.toRead(request);
    audit.record(request, "read", plan.patientId(), RESOURCE, plan.id().toString(), null);
    return ApiAnswer.ok(PlanViews.of(plan, clock.instant()));
  }

  /**
   * {@code changeReminderPlan}. Times that are due but not yet planned are not lost: new times
   * count from there.
   */
  @Transactional
  public ApiAnswer change(ApiRequest request) {
    Plan old = planAccess.toChange(request);
    requireDoctorForCritical(request);
    Instant now = clock.instant();
    if (old.stateAt(now).equals("ENDED")) {
      throw ApiProblem.conflict("plan-ended", "this plan is over; make a new one");
    }
    Plan plan = drafts.change(old, request.body(), now);
    Instant from = cursors.lock(plan.id()).filter(due -> due.isBefore(now)).orElse(now);
    plans.store(plan, request.caller().personId(), request.requestId(), now);
    if (plan.stateAt(now).equals("PAUSED")) {
      pausedCursor(plan);
    } else {
      cursors.place(plan, from);
    }
    List<String> fields = new ArrayList<>();
    request.body().fieldNames().forEachRemaining(fields::add);
    audit.record(
        request,
        "change",
        plan.patientId(),
        RESOURCE,
        plan.id().toString(),
        Map.of("fields", fields));
    return ApiAnswer.ok(PlanViews.of(plans.find(plan.id()).orElseThrow(), now));
  }

  /** {@code listReminderOccurrences}. */
  @Transactional
  public ApiAnswer occurrences(ApiRequest request) {
    Plan plan = planAccess.toRead(request);
    Map<String, Object> filter = new HashMap<>();
    filter.put("plan", plan.id());
    filter.put("from", request.param("from").map(OffsetDateTime::parse).orElse(null));
    filter.put("to", request.param("to").map(OffsetDateTime::parse).orElse(null));
    filter.put("limit", request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT));
    filter.put("offset", request.param("offset").map(Integer::parseInt).orElse(0));
    audit.record(
        request, "read", plan.patientId(), "reminder_occurrence", plan.id().toString(), null);
    return ApiAnswer.ok(
        Map.of(
            "items",
            jdbc.query(occurrences, filter, Rows.MAPPER),
            "limit",
            filter.get("limit"),
            "offset",
            filter.get("offset")));
  }

  private void pausedCursor(Plan plan) {
    if (plan.pausedUntil() == null) {
      cursors.remove(plan.id());
    } else {
      cursors.place(plan, plan.pausedUntil());
    }
  }

  private ApiAnswer made(UUID id) {
    return ApiAnswer.created(
        PlanViews.of(plans.find(id).orElseThrow(), clock.instant()),
        "/api/v1/reminder-plans/" + id);
  }

  private static void requireDoctorForCritical(ApiRequest request) {
    if (request.body().path("critical").asBoolean(false) && !request.caller().is(Role.DOCTOR)) {
      throw ApiProblem.forbidden("only a doctor of this patient may mark a medicine as critical");
    }
  }
}
