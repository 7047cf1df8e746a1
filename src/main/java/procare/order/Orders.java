package procare.order;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.api.ApiProblem;
import procare.event.Event;
import procare.event.Outbox;
import procare.lab.PlacedOrders;

/**
 * Places orders and takes in everything that is said about them. Each method is one transaction, or
 * part of the caller's.
 */
@Component("labOrders")
public class Orders implements PlacedOrders {
  private final OrderStore store;
  private final OrderDeliveries deliveries;
  private final Outbox outbox;
  private final Clock clock;

  public Orders(OrderStore store, OrderDeliveries deliveries, Outbox outbox, Clock clock) {
    this.store = store;
    this.deliveries = deliveries;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Places an order and has it sent. */
  @Transactional
  public LabOrder place(UUID id, NewOrder wanted, UUID doctor, String correlationId) {
    Instant now = clock.instant();
    String placer = store.nextPlacer();
    List<LabOrder.Test> tests = new ArrayList<>();
    for (NewOrder.Wanted test : wanted.tests()) {
      int line = tests.size() + 1;
      String number = wanted.tests().size() == 1 ? placer : placer + "-" + line;
      tests.add(new LabOrder.Test(line, number, test.loinc(), test.display(), null, null));
    }
    LabOrder draft =
        new LabOrder(
            id,
            placer,
            wanted.partner(),
            wanted.patientId(),
            doctor,
            OrderState.DRAFT,
            false,
            wanted.priority(),
            wanted.collectBy(),
            wanted.note(),
            wanted.reasonCode(),
            wanted.reasonText(),
            null,
            null,
            null,
            correlationId,
            now,
            tests);
    store.insert(draft);
    LabOrder placed = apply(draft, word(draft, OrderSignal.SUBMIT, null), "api").order();
    outbox.append(event(placed, "lab.ordered", "api"));
    deliveries.request(placed, OrderDeliveries.Kind.ORDER);
    return placed;
  }

  /**
   * Takes an order back, or asks the laboratory to cancel it when it may have it already.
   *
   * @param asks whether the laboratory takes cancellations; without that only what has not left can
   *     be taken back
   * @return what became of it; its state says whether it is cancelled or asked for, and the verdict
   *     {@code CONTRADICTS} that it is too late
   * @throws ApiProblem 409 {@code no-cancellations} when it has left and the laboratory takes none
   */
  @Transactional
  public Heard cancel(UUID id, boolean asks) {
    LabOrder order = store.lock(id).orElseThrow();
    if (order.state() == OrderState.CANCEL_REQUESTED || order.state() == OrderState.CANCELLED) {
      return new Heard(order, OrderMachine.Verdict.NOTED);
    }
    if (OrderMachine.step(order.state(), OrderSignal.CANCEL_ASKED).verdict()
        == OrderMachine.Verdict.CONTRADICTS) {
      return new Heard(order, OrderMachine.Verdict.CONTRADICTS);
    }
    boolean neverLeft = deliveries.withdraw(id);
    if (!neverLeft && !asks) {
      throw ApiProblem.conflict(
          "no-cancellations", "this laboratory takes no cancellations; call it");
    }
    OrderSignal signal = neverLeft ? OrderSignal.WITHDRAWN : OrderSignal.CANCEL_ASKED;
    Heard heard = apply(order, word(order, signal, null), "api");
    if (!neverLeft) {
      deliveries.request(heard.order(), OrderDeliveries.Kind.CANCEL);
    }
    return heard;
  }

  /**
   * What became of a signal.
   *
   * @param order as it is afterwards
   */
  public record Heard(LabOrder order, OrderMachine.Verdict verdict) {}

  /**
   * Takes in what a laboratory says. Repeats and what comes too late change nothing; what
   * contradicts is kept and flagged.
   *
   * @param source kind of message, such as {@code ORL^O22}
   * @return empty when this laboratory was never given an order of that number
   */
  @Transactional
  public Optional<Heard> hear(String partner, OrderWord word, String source) {
    return store
        .byPlacer(partner, word.placer().strip())
        .map(id -> hear(store.lock(id).orElseThrow(), word, partner + " " + source));
  }

  /** The same for an order that is known. */
  Heard hear(LabOrder locked, OrderWord word, String source) {
    return apply(locked, word, source);
  }

  /** The order, locked until the transaction ends. */
  Optional<LabOrder> lock(UUID id) {
    return store.lock(id);
  }

  /** Something about an order is odd that is no word about its state: kept, flagged and told. */
  LabOrder flag(LabOrder locked, String attention, String source) {
    Instant now = clock.instant();
    OrderMachine.Step none =
        new OrderMachine.Step(OrderMachine.Verdict.CONTRADICTS, locked.state());
    store.note(locked.id(), OrderSignal.ODD, locked.state(), none, source, attention, now);
    LabOrder flagged =
        OrderChange.after(
            locked,
            locked.state(),
            locked.held(),
            locked.filler(),
            attention,
            locked.collectedAt());
    store.update(flagged, now);
    outbox.append(event(flagged, "lab.order.attention", "lab"));
    return flagged;
  }

  /** The order failed before it left, so its cancellation need not be sent. */
  void withdrawIfNeverLeft(LabOrder locked) {
    if (deliveries.withdraw(locked.id())) {
      deliveries.withdrawCancel(locked.id());
      hear(locked, word(locked, OrderSignal.WITHDRAWN, null), "clock");
    }
  }

  /** A final report of an order came; in the transaction that keeps the report. */
  public Optional<Heard> resulted(String partner, String placer, String filler) {
    return resulted(partner, placer, filler, "final");
  }

  /**
   * A report of an order came, in whatever state; in the transaction that keeps the report.
   *
   * @param placer our number as the report quotes it
   * @param filler the laboratory's number, or null
   * @param status FHIR DiagnosticReport.status
   * @return empty when this laboratory was never given an order of that number
   */
  @Transactional
  public Optional<Heard> resulted(String partner, String placer, String filler, String status) {
    OrderSignal signal =
        switch (status) {
          case "registered" -> OrderSignal.ACCEPTED;
          case "partial", "preliminary" -> OrderSignal.PARTIAL;
          case "cancelled", "entered-in-error" -> OrderSignal.CANCELLED;
          default -> OrderSignal.RESULTED;
        };
    return hear(partner, new OrderWord(placer, filler, signal, "report " + status), "report");
  }

  @Override
  @Transactional
  public void reported(String partner, String placer, String filler, String status) {
    resulted(partner, placer, filler, status);
  }

  /** Whose order it is; empty when it was never given to this laboratory. */
  @Override
  @Transactional
  public Optional<UUID> patientOf(String partner, String placer) {
    return store.byPlacer(partner, placer.strip()).flatMap(store::find).map(LabOrder::patientId);
  }

  /** A person has looked at what was flagged. */
  @Transactional
  public LabOrder seen(UUID id) {
    LabOrder order = store.lock(id).orElseThrow();
    LabOrder seen =
        OrderChange.after(
            order, order.state(), order.held(), order.filler(), null, order.collectedAt());
    store.update(seen, clock.instant());
    return seen;
  }

  private Heard apply(LabOrder order, OrderWord word, String source) {
    Instant now = clock.instant();
    OrderEffect effect = OrderEffect.of(order, word);
    OrderMachine.Step step = effect.step();
    store.note(order.id(), word.signal(), order.state(), step, source, word.detail(), now);
    boolean contradicts = step.verdict() == OrderMachine.Verdict.CONTRADICTS;
    effect.touched().forEach(t -> store.conclude(order.id(), t.line(), effect.outcome(), null));
    boolean collected =
        !contradicts && word.signal() == OrderSignal.COLLECTED && order.collectedAt() == null;
    LabOrder after =
        OrderChange.after(
            order,
            step.to(),
            held(order, word.signal(), contradicts),
            contradicts ? order.filler() : filler(order, word),
            attention(order, word, effect),
            collected ? now : order.collectedAt());
    store.update(after, now);
    tell(order, after, effect.attention() != null, collected);
    return new Heard(store.find(order.id()).orElseThrow(), step.verdict());
  }

  private static boolean held(LabOrder order, OrderSignal signal, boolean contradicts) {
    if (contradicts) {
      return order.held();
    }
    return switch (signal) {
      case HELD -> !order.state().isFinal();
      case RELEASED, COLLECTED, PARTIAL, RESULTED, CANCELLED, REJECTED -> false;
      default -> order.held();
    };
  }

  /** The first number stays; each test keeps its own. */
  private String filler(LabOrder order, OrderWord word) {
    if (word.filler() == null) {
      return order.filler();
    }
    order.tests().stream()
        .filter(t -> t.placer().equals(word.placer()))
        .forEach(t -> store.conclude(order.id(), t.line(), null, word.filler()));
    return order.filler() == null ? word.filler() : order.filler();
  }

  private static String attention(LabOrder order, OrderWord word, OrderEffect effect) {
    if (effect.attention() != null) {
      return effect.attention();
    }
    boolean failed =
        effect.step().verdict() == OrderMachine.Verdict.MOVED
            && (effect.step().to() == OrderState.FAILED
                || effect.step().to() == OrderState.REJECTED);
    return failed ? String.valueOf(word.detail()) : order.attention();
  }

  private void tell(LabOrder before, LabOrder after, boolean attention, boolean collected) {
    List<Event> events = new ArrayList<>();
    if (collected) {
      events.add(event(after, "lab.collected", "lab"));
    }
    if (before.state() != after.state()) {
      switch (after.state()) {
        case CANCELLED -> events.add(event(after, "lab.order.cancelled", "lab"));
        case REJECTED, FAILED -> events.add(event(after, "lab.order.failed", "lab"));
        default -> {}
      }
    }
    if (attention) {
      events.add(event(after, "lab.order.attention", "lab"));
    }
    outbox.append(events);
  }

  private Event event(LabOrder order, String type, String by) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("orderId", order.id());
    data.put("partner", order.partner());
    data.put("state", order.state().name());
    data.put("requestStatus", order.requestStatus());
    return Event.first(
        type, clock.instant(), order.correlationId(), by, order.id(), order.patientId(), data);
  }

  static OrderWord word(LabOrder order, OrderSignal signal, String detail) {
    return new OrderWord(order.placer(), null, signal, detail);
  }
}
