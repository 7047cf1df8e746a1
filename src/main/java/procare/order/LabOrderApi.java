package procare.order;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Ids;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.api.Idempotency;
import procare.audit.Audit;
import procare.order.Orders.Heard;
import procare.patient.CareAccess;
import procare.security.Role;

/**
 * REST operations on laboratory orders: doctors place and cancel them; patients, their caregivers
 * and doctors see them.
 */
@Component("labOrderApi")
public class LabOrderApi {
  private static final String RESOURCE = "lab_order";
  private static final int DEFAULT_LIMIT = 50;
  private final Orders orders;
  private final OrderStore store;
  private final OrderViews views;
  private final PartnerBook partners;
  private final CareAccess access;
  private final Idempotency idempotency;
  private final Audit audit;

  LabOrderApi(
      Orders orders,
      OrderStore store,
      OrderViews views,
      PartnerBook partners,
      CareAccess access,
      Idempotency idempotency,
      Audit audit) {
    this.orders = orders;
    this.store = store;
    this.views = views;
    this.partners = partners;
    this.access = access;
    this.idempotency = idempotency;
    this.audit = audit;
  }

  /**
   * {@code createLabOrder}: 201 with the order; for a repeat the one that was placed.
   *
   * @throws ApiProblem 400, 403; 422 {@code unknown-laboratory}
   */
  @Transactional
  public ApiAnswer create(ApiRequest request) {
    requireDoctor(request);
    NewOrder wanted = OrderReader.read(request.body());
    access.mayChange(request, wanted.patientId());
    if (partners.find(wanted.partner()).isEmpty()) {
      throw ApiProblem.of(
          422, "unknown-laboratory", "no laboratory of the name given in partner takes orders");
    }
    UUID id = Ids.next();
    Optional<UUID> earlier = idempotency.claim(request, Idempotency.scope(request), id);
    if (earlier.isPresent()) {
      return made(store.find(earlier.get()).orElseThrow());
    }
    LabOrder placed = orders.place(id, wanted, request.caller().personId(), request.requestId());
    audit.record(request, "create", wanted.patientId(), RESOURCE, id.toString(), null);
    return made(placed);
  }

  /** {@code getLabOrder}: with its deliveries and history. */
  @Transactional
  public ApiAnswer get(ApiRequest request) {
    LabOrder order = mine(request, store.find(request.pathId("id")));
    audit.record(request, "read", order.patientId(), RESOURCE, order.id().toString(), null);
    return ApiAnswer.ok(views.whole(order));
  }

  /** {@code listLabOrders}: a patient's, newest first. */
  @Transactional
  public ApiAnswer list(ApiRequest request) {
    UUID patient =
        request.param("patientId").map(UUID::fromString).orElse(request.caller().personId());
    access.mayRead(request, patient);
    refuseVolunteers(request, patient);
    int limit = request.param("limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
    int offset = request.param("offset").map(Integer::parseInt).orElse(0);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put(
        "items",
        store.page(patient, request.param("state").orElse(null), limit, offset).stream()
            .map(OrderViews::summary)
            .toList());
    page.put("limit", limit);
    page.put("offset", offset);
    audit.record(request, "read", patient, RESOURCE, null, null);
    return ApiAnswer.ok(page);
  }

  /**
   * {@code cancelLabOrder}: cancelled when it has not left yet, else asked for; the state says
   * which.
   *
   * @throws ApiProblem 409 {@code too-late} or {@code no-cancellations}
   */
  @Transactional
  public ApiAnswer cancel(ApiRequest request) {
    requireDoctor(request);
    LabOrder order = mine(request, store.lock(request.pathId("id")));
    access.mayChange(request, order.patientId());
    Heard heard =
        orders.cancel(
            order.id(), partners.find(order.partner()).map(OrderPartner::cancels).orElse(false));
    switch (heard.verdict()) {
      case CONTRADICTS ->
          throw ApiProblem.conflict("too-late", "this order is " + order.state() + " already");
      case MOVED ->
          audit.record(request, "cancel", order.patientId(), RESOURCE, order.id().toString(), null);
      default -> {}
    }
    return ApiAnswer.ok(views.whole(heard.order()));
  }

  /** {@code acknowledgeLabOrder}: a doctor has looked at what was flagged. */
  @Transactional
  public ApiAnswer acknowledge(ApiRequest request) {
    requireDoctor(request);
    LabOrder order = mine(request, store.lock(request.pathId("id")));
    access.mayChange(request, order.patientId());
    LabOrder seen = orders.seen(order.id());
    audit.record(request, "acknowledge", order.patientId(), RESOURCE, order.id().toString(), null);
    return ApiAnswer.ok(views.whole(seen));
  }

  private ApiAnswer made(LabOrder order) {
    return ApiAnswer.created(views.whole(order), "/api/v1/lab-orders/" + order.id());
  }

  /** 404 also for those who may not see it. */
  private LabOrder mine(ApiRequest request, Optional<LabOrder> order) {
    LabOrder found = order.orElseThrow(LabOrderApi::none);
    try {
      access.mayRead(request, found.patientId());
      refuseVolunteers(request, found.patientId());
    } catch (ApiProblem refused) {
      throw refused.status() == 403 ? none() : refused;
    }
    return found;
  }

  private static void refuseVolunteers(ApiRequest request, UUID patient) {
    boolean more =
        request.caller().personId().equals(patient)
            || request.caller().is(Role.DOCTOR)
            || request.caller().is(Role.CAREGIVER);
    if (!more) {
      throw ApiProblem.forbidden("laboratory orders are for patients, caregivers and doctors");
    }
  }

  private static void requireDoctor(ApiRequest request) {
    if (!request.caller().is(Role.DOCTOR)) {
      throw ApiProblem.forbidden("only a doctor of this patient orders tests");
    }
  }

  private static ApiProblem none() {
    return ApiProblem.notFound("there is no such order, or it is not yours to see");
  }
}
