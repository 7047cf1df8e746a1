package procare.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import procare.Json;

class OpenRouterAnswerTest {
  private static byte[] sample(String name) throws IOException {
    try (InputStream in =
        OpenRouterAnswerTest.class.getResourceAsStream("/samples/openrouter/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "200-choice-error.json, UNAVAILABLE, true",
    "200-content-filter.json, REFUSED, false",
    "200-empty-content.json, EMPTY, true",
    "200-json-truncated.json, TRUNCATED, false",
    "200-top-level-error.json, RATE_LIMIT, true",
    "400-error.json, REQUEST, false",
    "401-authentication.json, AUTHENTICATION, false",
    "402-payment-required.json, CREDITS, false",
    "403-content-policy-violation.json, REFUSED, false",
    "404-availability-model-deprecated.json, NOT_FOUND, false",
    "408-timeout.json, TIMEOUT, true",
    "413-image-too-large.json, TOO_LARGE, false",
    "429-availability-capacity.json, RATE_LIMIT, true",
    "429-rate-limit-exceeded.json, RATE_LIMIT, true",
    "500-server.json, UNAVAILABLE, true",
    "502-html.txt, UNAVAILABLE, true",
    "502-provider-unavailable.json, UNAVAILABLE, true",
    "503-provider-overloaded.json, UNAVAILABLE, true",
    "504-timeout.json, TIMEOUT, true",
  })
  void classifiesEveryFailure(String file, OpenRouterAnswer.Kind kind, boolean retryable)
      throws IOException {
    int status = Integer.parseInt(file.substring(0, 3));
    assertThat(OpenRouterAnswer.read(status, sample(file)))
        .isInstanceOfSatisfying(
            OpenRouterAnswer.Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(kind);
              assertThat(f.retryable()).isEqualTo(retryable);
            });
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "200-text.json, google/gemini-3-flash-preview, A fasting value",
    "200-fallback-model-used.json, openai/gpt-5.2, {",
    "200-json.json, google/gemini-3-flash-preview, {",
    "200-json-implausible.json, google/gemini-3-flash-preview, {",
    "200-json-in-markdown-fence.json, google/gemini-3-flash-preview, ```json",
  })
  void readsTextAndTheModelThatWroteIt(String file, String model, String begin) throws IOException {
    assertThat(OpenRouterAnswer.read(200, sample(file)))
        .isInstanceOfSatisfying(
            OpenRouterAnswer.Text.class,
            t -> {
              assertThat(t.model()).isEqualTo(model);
              assertThat(t.text()).startsWith(begin);
            });
  }

  @ParameterizedTest
  @CsvSource({"key-limits.json", "stream-mid-error.sse", "429.headers.txt"})
  void callsAnythingElseGarbage(String file) throws IOException {
    assertThat(OpenRouterAnswer.read(200, sample(file)))
        .isEqualTo(new OpenRouterAnswer.Failure(OpenRouterAnswer.Kind.GARBAGE, false, null));
  }

  @Test
  void waitsAsLongAsItIsTold() throws IOException {
    var told = OpenRouterAnswer.read(429, sample("429-availability-capacity.json")).after("99");
    assertThat(((OpenRouterAnswer.Failure) told).retryAfter()).isEqualTo(Duration.ofSeconds(12));
    var byHeader = OpenRouterAnswer.read(429, sample("429-rate-limit-exceeded.json")).after(" 12 ");
    assertThat(((OpenRouterAnswer.Failure) byHeader).retryAfter())
        .isEqualTo(Duration.ofSeconds(12));
    var never = OpenRouterAnswer.read(402, sample("402-payment-required.json")).after("12");
    assertThat(((OpenRouterAnswer.Failure) never).retryAfter()).isNull();
    var date = OpenRouterAnswer.read(429, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(((OpenRouterAnswer.Failure) date.after("Wed, 21 Oct")).retryAfter()).isNull();
  }

  @Test
  void neverFailsOnWhatComes() throws IOException {
    Random random = new Random(3);
    byte[] good = sample("200-text.json");
    for (int n = 0; n < 2000; n++) {
      byte[] broken = good.clone();
      for (int i = 0; i < 1 + n % 5; i++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      assertThat(OpenRouterAnswer.read(n % 3 == 0 ? random.nextInt(600) : 200, broken)).isNotNull();
    }
    for (String body : List.of("", "null", "[]", "1", "{\"error\":null}", "{\"choices\":{}}")) {
      assertThat(OpenRouterAnswer.read(200, body.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(OpenRouterAnswer.Failure.class);
    }
  }

  @Test
  void asksForNothingButARewordingInPrivate() throws IOException {
    JsonNode body =
        Json.parse(RewordingRequest.body(List.of("a/b", "c/d"), "Noted: 62 mg/dL.", "id", "pt_7f"));
    assertThat(body.path("models")).extracting(JsonNode::asText).containsExactly("a/b", "c/d");
    assertThat(body.path("messages").path(1).path("content").asText())
        .isEqualTo("Noted: 62 mg/dL.");
    assertThat(body.path("messages").path(0).path("content").asText()).contains("Indonesian");
    assertThat(body.path("provider").path("data_collection").asText()).isEqualTo("deny");
    assertThat(body.path("provider").path("zdr").asBoolean()).isTrue();
    assertThat(body.path("provider").path("require_parameters").asBoolean()).isTrue();
    assertThat(body.path("user").asText()).isEqualTo("pt_7f");
    assertThat(body.path("temperature").asDouble()).isLessThanOrEqualTo(0.3);
    assertThat(body.path("max_tokens").asInt()).isPositive();
    assertThat(body.has("model")).isFalse();
    assertThatThrownBy(() -> RewordingRequest.body(List.of(), "x", "en", "p"))
        .hasMessageContaining("procare.ai.models");
    assertThatThrownBy(() -> RewordingRequest.body(List.of("a"), "x", "ta", "p"))
        .hasMessageContaining("language ta");
  }
}
