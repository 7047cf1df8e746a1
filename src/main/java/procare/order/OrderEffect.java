package procare.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a word about one test, or about all of them, means for the whole order: it is resulted when
 * nothing is open any more, rejected or cancelled when nothing else is left of it.
 *
 * @param step of the whole order
 * @param touched tests whose outcome becomes {@code outcome}
 * @param outcome or null
 * @param attention what a person should look at, or null
 */
record OrderEffect(
    OrderMachine.Step step, List<LabOrder.Test> touched, String outcome, String attention) {
  private static final String RESULTED = "RESULTED";
  private static final String CANCELLED = "CANCELLED";
  private static final String REFUSED = "REFUSED";
  private static final Map<OrderSignal, String> OUTCOMES =
      Map.of(
          OrderSignal.RESULTED, RESULTED,
          OrderSignal.CANCELLED, CANCELLED,
          OrderSignal.WITHDRAWN, CANCELLED,
          OrderSignal.REJECTED, REFUSED);

  static OrderEffect of(LabOrder order, OrderWord word) {
    String outcome = OUTCOMES.get(word.signal());
    List<LabOrder.Test> meant = meant(order, word.placer());
    if (outcome == null) {
      return judged(order, word, OrderMachine.step(order.state(), word.signal()), List.of(), null);
    }
    if (meant.stream().anyMatch(t -> against(t.outcome(), outcome))) {
      OrderMachine.Step none =
          new OrderMachine.Step(OrderMachine.Verdict.CONTRADICTS, order.state());
      return judged(order, word, none, List.of(), null);
    }
    List<LabOrder.Test> touched = meant.stream().filter(t -> t.outcome() == null).toList();
    OrderSignal whole = whole(order, touched, word.signal(), outcome);
    if (whole == null) {
      return new OrderEffect(
          new OrderMachine.Step(OrderMachine.Verdict.NOTED, order.state()),
          touched,
          outcome,
          "the laboratory does not do all of it: " + names(touched));
    }
    OrderMachine.Step step = OrderMachine.step(order.state(), whole);
    boolean stands = step.verdict() != OrderMachine.Verdict.CONTRADICTS;
    return judged(order, word, step, stands ? touched : List.of(), outcome);
  }

  private static OrderEffect judged(
      LabOrder order,
      OrderWord word,
      OrderMachine.Step step,
      List<LabOrder.Test> touched,
      String outcome) {
    String attention =
        step.verdict() == OrderMachine.Verdict.CONTRADICTS
            ? "heard " + word.signal() + " of an order that is " + order.state()
            : step.to() == OrderState.COULD_NOT_CANCEL && step.to() != order.state()
                ? "it was to be cancelled and was not"
                : null;
    return new OrderEffect(step, touched, outcome, attention);
  }

  /** All tests for the order's own number, else the one. */
  private static List<LabOrder.Test> meant(LabOrder order, String placer) {
    return order.placer().equals(placer)
        ? order.tests()
        : order.tests().stream().filter(t -> t.placer().equals(placer)).toList();
  }

  private static boolean against(String known, String told) {
    return known != null
        && !known.equals(told)
        && (RESULTED.equals(known) || RESULTED.equals(told));
  }

  /** The signal for the order as a whole; null when tests without results stay open beside it. */
  private static OrderSignal whole(
      LabOrder order, List<LabOrder.Test> touched, OrderSignal told, String outcome) {
    List<String> outcomes = new ArrayList<>();
    for (LabOrder.Test test : order.tests()) {
      outcomes.add(touched.contains(test) ? outcome : test.outcome());
    }
    if (outcomes.contains(null)) {
      return RESULTED.equals(outcome) ? OrderSignal.PARTIAL : null;
    }
    if (outcomes.contains(RESULTED)) {
      return OrderSignal.RESULTED;
    }
    if (outcomes.stream().allMatch(REFUSED::equals)) {
      return OrderSignal.REJECTED;
    }
    return told == OrderSignal.WITHDRAWN ? told : OrderSignal.CANCELLED;
  }

  private static String names(List<LabOrder.Test> tests) {
    return String.join(", ", tests.stream().map(LabOrder.Test::loinc).toList());
  }
}
