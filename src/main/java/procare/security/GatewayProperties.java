package procare.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one caller may ask of the hub.
 *
 * @param rateLimit API calls of one user
 * @param maxBodyBytes largest body of an API call
 * @param maxWebhookBodyBytes largest body of a webhook; photos come inside
 */
@ConfigurationProperties("procare.gateway")
public record GatewayProperties(
    @DefaultValue RateLimit rateLimit,
    @DefaultValue("1MB") DataSize maxBodyBytes,
    @DefaultValue("6MB") DataSize maxWebhookBodyBytes) {

  /**
   * @param requests how many calls
   * @param window within which time
   */
  public record RateLimit(
      @DefaultValue("100") int requests, @DefaultValue("PT15M") Duration window) {
    public RateLimit {
      if (requests < 1 || window.isNegative() || window.isZero()) {
        throw new IllegalArgumentException(
            "procare.gateway.rate-limit needs requests of at least 1 and a window above zero");
      }
    }
  }
}
