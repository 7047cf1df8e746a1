package procare.routes;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import procare.whatsapp.HubSignature;
import procare.whatsapp.cloudapi.CloudApiWebhook;
import procare.whatsapp.evolution.EvolutionWebhook;
import procare.whatsapp.gowa.GowaWebhook;

/** From the HTTP exchange to a webhook call; the raw bytes stay as they came and the headers go. */
@Component("webhookFrame")
public class WebhookFrame {
  public void evolution(Exchange exchange) {
    String instance = exchange.getMessage().getHeader("instance", String.class);
    HttpServletRequest http = open(exchange);
    exchange
        .getMessage()
        .setBody(
            new EvolutionWebhook.Call(
                instance,
                http.getHeader("X-Webhook-Secret"),
                http.getHeader("Authorization"),
                RawBodyFilter.of(http)));
  }

  public void gowa(Exchange exchange) {
    String device = exchange.getMessage().getHeader("device", String.class);
    HttpServletRequest http = open(exchange);
    exchange
        .getMessage()
        .setBody(
            new GowaWebhook.Call(
                device, http.getHeader(HubSignature.HEADER), RawBodyFilter.of(http)));
  }

  public void cloudApi(Exchange exchange) {
    HttpServletRequest http = open(exchange);
    exchange
        .getMessage()
        .setBody(
            new CloudApiWebhook.Call(http.getHeader(HubSignature.HEADER), RawBodyFilter.of(http)));
  }

  public void handshake(Exchange exchange) {
    HttpServletRequest http = open(exchange);
    exchange
        .getMessage()
        .setBody(
            new CloudApiWebhook.Handshake(
                http.getParameter("hub.mode"),
                http.getParameter("hub.challenge"),
                http.getParameter("hub.verify_token")));
  }

  /** Answers with the body as it is, which no browser takes for a page. */
  public void plainText(Exchange exchange) {
    String text = exchange.getMessage().getBody(String.class);
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/plain");
    exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpServletRequest open(Exchange exchange) {
    HttpServletRequest http = HttpExchanges.request(exchange);
    exchange.setProperty(ApiFrame.REQUEST_ID, MDC.get("requestId"));
    exchange.getMessage().removeHeaders("*");
    return http;
  }
}
