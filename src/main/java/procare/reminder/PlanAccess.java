package procare.reminder;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.patient.CareAccess;

/** Plans for those who may see or change them; for everybody else there is no such plan. */
@Component
class PlanAccess {
  private final Plans plans;
  private final CareAccess access;

  PlanAccess(Plans plans, CareAccess access) {
    this.plans = plans;
    this.access = access;
  }

  Plan toRead(ApiRequest request) {
    Plan plan = existing(plans.find(request.pathId("id")));
    hidden(() -> access.mayRead(request, plan.patientId()));
    return plan;
  }

  /** Locked, so that changes come one after the other; 404 also for those who may only read it. */
  Plan toChange(ApiRequest request) {
    Plan plan = existing(plans.lock(request.pathId("id")));
    hidden(() -> access.mayChange(request, plan.patientId()));
    return plan;
  }

  static UUID patient(ApiRequest request, String given) {
    if (given == null || given.isBlank()) {
      return request.caller().personId();
    }
    return UUID.fromString(given);
  }

  private static void hidden(Runnable check) {
    try {
      check.run();
    } catch (ApiProblem refused) {
      throw refused.status() == 403 ? none() : refused;
    }
  }

  private static Plan existing(Optional<Plan> plan) {
    return plan.orElseThrow(PlanAccess::none);
  }

  private static ApiProblem none() {
    return ApiProblem.notFound("there is no such plan, or it is not yours to see or change");
  }
}
