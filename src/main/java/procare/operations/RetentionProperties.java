package procare.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.retention.*}: how long what has done its work is kept.
 *
 * @param inbox claims of handled events; longer than any message may wait on the bus
 * @param idempotency keys, so long may a caller repeat a request
 * @param events the event log and handled dead letters
 * @param receipts delivery receipts of gateways
 * @param sessions logins and refresh tokens after they have expired
 */
@ConfigurationProperties("procare.retention")
public record RetentionProperties(
    Duration inbox, Duration idempotency, Duration events, Duration receipts, Duration sessions) {}
