package procare.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import procare.Json;

@ExtendWith(OutputCaptureExtension.class)
class RedactionTest {
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Authorization: Bearer " + JWT + " | eyJ",
        "got token " + JWT + " from | eyJ",
        "apikey=abcdef123456 sent | abcdef",
        "{\"apikey\":\"B6D711FC-DE4D\"} | B6D711FC",
        "headers {X-Webhook-Secret=hunter2, a=b} | hunter2",
        "{\"password\": \"my \\\"quoted\\\" word\"} | quoted",
        "key sk-or-v1-0123456789abcdef | sk-or",
        "to +91 98765-43210 now | 98765",
        "to 919876543210 now | 9198765",
        "number=919876543210, x | 9198765",
        "{\"remoteJid\":\"919876543210@s.whatsapp.net\"} | 9198765",
        "jid 185817274871:12@lid | 185817",
        "{\"text\":\"sugar 62 fasting\"} | sugar",
        "{\"conversation\":\"meri \\\"sugar\\\" 62\",\"x\":1} | sugar",
        "{\"caption\":\"unterminated sugar | sugar",
        "please VERIFY 123456 | 123456",
      })
  void hidesWhatNoLogMayHold(String line, String secret) {
    assertThat(Redaction.text(line)).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request 0190b6a0-7c1e-7000-8000-012345678901 took 12 ms",
        "at 2026-01-31T08:30:00.123456789Z on port 8080",
        "Flyway 2026-01-31 08:30 migrated 12 of 12",
        "value 123456789 rows",
      })
  void leavesIdsAndTimesReadable(String line) {
    assertThat(Redaction.text(line)).isEqualTo(line);
  }

  @Test
  void isQuickOnHostileText() {
    long start = System.nanoTime();
    Redaction.text("\"text\":\"" + "\\\"".repeat(50_000));
    Redaction.text("+1 ".repeat(50_000));
    Redaction.text("eyJ" + "a".repeat(100_000));
    Redaction.text("password=" + "\"".repeat(100_000));
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "server"})
  void worksInTheLogItself(String profile, CapturedOutput output) throws Exception {
    MockEnvironment environment = new MockEnvironment();
    environment.setActiveProfiles(profile);
    environment.setProperty("logging.structured.json.customizer", RedactedJson.class.getName());
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    logging.cleanUp();
    logging.beforeInitialize();
    logging.initialize(
        new LoggingInitializationContext(environment), "classpath:logback-spring.xml", null);
    try {
      Logger log = LoggerFactory.getLogger("procare.test");
      MDC.put("correlationId", "story-1");
      log.warn(
          "from {} said {} with {}\nforged line",
          "919876543210",
          "{\"text\":\"sugar 62\"}",
          "Bearer " + JWT,
          new IllegalStateException(
              "cannot read {\"conversation\":\"chest pain\"} of +919876543210"));
    } finally {
      MDC.clear();
      logging.cleanUp();
    }
    String logged = output.getOut();
    assertThat(logged)
        .contains("story-1", "…3210", "IllegalStateException")
        .doesNotContain("919876543210", "sugar 62", "eyJ", "chest pain", "\nforged line");
    if (profile.equals("server")) {
      String line =
          logged.lines().filter(l -> l.contains("procare.test")).findFirst().orElseThrow();
      assertThat(Json.parse(line.getBytes()).path("log").path("level").asText()).isEqualTo("WARN");
    }
  }
}
