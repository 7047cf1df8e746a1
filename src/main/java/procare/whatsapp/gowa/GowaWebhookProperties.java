package procare.whatsapp.gowa;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.whatsapp.gowa.webhook.*}.
 *
 * @param devices device ids whose webhooks are taken, as they stand in the webhook's address; none
 *     = the door is shut
 * @param secret GOWA's {@code WHATSAPP_WEBHOOK_SECRET}, whose default is the word "secret"; secret
 */
@ConfigurationProperties("procare.whatsapp.gowa.webhook")
public record GowaWebhookProperties(List<String> devices, String secret) {
  public GowaWebhookProperties {
    devices =
        devices == null
            ? List.of()
            : devices.stream().filter(device -> !device.isBlank()).map(String::strip).toList();
  }
}
