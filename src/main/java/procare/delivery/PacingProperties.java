package procare.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.delivery.pacing.*}.
 *
 * @param horizon how far ahead slots are taken; more than the pause between two turns of the pacer
 * @param tolerance how late a message may leave after its slot; a later one gives it up and takes
 *     another, so that no second ever holds more than is permitted
 * @param share part of the permitted rate that is planned; the rest makes room for the tolerance
 */
@ConfigurationProperties("procare.delivery.pacing")
public record PacingProperties(Duration horizon, Duration tolerance, double share) {
  public PacingProperties {
    if (share <= 0 || share > 1) {
      throw new IllegalArgumentException("procare.delivery.pacing.share is above 0, at most 1");
    }
  }
}
