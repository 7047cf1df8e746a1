package procare.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.delivery.*}.
 *
 * @param lease how long a sender may take before its attempt counts as lost
 * @param emergencySendUntil age at which an emergency text, alert or follow-up is stale and expires
 * @param replySendUntil the same for everything else
 * @param maxAttempts tries before a message that is not urgent fails for good
 */
@ConfigurationProperties("procare.delivery")
public record DeliveryProperties(
    Duration lease, Duration emergencySendUntil, Duration replySendUntil, int maxAttempts) {}
