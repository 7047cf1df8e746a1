package procare.partner.pack;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How much a partner bears and may do.
 *
 * @param rate calls and messages, such as {@code 20/s} or {@code 600/m}
 * @param burst how many may come at once
 * @param timeout how long an answer may take
 * @param maxMessage how large a message may be, such as {@code 8MB}
 * @param concurrency how many calls at the same time
 */
public record Limits(
    String rate, Integer burst, Duration timeout, String maxMessage, Integer concurrency) {
  public Limits {
    rate = rate == null ? "20/s" : rate;
    timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    maxMessage = maxMessage == null ? "8MB" : maxMessage;
    concurrency = concurrency == null ? 4 : concurrency;
    burst = burst == null ? Integer.valueOf(rate.substring(0, rate.indexOf('/'))) : burst;
  }

  /** How many in {@link #period()}. */
  public int permits() {
    return Integer.parseInt(rate.substring(0, rate.indexOf('/')));
  }

  /** A second, a minute or an hour. */
  public Duration period() {
    return switch (rate.charAt(rate.length() - 1)) {
      case 'h' -> Duration.ofHours(1);
      case 'm' -> Duration.ofMinutes(1);
      default -> Duration.ofSeconds(1);
    };
  }

  public long maxBytes() {
    return DataSize.parse(maxMessage).toBytes();
  }
}
