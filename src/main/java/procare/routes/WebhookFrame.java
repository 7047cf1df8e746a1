package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.camel.Exchange;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import procare.whatsapp.evolution.EvolutionWebhook;

/** From the HTTP exchange to a webhook call; the raw bytes stay as they came and the headers go. */
@Component("webhookFrame")
public class WebhookFrame {
  public void evolution(Exchange exchange) {
    HttpServletRequest http = HttpExchanges.request(exchange);
    String instance = exchange.getMessage().getHeader("instance", String.class);
    exchange.setProperty(ApiFrame.REQUEST_ID, MDC.get("requestId"));
    exchange.getMessage().removeHeaders("*");
    exchange
        .getMessage()
        .setBody(
            new EvolutionWebhook.Call(
                instance,
                http.getHeader("X-Webhook-Secret"),
                http.getHeader("Authorization"),
                RawBodyFilter.of(http)));
  }
}
