package procare.partner.pack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Gives the values of a pack's settings when they are needed, so that a changed secret takes effect
 * with the next start of the process and none is kept. A pack can only name its own variables;
 * {@link PackReader} sees to that.
 */
@Component
public class PackSettings {
  private static final int MAX_FILE = 64 * 1024;
  private final Environment environment;

  public PackSettings(Environment environment) {
    this.environment = environment;
  }

  /** The value, or the text of the file that {@code <NAME>_FILE} names, or the default. */
  public Optional<String> value(Setting setting) {
    String value = environment.getProperty(setting.variable());
    String file = environment.getProperty(setting.variable() + "_FILE");
    if (value == null && file != null) {
      value = read(setting, Path.of(file));
    }
    return Optional.ofNullable(value == null ? setting.fallback() : value)
        .filter(v -> !v.isBlank());
  }

  /**
   * Where the partner is.
   *
   * @param purpose {@code results, orders, base, token, files, documents, messages}
   * @return empty when the pack has no such endpoint or its setting has no value
   * @throws IllegalStateException when the operator set an address that the protocol cannot have
   */
  public Optional<URI> endpoint(Pack pack, String purpose) {
    Setting setting = pack.endpoints().get(purpose);
    if (setting == null) {
      return Optional.empty();
    }
    Optional<String> value = value(setting);
    String wrong = value.map(v -> PackChecks.wrongAddress(v, pack.protocol())).orElse(null);
    if (wrong != null) {
      throw new IllegalStateException(setting.variable() + " " + wrong);
    }
    return value.map(URI::create);
  }

  /** A secret or word of {@code auth}; empty when it is not there or not set. */
  public Optional<String> auth(Pack pack, String name) {
    return pack.auth().word(name).or(() -> pack.auth().setting(name).flatMap(this::value));
  }

  /** Names of settings without a value: until they have one, the pack cannot call the partner. */
  public List<String> missing(Pack pack) {
    return Neighbours.settings(pack)
        .filter(s -> value(s).isEmpty())
        .map(Setting::variable)
        .sorted()
        .toList();
  }

  private static String read(Setting setting, Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new IllegalStateException(setting.variable() + "_FILE is larger than 64 KiB");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(setting.variable() + "_FILE cannot be read", e);
    }
  }
}
