package procare.order;

import java.time.Instant;
import java.util.List;

/** Copies of an order with one thing changed. */
final class OrderChange {
  private OrderChange() {}

  static LabOrder tests(LabOrder o, List<LabOrder.Test> tests) {
    return copy(o, o.state(), o.held(), o.filler(), o.attention(), o.collectedAt(), tests);
  }

  /** After a signal. */
  static LabOrder after(
      LabOrder o,
      OrderState state,
      boolean held,
      String filler,
      String attention,
      Instant collectedAt) {
    return copy(o, state, held, filler, attention, collectedAt, o.tests());
  }

  private static LabOrder copy(
      LabOrder o,
      OrderState state,
      boolean held,
      String filler,
      String attention,
      Instant collectedAt,
      List<LabOrder.Test> tests) {
    return new LabOrder(
        o.id(),
        o.placer(),
        o.partner(),
        o.patientId(),
        o.doctorId(),
        state,
        held,
        o.priority(),
        o.collectBy(),
        o.note(),
        o.reasonCode(),
        o.reasonText(),
        filler,
        attention,
        collectedAt,
        o.correlationId(),
        o.createdAt(),
        tests);
  }
}
