package procare.ai;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.ai.openrouter.*}.
 *
 * @param url base URL without path
 * @param apiKey secret; without one nothing is reworded and the approved texts go as they are
 * @param models in the order to be tried; ids are retired often, so they are configuration
 * @param timeoutMillis how long an answer may take
 */
@ConfigurationProperties("procare.ai.openrouter")
public record OpenRouterProperties(
    String url, String apiKey, List<String> models, long timeoutMillis) {
  boolean usable() {
    return apiKey != null && !apiKey.isBlank() && models != null && !models.isEmpty();
  }
}
