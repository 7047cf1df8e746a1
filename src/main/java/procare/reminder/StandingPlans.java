package procare.reminder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans that come from no request, such as those of the demo people. */
@Component
public class StandingPlans {
  private final Plans plans;
  private final PlanDrafts drafts;
  private final Cursors cursors;
  private final Clock clock;

  StandingPlans(Plans plans, PlanDrafts drafts, Cursors cursors, Clock clock) {
    this.plans = plans;
    this.drafts = drafts;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * Makes a plan unless there is one of this id, whatever became of it.
   *
   * @param body as {@code createReminderPlan} takes it
   * @return whether it was made
   */
  @Transactional
  public boolean makeOnce(UUID id, UUID patientId, UUID author, JsonNode body) {
    if (plans.find(id).isPresent()) {
      return false;
    }
    Instant now = clock.instant();
    Plan plan = drafts.create(id, patientId, body, now);
    plans.store(plan, author, id.toString(), now);
    cursors.place(plan, now);
    return true;
  }
}
