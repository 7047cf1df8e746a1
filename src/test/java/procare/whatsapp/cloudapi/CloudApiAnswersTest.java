package procare.whatsapp.cloudapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.partner.Outcome;

class CloudApiAnswersTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples/cloudapi/responses");
  private final CloudApiAnswers answers = new CloudApiAnswers();

  @ParameterizedTest
  @CsvSource({
    "200-send.json, ACCEPTED",
    "200-send-bsuid.json, ACCEPTED",
    "400-error-100.json, PERMANENT",
    "400-error-131009.json, PERMANENT",
    "400-error-131047.json, WINDOW_CLOSED",
    "400-error-131056.json, THROTTLED",
    "401-error-190.json, CONFIGURATION",
    "403-error-368.json, CONFIGURATION",
    "404-error-132001.json, PERMANENT",
    "429-error-130429.json, THROTTLED",
    "429-error-80007.json, THROTTLED",
    "500-error-131000.json, TRANSIENT"
  })
  void understandsEveryAnswer(String sample, Outcome.Kind kind) throws IOException {
    byte[] body = Files.readAllBytes(SAMPLES.resolve(sample));
    Outcome outcome = answers.read(Integer.parseInt(sample.substring(0, 3)), Map.of(), body);
    assertThat(outcome.kind()).isEqualTo(kind);
    if (kind == Outcome.Kind.ACCEPTED) {
      assertThat(outcome.partnerId()).startsWith("wamid.");
      return;
    }
    // The status misleads: other sources answer 403 for the same codes.
    assertThat(answers.read(403, Map.of(), body).kind()).isEqualTo(kind);
    if (kind == Outcome.Kind.THROTTLED) {
      assertThat(outcome.retryAfter()).isPositive();
    }
  }

  @Test
  void noSampleIsForgotten() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      assertThat(files.filter(f -> !f.endsWith("media-metadata.json")).count()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, CONFIGURATION", "10, CONFIGURATION", "200, CONFIGURATION", "299, CONFIGURATION",
    "131031, CONFIGURATION", "1, TRANSIENT", "2, TRANSIENT", "131016, TRANSIENT",
    "131053, TRANSIENT", "4, THROTTLED", "131048, THROTTLED", "133016, THROTTLED",
    "131026, PERMANENT", "131049, PERMANENT", "132000, PERMANENT", "131008, PERMANENT"
  })
  void goesByTheCode(int code, Outcome.Kind kind) {
    assertThat(answers.read(400, Map.of(), bytes("{\"error\":{\"code\":" + code + "}}")).kind())
        .isEqualTo(kind);
  }

  @Test
  void leavesThePairOfNumbersAloneForSixSeconds() {
    assertThat(answers.read(400, Map.of(), bytes("{\"error\":{\"code\":131056}}")).retryAfter())
        .isEqualTo(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "<html>", "{\"messages\":[]}", "{\"error\":{\"code\":\"x\"}}"})
  void neverTakesRubbishForSuccess(String body) {
    assertThat(answers.read(200, Map.of(), bytes(body)).kind()).isEqualTo(Outcome.Kind.AMBIGUOUS);
    assertThat(answers.read(503, Map.of(), bytes(body)).kind()).isEqualTo(Outcome.Kind.TRANSIENT);
    assertThat(answers.read(401, Map.of(), bytes(body)).kind())
        .isEqualTo(Outcome.Kind.CONFIGURATION);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
