package procare.whatsapp;

import org.springframework.stereotype.Component;
import procare.delivery.Attempt;
import procare.delivery.Gateway;
import procare.delivery.Gateways;
import procare.partner.Outcome;

/** Tells the router which gateway's words a message needs. */
@Component("gatewayKinds")
public class GatewayKinds {
  private final Gateways gateways;

  public GatewayKinds(Gateways gateways) {
    this.gateways = gateways;
  }

  /** {@code EVOLUTION, GOWA, CLOUDAPI}, or {@code NONE} when the message must wait. */
  public String of(Attempt attempt) {
    return attempt.sms()
        ? "NONE"
        : gateways.find(attempt.gateway()).map(Gateway::kind).map(Enum::name).orElse("NONE");
  }

  public GatewayRequest refuse(Attempt attempt) {
    return GatewayRequest.refused(
        attempt.sms()
            ? Outcome.of(Outcome.Kind.CIRCUIT_OPEN, null, "meant for SMS meanwhile")
            : Outcome.of(
                Outcome.Kind.CONFIGURATION,
                null,
                "gateway " + attempt.gateway() + " is switched off"));
  }
}
