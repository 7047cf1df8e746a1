package procare.embedded.twins.partner;

import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;
import procare.partner.pack.Pack;
import procare.partner.pack.Packs;
import procare.partner.pack.Protocol;
import procare.partner.pack.Setting;

/**
 * Settings of laboratories that nobody set lead to their twins: the last source of the environment,
 * so that one variable is enough to talk to the real partner. Medical records get nothing from it:
 * the profile has a hospital already, and the hub would write everything twice.
 */
@Component
@Profile("embedded")
class TwinSettings {
  /** What the twins take for a secret. */
  private static final String WORD = "demo";

  private static final Set<String> SIMPLE = Set.of("bearer", "basic", "api-key", "hmac");
  private final Packs packs;
  private final ConfigurableEnvironment environment;

  TwinSettings(Packs packs, ConfigurableEnvironment environment) {
    this.packs = packs;
    this.environment = environment;
    environment
        .getPropertySources()
        .addLast(
            new PropertySource<>("twins of partners", packs) {
              @Override
              public Object getProperty(String name) {
                return name.startsWith("PROCARE_PARTNER_") && !name.endsWith("_FILE")
                    ? value(name)
                    : null;
              }
            });
  }

  private String value(String variable) {
    for (Pack pack : packs.running(Pack.Kind.LAB)) {
      if (variable.startsWith(Setting.prefix(pack.name()))) {
        String value = value(pack, variable);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private String value(Pack pack, String variable) {
    boolean http = pack.protocol() == Protocol.JSON_REST || pack.protocol() == Protocol.FHIR_REST;
    // A secret kept in a file is set too.
    if (!http || environment.containsProperty(variable + "_FILE")) {
      return null;
    }
    for (Map.Entry<String, Setting> endpoint : pack.endpoints().entrySet()) {
      if (endpoint.getValue().variable().equals(variable)) {
        String purpose = endpoint.getKey().equals("base") ? "" : "/" + endpoint.getKey();
        return endpoint.getValue().fallback() == null ? address(pack) + purpose : null;
      }
    }
    boolean asked =
        SIMPLE.contains(pack.auth().type())
            && pack.auth().values().keySet().stream()
                .flatMap(name -> pack.auth().setting(name).stream())
                .anyMatch(s -> s.variable().equals(variable) && s.fallback() == null);
    return asked ? WORD : null;
  }

  private String address(Pack pack) {
    return "http://127.0.0.1:"
        + environment.getProperty("server.port", "8080")
        + "/twins/"
        + PartnerTwins.FAMILY
        + "/"
        + pack.name();
  }
}
