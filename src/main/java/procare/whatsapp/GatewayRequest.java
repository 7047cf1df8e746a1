package procare.whatsapp;

import java.util.Map;
import procare.Json;
import procare.partner.Outcome;

/**
 * One call of a gateway, ready to go, or the reason why there is none.
 *
 * @param path below the gateway's URL, with a leading slash
 * @param headers beside the authentication
 * @param body JSON; null when there is a refusal
 * @param refusal how the try ends without a call; null otherwise
 */
public record GatewayRequest(
    String path, Map<String, String> headers, byte[] body, Outcome refusal) {

  public static GatewayRequest of(String path, Map<String, String> headers, Object body) {
    return new GatewayRequest(path, headers, Json.bytes(body), null);
  }

  public static GatewayRequest refused(Outcome outcome) {
    return new GatewayRequest(null, Map.of(), null, outcome);
  }
}
