package procare.whatsapp.gowa;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.delivery.Gateway;
import procare.delivery.Gateways;
import procare.whatsapp.GatewayRequest;
import procare.whatsapp.Menus;

/**
 * Bodies for GOWA's {@code POST /send/message} and {@code /send/image}
 * (aldinokemal/go-whatsapp-web-multidevice 51f7b19, docs/openapi.yaml). It has no buttons and no
 * templates; it wants the device in {@code X-Device-Id} and refuses phones with a leading 0.
 */
@Component("gowaRequests")
public class GowaRequests {
  private final Gateways gateways;
  private final Menus menus;

  public GowaRequests(Gateways gateways, Menus menus) {
    this.gateways = gateways;
    this.menus = menus;
  }

  public GatewayRequest message(Attempt attempt) {
    Gateway gateway = gateways.find(attempt.gateway()).orElseThrow();
    Map<String, String> device = Map.of("X-Device-Id", gateway.instance());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("phone", jid(attempt.address()));
    if (attempt.mediaUrl() == null) {
      body.put("message", menus.text(attempt));
      body.put("reply_message_id", "");
      return GatewayRequest.of("/send/message", device, body);
    }
    body.put("caption", menus.text(attempt));
    body.put("image_url", attempt.mediaUrl());
    body.put("view_once", false);
    body.put("compress", false);
    return GatewayRequest.of("/send/image", device, body);
  }

  private static String jid(String address) {
    return address.contains("@") ? address : address + "@s.whatsapp.net";
  }
}
