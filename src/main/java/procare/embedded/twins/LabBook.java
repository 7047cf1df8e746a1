package procare.embedded.twins;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The orders of the laboratory twin, by our number. A repeat of a number is the same order, as in a
 * laboratory that keeps its part of the agreement.
 */
@Component
@Profile("embedded")
class LabBook {
  private static final int LIMIT = 10_000;
  private final AtomicInteger numbers = new AtomicInteger(551_200);
  private final Map<String, Order> orders = new LinkedHashMap<>();

  /**
   * One order, or one test of an order under its own number.
   *
   * @param via {@code mllp, json, fhir}
   * @param times how often it was sent
   * @param tests LOINC codes
   * @param person PID of the order, or null
   */
  record Order(
      String placer,
      String labRef,
      String via,
      String state,
      int times,
      List<String> tests,
      String person) {}

  synchronized Order take(String placer, String via, List<String> tests, String person) {
    if (orders.size() == LIMIT) {
      orders.remove(orders.keySet().iterator().next());
    }
    return orders.compute(
        placer,
        (number, known) ->
            known == null
                ? new Order(
                    placer,
                    "L26-" + numbers.incrementAndGet(),
                    via,
                    "ACCEPTED",
                    1,
                    List.copyOf(tests),
                    person)
                : with(known, known.state(), known.times() + 1));
  }

  /** Empty when there is no such order. */
  synchronized Optional<Order> mark(String placer, String state) {
    return Optional.ofNullable(
        orders.computeIfPresent(placer, (number, known) -> with(known, state, known.times())));
  }

  synchronized Optional<Order> find(String placer) {
    return Optional.ofNullable(orders.get(placer));
  }

  synchronized List<Order> all() {
    return List.copyOf(orders.values());
  }

  private static Order with(Order o, String state, int times) {
    return new Order(o.placer(), o.labRef(), o.via(), state, times, o.tests(), o.person());
  }
}
