package procare.operations;

import java.util.List;
import java.util.Map;

/**
 * Why and where the broker gave up, read from RabbitMQ's {@code x-death} header
 * (rabbitmq.com/docs/dlx, "Effects on Messages"): newest death first, each with queue, reason
 * ({@code rejected}, {@code expired}, {@code maxlen}, {@code delivery_limit}) and count.
 */
record BrokerDeath(String queue, String reason, int attempts) {
  static final String UNKNOWN_SOURCE = "procare.dlx";

  static BrokerDeath read(Map<String, ?> headers) {
    if (headers.get("x-death") instanceof List<?> deaths
        && !deaths.isEmpty()
        && deaths.get(0) instanceof Map<?, ?> newest) {
      return new BrokerDeath(
          text(newest.get("queue"), UNKNOWN_SOURCE),
          text(newest.get("reason"), "unknown"),
          Math.max(number(newest.get("count")), number(headers.get("x-delivery-count"))));
    }
    return new BrokerDeath(
        text(headers.get("x-first-death-queue"), UNKNOWN_SOURCE),
        text(headers.get("x-first-death-reason"), "unknown"),
        number(headers.get("x-delivery-count")));
  }

  DeadLetter letter(byte[] body, Map<String, ?> headers) {
    return new DeadLetter(
        queue,
        body,
        headers,
        "broker:" + reason,
        "the broker gave up on it in queue " + queue + ": " + reason,
        null,
        attempts);
  }

  private static String text(Object value, String otherwise) {
    return value == null || value.toString().isBlank() ? otherwise : value.toString();
  }

  private static int number(Object value) {
    return value instanceof Number n ? n.intValue() : 1;
  }
}
