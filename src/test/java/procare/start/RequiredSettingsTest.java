package procare.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class RequiredSettingsTest {
  private static final String RANDOM = "q7Zt0cV1mXo4sLk9RwUe3GyHb2NfJp6D";

  private static MockEnvironment complete() {
    return new MockEnvironment()
        .withProperty("spring.datasource.url", "jdbc:postgresql://db/procare")
        .withProperty("spring.rabbitmq.addresses", "mq:5672")
        .withProperty("procare.security.jwt-secret", RANDOM)
        .withProperty("procare.whatsapp.evolution.url", "https://evolution.example")
        .withProperty("procare.whatsapp.evolution.api-key", RANDOM)
        .withProperty("procare.whatsapp.evolution.webhook-secret", RANDOM);
  }

  @Test
  void acceptsACompleteEnvironment() {
    assertThat(RequiredSettings.problemsIn(complete())).isEmpty();
    MockEnvironment host = complete();
    host.setProperty("spring.rabbitmq.addresses", "");
    host.setProperty("spring.rabbitmq.host", "mq");
    host.setProperty("procare.whatsapp.evolution.webhook-secret", "");
    host.setProperty("procare.whatsapp.evolution.webhook-jwt-secret", RANDOM);
    assertThat(RequiredSettings.problemsIn(host)).isEmpty();
  }

  @Test
  void namesEveryMissingSettingInALineOfItsOwn() {
    List<String> problems = RequiredSettings.problemsIn(new MockEnvironment());
    assertThat(problems).hasSize(6).allMatch(line -> line.lines().count() == 1);
    assertThat(problems.get(0)).contains("SPRING_DATASOURCE_URL");
    assertThat(problems.get(1)).contains("SPRING_RABBITMQ_ADDRESSES");
    assertThat(problems.get(2)).contains("PROCARE_SECURITY_JWT_SECRET");
  }

  @Test
  void aDoorThatIsUsedNeedsItsSecret() {
    for (String devices : List.of("devices", "devices[0]")) {
      MockEnvironment gowa = complete();
      gowa.setProperty("procare.whatsapp.gowa.webhook." + devices, "clinic");
      assertThat(RequiredSettings.problemsIn(gowa))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("PROCARE_WHATSAPP_GOWA_WEBHOOK_SECRET"));
    }
    MockEnvironment meta = complete();
    meta.setProperty("procare.whatsapp.cloudapi.webhook.app-secret", RANDOM);
    assertThat(RequiredSettings.problemsIn(meta))
        .singleElement()
        .satisfies(
            line -> assertThat(line).contains("PROCARE_WHATSAPP_CLOUDAPI_WEBHOOK_VERIFY_TOKEN"));
    meta.setProperty("procare.whatsapp.cloudapi.webhook.verify-token", RANDOM);
    assertThat(RequiredSettings.problemsIn(meta)).isEmpty();
  }

  /** Columns: gateway, settings beside enabled (name=value), variables that are asked for. */
  @ParameterizedTest
  @CsvFileSource(resources = "/start/gateway-secrets.tsv", delimiter = '\t', numLinesToSkip = 1)
  void anEnabledGatewayNeedsAddressCredentialsAndTheSecretsOfItsDoor(
      String gateway, String settings, String wanted) {
    MockEnvironment environment = complete();
    environment.setProperty("procare.whatsapp.gateways." + gateway + ".enabled", "true");
    for (String setting : words(settings)) {
      String[] pair = setting.split("=");
      environment.setProperty("procare.whatsapp." + pair[0], pair[1].replace("RANDOM", RANDOM));
    }
    List<String> problems = RequiredSettings.problemsIn(environment);
    assertThat(problems)
        .extracting(line -> line.replaceFirst("^set ", "").replaceFirst(" .*", ""))
        .containsExactlyInAnyOrderElementsOf(
            words(wanted).stream().map(name -> "PROCARE_WHATSAPP_" + name).toList());
    assertThat(problems).allMatch(line -> line.contains("set "), "says the remedy");
  }

  @Test
  void aGatewayThatIsSwitchedOffNeedsNothing() {
    MockEnvironment off = complete();
    off.setProperty("procare.whatsapp.gateways.gowa.enabled", "false");
    off.setProperty("procare.whatsapp.gateways.gowa.url", "http://gowa:3000");
    assertThat(RequiredSettings.problemsIn(off)).isEmpty();
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : List.of(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "procare.security.jwt-secret, short-but-not-known, shorter than 32 bytes",
    "procare.security.jwt-secret, ChangeMe, everybody knows",
    "procare.security.jwt-secret, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, repeats",
    "procare.whatsapp.evolution.api-key, 429683C4C977415CAAFCCE10F7D57E11, everybody knows",
    "procare.whatsapp.evolution.webhook-secret, demo, everybody knows",
    "procare.ai.openrouter.api-key, sk-or, shorter than 16 bytes",
    "procare.whatsapp.gowa.webhook.secret, secret, everybody knows",
    "procare.whatsapp.gowa.webhook.secret, not-the-default, shorter than 16 bytes",
  })
  void refusesSecretsThatCanBeGuessedWithoutRepeatingThem(
      String name, String value, String problem) {
    MockEnvironment environment = complete();
    environment.setProperty(name, value);
    assertThat(RequiredSettings.problemsIn(environment))
        .singleElement()
        .satisfies(line -> assertThat(line).contains(problem).doesNotContain(value));
  }
}
