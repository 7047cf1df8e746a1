package procare.order;

import static procare.order.OrderState.ACCEPTED;
import static procare.order.OrderState.CANCELLED;
import static procare.order.OrderState.CANCEL_REQUESTED;
import static procare.order.OrderState.COLLECTED;
import static procare.order.OrderState.COULD_NOT_CANCEL;
import static procare.order.OrderState.DRAFT;
import static procare.order.OrderState.FAILED;
import static procare.order.OrderState.PARTIALLY_RESULTED;
import static procare.order.OrderState.REJECTED;
import static procare.order.OrderState.REQUESTED;
import static procare.order.OrderState.RESULTED;

import java.util.EnumMap;
import java.util.Map;

/**
 * Every transition of an order, in one table. Three things can become of a signal: it moves the
 * order, it is noted (true, but nothing new: a repeat, or something that came late), or it
 * contradicts what is known. Messages of laboratories may come in any order and as often as they
 * like; none moves an order back.
 */
public final class OrderMachine {
  /** What becomes of a signal. */
  public enum Verdict {
    MOVED,
    NOTED,
    CONTRADICTS
  }

  /**
   * @param to the state afterwards; the same unless MOVED
   */
  public record Step(Verdict verdict, OrderState to) {}

  private static final Map<OrderState, Map<OrderSignal, OrderState>> TABLE =
      new EnumMap<>(OrderState.class);

  static {
    row(DRAFT).on(OrderSignal.SUBMIT, REQUESTED).on(OrderSignal.WITHDRAWN, CANCELLED);
    row(REQUESTED)
        .goesOn()
        .note(OrderSignal.HELD, OrderSignal.RELEASED)
        .on(OrderSignal.ACCEPTED, ACCEPTED)
        .on(OrderSignal.COLLECTED, COLLECTED)
        .on(OrderSignal.REJECTED, REJECTED)
        .on(OrderSignal.WITHDRAWN, CANCELLED)
        .on(OrderSignal.CANCEL_ASKED, CANCEL_REQUESTED)
        .on(OrderSignal.GAVE_UP, FAILED);
    // The laboratory may have it all the same, and say so later.
    row(FAILED)
        .goesOn()
        .note(OrderSignal.GAVE_UP, OrderSignal.HELD, OrderSignal.RELEASED)
        .on(OrderSignal.ACCEPTED, ACCEPTED)
        .on(OrderSignal.COLLECTED, COLLECTED)
        .on(OrderSignal.REJECTED, REJECTED)
        .on(OrderSignal.WITHDRAWN, CANCELLED)
        .on(OrderSignal.CANCEL_ASKED, CANCEL_REQUESTED);
    row(ACCEPTED)
        .goesOn()
        .note(OrderSignal.ACCEPTED, OrderSignal.HELD, OrderSignal.RELEASED, OrderSignal.GAVE_UP)
        .on(OrderSignal.COLLECTED, COLLECTED)
        .on(OrderSignal.REJECTED, REJECTED)
        .on(OrderSignal.CANCEL_ASKED, CANCEL_REQUESTED);
    row(COLLECTED)
        .goesOn()
        .note(OrderSignal.ACCEPTED, OrderSignal.COLLECTED, OrderSignal.GAVE_UP)
        .note(OrderSignal.HELD, OrderSignal.RELEASED)
        .on(OrderSignal.CANCEL_ASKED, CANCEL_REQUESTED);
    // Results may be quicker than the answer to the wish.
    row(CANCEL_REQUESTED)
        .goesOn()
        .note(OrderSignal.ACCEPTED, OrderSignal.COLLECTED, OrderSignal.CANCEL_ASKED)
        .note(OrderSignal.HELD, OrderSignal.RELEASED, OrderSignal.GAVE_UP)
        .on(OrderSignal.REJECTED, REJECTED)
        .on(OrderSignal.WITHDRAWN, CANCELLED)
        .on(OrderSignal.CANCEL_REFUSED, COULD_NOT_CANCEL)
        .on(OrderSignal.CANCEL_UNDELIVERED, COULD_NOT_CANCEL);
    row(COULD_NOT_CANCEL)
        .goesOn()
        .note(OrderSignal.ACCEPTED, OrderSignal.COLLECTED, OrderSignal.CANCEL_REFUSED)
        .note(OrderSignal.HELD, OrderSignal.RELEASED, OrderSignal.GAVE_UP)
        .note(OrderSignal.CANCEL_UNDELIVERED)
        .on(OrderSignal.REJECTED, REJECTED);
    row(PARTIALLY_RESULTED)
        .note(OrderSignal.ACCEPTED, OrderSignal.COLLECTED, OrderSignal.PARTIAL)
        .note(OrderSignal.HELD, OrderSignal.RELEASED, OrderSignal.GAVE_UP)
        .note(OrderSignal.CANCEL_REFUSED, OrderSignal.CANCEL_UNDELIVERED)
        .on(OrderSignal.RESULTED, RESULTED);
    row(RESULTED)
        .note(OrderSignal.ACCEPTED, OrderSignal.COLLECTED, OrderSignal.PARTIAL)
        .note(OrderSignal.RESULTED, OrderSignal.HELD, OrderSignal.RELEASED)
        .note(OrderSignal.CANCEL_REFUSED, OrderSignal.CANCEL_UNDELIVERED, OrderSignal.GAVE_UP);
    row(CANCELLED)
        .note(OrderSignal.CANCELLED, OrderSignal.CANCEL_ASKED, OrderSignal.WITHDRAWN)
        .note(OrderSignal.CANCEL_UNDELIVERED, OrderSignal.GAVE_UP, OrderSignal.REJECTED);
    row(REJECTED)
        .note(OrderSignal.REJECTED, OrderSignal.CANCELLED, OrderSignal.GAVE_UP)
        .note(OrderSignal.CANCEL_UNDELIVERED);
  }

  private OrderMachine() {}

  /** What becomes of a signal in a state. */
  public static Step step(OrderState from, OrderSignal signal) {
    OrderState to = TABLE.get(from).get(signal);
    if (to == null) {
      return new Step(Verdict.CONTRADICTS, from);
    }
    return new Step(to == from ? Verdict.NOTED : Verdict.MOVED, to);
  }

  private static Row row(OrderState from) {
    Map<OrderSignal, OrderState> targets = new EnumMap<>(OrderSignal.class);
    TABLE.put(from, targets);
    return new Row(from, targets);
  }

  private record Row(OrderState from, Map<OrderSignal, OrderState> targets) {
    Row on(OrderSignal signal, OrderState to) {
      if (to.ordinal() < from.ordinal()) {
        throw new IllegalStateException(from + " would go back to " + to);
      }
      targets.put(signal, to);
      return this;
    }

    Row note(OrderSignal... signals) {
      for (OrderSignal signal : signals) {
        targets.put(signal, from);
      }
      return this;
    }

    /** What a laboratory may do with any order that it does not refuse. */
    Row goesOn() {
      return on(OrderSignal.PARTIAL, PARTIALLY_RESULTED)
          .on(OrderSignal.RESULTED, RESULTED)
          .on(OrderSignal.CANCELLED, CANCELLED);
    }
  }
}
