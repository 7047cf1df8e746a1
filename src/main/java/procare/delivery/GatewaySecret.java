package procare.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import procare.partner.PartnerSecret;

/** How one gateway wants to be shown that it is us. */
public record GatewaySecret(Gateway gateway) implements PartnerSecret {
  /** The header that carries it. */
  public String header() {
    return gateway.kind() == GatewayKind.EVOLUTION ? "apikey" : "Authorization";
  }

  @Override
  public String value() {
    String secret = gateway.secret() == null ? "" : gateway.secret();
    return switch (gateway.kind()) {
      case EVOLUTION -> secret;
      case GOWA ->
          "Basic "
              + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      case CLOUDAPI -> "Bearer " + secret;
    };
  }

  @Override
  public String toString() {
    return "secret of a gateway";
  }
}
