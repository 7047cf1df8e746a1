package procare.whatsapp.evolution;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.delivery.Gateway;
import procare.delivery.Gateways;
import procare.whatsapp.GatewayRequest;
import procare.whatsapp.Menus;

/**
 * Bodies for {@code POST /message/{sendText|sendMedia}/{instance}} of Evolution v2 (flat form; v1's
 * nested one is refused).
 */
@Component("evolutionRequests")
public class EvolutionRequests {
  private final Gateways gateways;
  private final Menus menus;

  public EvolutionRequests(Gateways gateways, Menus menus) {
    this.gateways = gateways;
    this.menus = menus;
  }

  public GatewayRequest message(Attempt attempt) {
    Gateway gateway = gateways.find(attempt.gateway()).orElseThrow();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("number", attempt.address());
    if (attempt.mediaUrl() == null) {
      body.put("text", menus.text(attempt));
      body.put("linkPreview", false);
      return GatewayRequest.of("/message/sendText/" + gateway.instance(), Map.of(), body);
    }
    body.put("mediatype", "image");
    body.put("caption", menus.text(attempt));
    body.put("media", attempt.mediaUrl());
    return GatewayRequest.of("/message/sendMedia/" + gateway.instance(), Map.of(), body);
  }
}
