package procare.reminder;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** REST operations on the course of a plan: pause, resume, end. Each may be repeated. */
@Component("reminderCourseApi")
public class ReminderCourseApi {
  private final Plans plans;
  private final Cursors cursors;
  private final PlanAccess access;
  private final Audit audit;
  private final Clock clock;

  ReminderCourseApi(Plans plans, Cursors cursors, PlanAccess access, Audit audit, Clock clock) {
    this.plans = plans;
    this.cursors = cursors;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code pauseReminderPlan}: what comes before {@code until} is not due at all. */
  @Transactional
  public ApiAnswer pause(ApiRequest request) {
    Instant now = clock.instant();
    Instant until =
        request.body() != null && request.body().hasNonNull("until")
            ? PlanReader.time("until", request.body().get("until").asText(), now)
            : null;
    Plan plan = running(access.toChange(request), now).withState("PAUSED", until);
    cursors.lock(plan.id());
    plans.store(plan, request.caller().personId(), request.requestId(), now);
    if (until == null) {
      cursors.remove(plan.id());
    } else {
      cursors.place(plan, until);
    }
    return done(request, "pause", plan, now);
  }

  /** {@code resumeReminderPlan}. */
  @Transactional
  public ApiAnswer resume(ApiRequest request) {
    Instant now = clock.instant();
    Plan plan = running(access.toChange(request), now);
    if (plan.stateAt(now).equals("PAUSED")) {
      plan = plan.withState("ACTIVE", null);
      cursors.lock(plan.id());
      plans.store(plan, request.caller().personId(), request.requestId(), now);
      cursors.place(plan, now);
    }
    return done(request, "resume", plan, now);
  }

  /** {@code endReminderPlan}. */
  @Transactional
  public ApiAnswer end(ApiRequest request) {
    Instant now = clock.instant();
    Plan plan = access.toChange(request);
    if (!plan.state().equals("ENDED")) {
      plan = plan.withState("ENDED", null);
      plans.store(plan, request.caller().personId(), request.requestId(), now);
      cursors.remove(plan.id());
    }
    return done(request, "end", plan, now);
  }

  private static Plan running(Plan plan, Instant now) {
    if (plan.stateAt(now).equals("ENDED")) {
      throw ApiProblem.conflict("plan-ended", "this plan is over; make a new one");
    }
    return plan;
  }

  private ApiAnswer done(ApiRequest request, String action, Plan plan, Instant now) {
    audit.record(
        request, action, plan.patientId(), ReminderPlanApi.RESOURCE, plan.id().toString(), null);
    return ApiAnswer.ok(PlanViews.of(plans.find(plan.id()).orElseThrow(), now));
  }
}
