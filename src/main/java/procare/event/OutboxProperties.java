package procare.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.outbox.*}.
 *
 * @param poll how long the relay sleeps at most when no commit of this node wakes it
 * @param batch rows published per transaction and confirm round
 * @param confirmTimeout how long the broker may take to confirm a batch
 * @param urgentConfirmTimeout the same in the urgent lane; afterwards events go to their agents in
 *     process
 */
@ConfigurationProperties("procare.outbox")
public record OutboxProperties(
    Duration poll, int batch, Duration confirmTimeout, Duration urgentConfirmTimeout) {}
