package procare.partner.pack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import procare.partner.PartnerSecret;

/**
 * The value of a pack's authentication header, read when a call is made: bean {@code secret-<pack>}
 * of the Kamelet {@code call-partner}. For {@code bearer, basic} and {@code api-key}; others sign
 * or ask for a token themselves and get an empty value here.
 */
public final class PackSecret implements PartnerSecret {
  private final Packs packs;
  private final PackSettings settings;
  private final String pack;

  public PackSecret(Packs packs, PackSettings settings, String pack) {
    this.packs = packs;
    this.settings = settings;
    this.pack = pack;
  }

  /** The HTTP header that carries it. */
  public static String header(Pack pack) {
    return pack.auth().word("header").orElse("Authorization");
  }

  @Override
  public String value() {
    return packs.byName(pack).flatMap(this::value).orElse("");
  }

  private Optional<String> value(Pack current) {
    return switch (current.auth().type()) {
      case "bearer" -> settings.auth(current, "token").map(token -> "Bearer " + token);
      case "api-key" -> settings.auth(current, "key");
      case "basic" ->
          settings
              .auth(current, "username")
              .flatMap(name -> settings.auth(current, "password").map(word -> name + ":" + word))
              .map(
                  pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
              .map(pair -> "Basic " + pair);
      default -> Optional.empty();
    };
  }
}
