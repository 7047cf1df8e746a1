package procare.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaysTest {
  private static Gateway gateway(String url, boolean enabled) {
    return new Gateway(GatewayKind.GOWA, url, "d", "s", 0, 0, 1000, enabled);
  }

  @Test
  void whatIsSwitchedOffIsNotThere() {
    Gateways gateways =
        new Gateways(
            "a", List.of("a", "b"), Map.of("a", gateway("u", true), "b", gateway("u", false)));
    assertThat(gateways.names()).containsExactly("a");
    assertThat(gateways.after("a", "1")).isEmpty();
    assertThat(gateways.named(GatewayKind.GOWA, "d")).contains("a");
    assertThat(gateways.named(GatewayKind.EVOLUTION, "d")).isEmpty();
  }

  @Test
  void ratesAreCarefulUnlessSaid() {
    assertThat(gateway("u", true).rate()).isEqualTo(5);
    assertThat(Messages.gateway(GatewayKind.CLOUDAPI, "1", 0).rate()).isEqualTo(80);
    assertThat(Messages.gateway(GatewayKind.CLOUDAPI, "1", 1000).senders()).isEqualTo(128);
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertThatThrownBy(() -> new Gateways("x", List.of(), Map.of("a", gateway("u", true))))
        .hasMessageContaining("default-gateway is x");
    assertThatThrownBy(() -> new Gateways("a", List.of(), Map.of("a", gateway(" ", true))))
        .hasMessageContaining("needs url");
    assertThatThrownBy(() -> new Gateways("a", List.of(), Map.of("A b", gateway("u", true))))
        .hasMessageContaining("lower-case");
    assertThatThrownBy(() -> new Gateway(null, "u", "d", "s", 0, 0, 1, true))
        .hasMessageContaining("kind");
    assertThatThrownBy(() -> Messages.gateway(GatewayKind.GOWA, "d", -1))
        .hasMessageContaining("messages a second");
    assertThatThrownBy(() -> new Button("id", "longer than twenty letters"))
        .hasMessageContaining("20");
    assertThatThrownBy(() -> new PacingProperties(null, null, 1.2)).hasMessageContaining("share");
  }

  @Test
  void secretsAreShownAsEachGatewayWants() {
    assertThat(new GatewaySecret(Messages.gateway(GatewayKind.GOWA, "d", 0)).value())
        .isEqualTo("Basic dXNlcjp3b3Jk");
    assertThat(new GatewaySecret(Messages.gateway(GatewayKind.CLOUDAPI, "d", 0)).value())
        .isEqualTo("Bearer user:word");
    assertThat(GatewayKind.EVOLUTION.authHeader()).isEqualTo("apikey");
  }
}
