package procare.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import procare.partner.PartnerSecret;

/**
 * How one gateway wants to be shown that it is us. One public method only: Camel calls the bean
 * without naming it.
 */
public final class GatewaySecret implements PartnerSecret {
  private final Gateway gateway;

  public GatewaySecret(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public String value() {
    String secret = gateway.secret() == null ? "" : gateway.secret();
    return switch (gateway.kind()) {
      case EVOLUTION -> secret;
      case GOWA ->
          "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      case CLOUDAPI -> "Bearer " + secret;
    };
  }
}
