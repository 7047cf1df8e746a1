package procare.routes;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import procare.delivery.Gateway;
import procare.delivery.GatewayKind;
import procare.delivery.GatewaySecret;
import procare.delivery.Gateways;
import procare.partner.GatewayBreakers;

/**
 * One way out for each gateway that the settings name, {@code direct:gateway-<name>}: the
 * call-partner Kamelet with that gateway's breaker, address and secret. YAML cannot say "for each".
 */
@Component
class GatewayRoutes extends RouteBuilder {
  private static final Map<GatewayKind, String> ANSWERS =
      Map.of(
          GatewayKind.EVOLUTION, "evolutionAnswers",
          GatewayKind.GOWA, "gowaAnswers",
          GatewayKind.CLOUDAPI, "cloudApiAnswers");

  private final Gateways gateways;
  private final GatewayBreakers breakers;

  GatewayRoutes(Gateways gateways, GatewayBreakers breakers) {
    this.gateways = gateways;
    this.breakers = breakers;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    gateways.gateways().forEach(this::route);
  }

  private void route(String name, Gateway gateway) {
    getContext().getRegistry().bind("breaker-" + name, breakers.of(name));
    getContext().getRegistry().bind("secret-" + name, new GatewaySecret(gateway));
    from("direct:gateway-" + name)
        .routeId("out-gateway-" + name + "-call")
        .routeGroup("out")
        .to(
            "kamelet:call-partner?partner="
                + name
                + "&url=RAW("
                + gateway.url()
                + ")&answers="
                + ANSWERS.get(gateway.kind())
                + "&authHeader="
                + gateway.kind().authHeader()
                + "&secret=secret-"
                + name
                + "&answerWithin="
                + gateway.timeoutMillis())
        .id("out-gateway-" + name + "-call-to");
  }
}
