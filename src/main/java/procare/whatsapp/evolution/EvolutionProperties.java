package procare.whatsapp.evolution;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.whatsapp.evolution.*}.
 *
 * @param url base URL of Evolution API
 * @param apiKey its key; secret
 * @param instance the instance that sends and whose webhooks are taken
 * @param webhookSecret what Evolution sends in {@code X-Webhook-Secret}; secret
 * @param webhookJwtSecret Evolution's {@code jwt_key}; secret; null when only the header is used
 * @param timeoutMillis how long a send may wait for its answer
 */
@ConfigurationProperties("procare.whatsapp.evolution")
public record EvolutionProperties(
    String url,
    String apiKey,
    String instance,
    String webhookSecret,
    String webhookJwtSecret,
    long timeoutMillis) {}
