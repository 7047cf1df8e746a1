package procare.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code procare.whatsapp.*}: the gateways as data.
 *
 * @param defaultGateway name of the one for people who never wrote and chose none
 * @param failover names, in order, that urgent messages may move to; empty = they wait
 * @param gateways by name; the name is its breaker's, its row's and its partner's name too
 */
@ConfigurationProperties("procare.whatsapp")
public record Gateways(
    String defaultGateway, List<String> failover, Map<String, Gateway> gateways) {

  public Gateways {
    failover = failover == null ? List.of() : List.copyOf(failover);
    Map<String, Gateway> on = new LinkedHashMap<>();
    if (gateways != null) {
      gateways.forEach((name, gateway) -> put(on, name, gateway));
    }
    gateways = Collections.unmodifiableMap(on);
    if (!gateways.containsKey(defaultGateway)) {
      throw new IllegalArgumentException(
          "procare.whatsapp.default-gateway is "
              + defaultGateway
              + ", but the gateways that are switched on are "
              + gateways.keySet());
    }
  }

  private static void put(Map<String, Gateway> on, String name, Gateway gateway) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a gateway's name has lower-case letters, digits and hyphens only: " + name);
    }
    if (gateway.enabled()) {
      boolean secretless = gateway.kind() != GatewayKind.EVOLUTION && blank(gateway.secret());
      if (blank(gateway.url()) || blank(gateway.instance()) || secretless) {
        throw new IllegalArgumentException(
            "procare.whatsapp.gateways." + name + " needs url, instance and secret");
      }
      on.put(name, gateway);
    }
  }

  private static boolean blank(String value) {
    return value == null || value.isBlank();
  }

  /** Names of those that are switched on. */
  public String[] names() {
    return gateways.keySet().toArray(String[]::new);
  }

  /** Names of those that outside the 24-hour window send templates only. */
  String[] windowed() {
    return gateways.entrySet().stream()
        .filter(e -> e.getValue().kind().official())
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  public Optional<Gateway> find(String name) {
    return Optional.ofNullable(gateways.get(name));
  }

  /** The name of the gateway that an instance, device or phone number id belongs to. */
  public Optional<String> named(GatewayKind kind, String instance) {
    return gateways.entrySet().stream()
        .filter(e -> e.getValue().kind() == kind && e.getValue().instance().equals(instance))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Where an urgent message may go when {@code present} fails, nearest first: the others of the
   * failover list, beginning behind it.
   */
  List<String> after(String present, String address) {
    List<String> ring = new ArrayList<>(failover);
    int at = ring.indexOf(present);
    if (at >= 0) {
      Collections.rotate(ring, -at - 1);
    }
    ring.removeIf(
        name ->
            name.equals(present)
                || !gateways.containsKey(name)
                || !gateways.get(name).kind().reaches(address));
    return ring;
  }
}
