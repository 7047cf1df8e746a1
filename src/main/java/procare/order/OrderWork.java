package procare.order;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One try to hand something over, or the next call of it.
 *
 * @param call which of the route's ways: {@code mllp, post, get}; {@code none} when nothing is left
 *     to do
 * @param partner name
 * @param path below the laboratory's address, or null
 * @param headers of the call and, as Camel names it, its query
 * @param body the message, or null for a look-up
 * @param claimed the row, or null with {@code none}
 */
public record OrderWork(
    String call,
    String partner,
    String path,
    Map<String, Object> headers,
    byte[] body,
    Claimed claimed) {

  /**
   * A row that this node holds.
   *
   * @param attempt number of the try
   * @param counted tries that count, this one included
   * @param errors tries before that were answered AE or CE
   * @param uncertain an earlier try may have reached the laboratory
   */
  record Claimed(
      UUID deliveryId,
      OrderSheet sheet,
      int attempt,
      int counted,
      int errors,
      boolean uncertain,
      Instant began) {}

  static final OrderWork DONE = new OrderWork("none", null, null, Map.of(), null, null);

  /** To whom; null when nothing is left to do. */
  public OrderPartner to() {
    return claimed == null ? null : claimed.sheet().partner();
  }

  public boolean done() {
    return call.equals("none");
  }
}
