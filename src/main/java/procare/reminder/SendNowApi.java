package procare.reminder;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.api.Idempotency;
import procare.audit.Audit;
import procare.event.Event;
import procare.event.Outbox;
import procare.patient.CareAccess;

/**
 * REST: remind at once, for whoever may read the patient's data, volunteers included. Only of what
 * is due and unanswered, never of a dose before its time. A first reminder that still waits goes to
 * the bus by itself; one that has left is followed by another one.
 */
@Component("sendNowApi")
public class SendNowApi {
  /** Until then the bus has it, and no clock sends it once more. */
  private static final Duration ON_THE_BUS = Duration.ofSeconds(20);

  private static final String SENT =
      "select resource_id from audit_entry where action = 'send-now' and resource_type = 'reminder_occurrence'"
          + " and detail->>'sendId' = :send and patient_id = :patient order by id";

  private record Pending(UUID id, UUID patientId, Kind kind, boolean waiting) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final PlanAccess planAccess;
  private final CareAccess access;
  private final Idempotency idempotency;
  private final Outbox outbox;
  private final Audit audit;
  private final Clock clock;
  private final String pending = Sql.of("reminder/pending");

  SendNowApi(
      NamedParameterJdbcTemplate jdbc,
      PlanAccess planAccess,
      CareAccess access,
      Idempotency idempotency,
      Outbox outbox,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.planAccess = planAccess;
    this.access = access;
    this.idempotency = idempotency;
    this.outbox = outbox;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code sendReminderNow}: 409 {@code nothing-pending} when nothing is due and unanswered. */
  @Transactional
  public ApiAnswer one(ApiRequest request) {
    Plan plan = planAccess.toRead(request);
    return send(request, plan.patientId(), plan);
  }

  /** {@code sendPendingReminders}: all plans of a patient; none pending is an empty answer. */
  @Transactional
  public ApiAnswer all(ApiRequest request) {
    UUID patient = request.pathId("id");
    access.mayRead(request, patient);
    return send(request, patient, null);
  }

  private ApiAnswer send(ApiRequest request, UUID patient, Plan plan) {
    UUID sendId = Ids.next();
    Optional<UUID> earlier = idempotency.claim(request, Idempotency.scope(request), sendId);
    if (earlier.isPresent()) {
      return answer(
          earlier.get(),
          jdbc.queryForList(
              SENT, Map.of("send", earlier.get().toString(), "patient", patient), String.class));
    }
    Instant now = clock.instant();
    List<Pending> found =
        jdbc.query(
            pending,
            new MapSqlParameterSource()
                .addValue("patient", patient)
                .addValue("plan", plan == null ? null : plan.id().toString())
                .addValue("now", at(now))
                .addValue("until", at(now.plus(ON_THE_BUS))),
            (row, i) ->
                new Pending(
                    row.getObject("id", UUID.class),
                    patient,
                    Kind.valueOf(row.getString("kind")),
                    row.getBoolean("waiting")));
    if (plan != null && found.isEmpty()) {
      throw ApiProblem.conflict(
          "nothing-pending",
          "nothing of this plan is due and unanswered now"
              + (plan.nextDueAt() == null ? "" : "; it is due next at " + plan.nextDueAt()));
    }
    List<Event> events = new ArrayList<>();
    for (Pending one : found) {
      events.add(event(request, one, sendId, now));
      audit.record(
          request,
          "send-now",
          patient,
          "reminder_occurrence",
          one.id().toString(),
          Map.of("sendId", sendId));
    }
    outbox.append(events);
    return answer(sendId, found.stream().map(one -> one.id().toString()).toList());
  }

  private static Event event(ApiRequest request, Pending one, UUID sendId, Instant now) {
    return one.waiting()
        ? Event.first(
            "notify.whatsapp",
            now,
            request.requestId(),
            "api",
            one.id(),
            one.patientId(),
            Map.of("deliveryId", one.id()))
        : Event.first(
            one.kind().event(),
            now,
            request.requestId(),
            "api",
            one.id(),
            one.patientId(),
            Map.of(
                "kind", one.kind().name(), "occurrenceIds", List.of(one.id()), "sendNow", sendId));
  }

  private static ApiAnswer answer(UUID sendId, List<String> occurrences) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sendId", sendId);
    body.put("occurrences", occurrences);
    return ApiAnswer.ok(body);
  }
}
