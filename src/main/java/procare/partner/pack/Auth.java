package procare.partner.pack;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the hub proves to a partner who it is, and a partner to the hub.
 *
 * @param type {@code none, bearer, basic, api-key, hmac, smart-backend, mutual-tls, password, key}
 * @param values settings ({@code ${…}}) and plain words by name; secrets are settings always
 */
public record Auth(String type, Map<String, String> values) {
  /** Fields that may only be a setting without default. */
  static final Set<String> SECRETS =
      Set.of("token", "password", "key", "secret", "privateKey", "keyStore", "keyStorePassword");

  /** What each type cannot do without. */
  static final Map<String, List<String>> NEEDS =
      Map.of(
          "none", List.of(),
          "bearer", List.of("token"),
          "basic", List.of("username", "password"),
          "api-key", List.of("header", "key"),
          "hmac", List.of("header", "secret"),
          "smart-backend", List.of("clientId", "privateKey", "keyId", "scope"),
          "mutual-tls", List.of("keyStore", "keyStorePassword"),
          "password", List.of("username", "password", "hostKey"),
          "key", List.of("username", "privateKey", "hostKey"));

  public Auth {
    values = Map.copyOf(values);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static Auth of(@JsonProperty("type") String type, @JsonAnySetter Map<String, String> values) {
    return new Auth(type, values == null ? new HashMap<>() : values);
  }

  /** The setting of that name; empty when the pack has none or writes a plain word. */
  public Optional<Setting> setting(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(v -> Setting.FORM.matcher(v).matches())
        .map(Setting::of);
  }

  /** A plain word such as a header's name; empty when the pack has none or names a setting. */
  public Optional<String> word(String name) {
    return Optional.ofNullable(values.get(name)).filter(v -> !v.startsWith("${"));
  }
}
