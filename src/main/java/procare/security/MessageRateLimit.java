package procare.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * How many WhatsApp messages of one number are answered at once; what goes beyond is stored, read
 * for danger and answered later. Exact and shared by all nodes.
 */
@Component
public class MessageRateLimit {
  private final RateBuckets buckets;
  private final Settings settings;

  /**
   * @param messages how many messages of one number
   * @param window within which time
   */
  @ConfigurationProperties("procare.whatsapp.rate-limit")
  public record Settings(@DefaultValue("10") int messages, @DefaultValue("PT1M") Duration window) {}

  public MessageRateLimit(RateBuckets buckets, Settings settings) {
    this.buckets = buckets;
    this.settings = settings;
  }

  /**
   * Counts one message and gives its answer a turn; beyond the limit the turns of the windows that
   * follow are given in order, so that a burst is answered at the permitted pace.
   *
   * @param address phone number or other identity of the sender
   * @return how long its answer waits; zero when it is within the limit
   * @throws RuntimeException with an SQLException inside when the database cannot be asked
   */
  public Duration turn(String address) {
    return Duration.ofNanos(
        buckets
            .exact(key(address), settings.messages(), settings.window())
            .consumeIgnoringRateLimits(1));
  }

  private static String key(String address) {
    return "message:" + address;
  }
}
