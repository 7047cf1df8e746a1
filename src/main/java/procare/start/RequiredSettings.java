package procare.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * What a hub without embedded servers must be told: where its PostgreSQL and its RabbitMQ are, and
 * secrets that nobody can guess.
 */
final class RequiredSettings {
  private static final String GATEWAYS = "procare.whatsapp.gateways.";
  private static final String GOWA = "gowa";
  private static final String CLOUDAPI = "cloudapi";
  private static final int JWT_SECRET_BYTES = 32;
  private static final int SECRET_BYTES = 16;

  /** Words that manuals and samples use; the long one is Evolution API's own sample key. */
  private static final Set<String> KNOWN =
      Set.of(
          "secret",
          "demo",
          "test",
          "changeme",
          "change-me",
          "change_me",
          "password",
          "default",
          "429683c4c977415caafcce10f7d57e11");

  private final Environment environment;
  private final List<String> problems = new ArrayList<>();

  private RequiredSettings(Environment environment) {
    this.environment = environment;
  }

  /** One line for each setting that is missing or not safe, naming its environment variable. */
  static List<String> problemsIn(Environment environment) {
    return new RequiredSettings(environment).check();
  }

  private List<String> check() {
    present(
        "spring.datasource.url", "the JDBC URL of PostgreSQL, jdbc:postgresql://host:5432/name");
    if (absent("spring.rabbitmq.addresses") && absent("spring.rabbitmq.host")) {
      missing("spring.rabbitmq.addresses", "where RabbitMQ is, host:5672");
    }
    secret("procare.security.jwt-secret", JWT_SECRET_BYTES);
    present("procare.whatsapp.evolution.url", "the URL of Evolution API");
    secret("procare.whatsapp.evolution.api-key", SECRET_BYTES);
    if (absent("procare.whatsapp.evolution.webhook-jwt-secret")) {
      secret("procare.whatsapp.evolution.webhook-secret", SECRET_BYTES);
    } else {
      secret("procare.whatsapp.evolution.webhook-jwt-secret", SECRET_BYTES);
    }
    // A list in YAML has its names at [0], one from the environment stands under the name itself.
    if (enabled(GOWA)
        || !absent("procare.whatsapp.gowa.webhook.devices")
        || !absent("procare.whatsapp.gowa.webhook.devices[0]")
        || !absent("procare.whatsapp.gowa.webhook.secret")) {
      secret("procare.whatsapp.gowa.webhook.secret", SECRET_BYTES);
    }
    if (enabled(CLOUDAPI)
        || !absent("procare.whatsapp.cloudapi.webhook.app-secret")
        || !absent("procare.whatsapp.cloudapi.webhook.verify-token")) {
      secret("procare.whatsapp.cloudapi.webhook.app-secret", SECRET_BYTES);
      secret("procare.whatsapp.cloudapi.webhook.verify-token", SECRET_BYTES);
    }
    enabledGateway(GOWA, "url");
    enabledGateway(CLOUDAPI, "instance");
    if (!absent("procare.ai.openrouter.api-key")) {
      secret("procare.ai.openrouter.api-key", SECRET_BYTES);
    }
    return List.copyOf(problems);
  }

  // A number that sends but whose webhook is shut would never hear its patients' answers.
  private boolean enabled(String gateway) {
    return environment.getProperty(GATEWAYS + gateway + ".enabled", Boolean.class, false);
  }

  /** A gateway that is switched on needs its address there and its credentials. */
  private void enabledGateway(String gateway, String address) {
    String prefix = GATEWAYS + gateway + ".";
    if (enabled(gateway)) {
      present(prefix + address, "the " + address + " of the enabled gateway " + gateway);
      secret(prefix + "secret", SECRET_BYTES);
    }
  }

  private void present(String name, String what) {
    if (absent(name)) {
      missing(name, what);
    }
  }

  private void secret(String name, int bytes) {
    if (absent(name)) {
      missing(name, "a random secret of at least " + bytes + " bytes");
      return;
    }
    String value = environment.getProperty(name, "").strip();
    if (KNOWN.contains(value.toLowerCase(Locale.ROOT))) {
      problems.add(variable(name) + " is a value that everybody knows; " + remedy(bytes));
    } else if (value.getBytes(StandardCharsets.UTF_8).length < bytes) {
      problems.add(variable(name) + " is shorter than " + bytes + " bytes; " + remedy(bytes));
    } else if (value.chars().distinct().count() < 4) {
      problems.add(variable(name) + " repeats a few characters; " + remedy(bytes));
    }
  }

  private static String remedy(int bytes) {
    return "set a random one, for example from: openssl rand -base64 " + Math.max(bytes, 32);
  }

  private boolean absent(String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank();
  }

  private void missing(String name, String what) {
    problems.add(
        "set "
            + variable(name)
            + " ("
            + what
            + "), or start with SPRING_PROFILES_ACTIVE=embedded to try the hub.");
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
