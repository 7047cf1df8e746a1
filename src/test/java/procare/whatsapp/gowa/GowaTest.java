package procare.whatsapp.gowa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.Json;
import procare.conversation.MessageBook;
import procare.delivery.Button;
import procare.delivery.Draft;
import procare.delivery.Messages;
import procare.partner.Outcome;
import procare.whatsapp.GatewayRequest;
import procare.whatsapp.Menus;

class GowaTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples/gowa");
  private final GowaAnswers answers = new GowaAnswers();
  private final GowaRequests requests =
      new GowaRequests(Messages.gateways(), new Menus(new MessageBook()));

  @ParameterizedTest
  @CsvSource({
    "200-send.json, ACCEPTED",
    "400-device-id-required.json, CONFIGURATION",
    "400-invalid-jid.json, PERMANENT",
    "400-validation-error.json, PERMANENT",
    "401-basic-auth.txt, CONFIGURATION",
    "404-device-not-found.json, CONFIGURATION",
    "408-context-error.json, AMBIGUOUS",
    "429-wa-reachout-timelock.json, THROTTLED",
    "500-internal-server-error.json, TRANSIENT",
    "500-invalid-wa-cli.json, TRANSIENT",
    "500-upload-media-error.json, TRANSIENT",
    "503-device-manager-unavailable.json, TRANSIENT",
    "504-gateway-timeout.json, AMBIGUOUS"
  })
  void understandsEveryAnswer(String sample, Outcome.Kind kind) throws IOException {
    int status = Integer.parseInt(sample.substring(0, 3));
    Outcome outcome =
        answers.read(status, Map.of(), Files.readAllBytes(SAMPLES.resolve("responses/" + sample)));
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.partnerId())
        .isEqualTo(kind == Outcome.Kind.ACCEPTED ? "3EB0F00DFACE00115501" : null);
    if (kind == Outcome.Kind.THROTTLED) {
      assertThat(outcome.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void noSampleIsForgotten() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("responses"))) {
      assertThat(files.count()).isEqualTo(13);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "<html>", "{\"results\":null}", "{\"results\":{}}"})
  void aSuccessWithoutAnIdIsNotOne(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    assertThat(answers.read(200, Map.of(), bytes).kind()).isEqualTo(Outcome.Kind.AMBIGUOUS);
    assertThat(answers.read(502, Map.of(), bytes).kind()).isEqualTo(Outcome.Kind.TRANSIENT);
    assertThat(answers.read(429, Map.of("retry-after", "7"), bytes).retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void writesAsTheSampleDoes() throws IOException {
    GatewayRequest request =
        requests.message(
            Messages.reply("gowa", "915550100101", "Namaste Asha ji, your HbA1c report is ready."));
    assertThat(request.path()).isEqualTo("/send/message");
    assertThat(request.headers()).isEqualTo(Map.of("X-Device-Id", "procare"));
    ObjectNode sample = (ObjectNode) sample("send-message.json");
    sample.remove("is_forwarded");
    assertThat(Json.parse(request.body())).isEqualTo(sample);
  }

  @Test
  void sendsAnImageWithItsWords() throws IOException {
    GatewayRequest request =
        requests.message(
            Messages.of(
                "gowa",
                "915550100101",
                "Your 7-day glucose chart",
                Draft.Kind.NOTICE,
                List.of(),
                "https://media.procare.example/charts/c1.png",
                0,
                0,
                false));
    assertThat(request.path()).isEqualTo("/send/image");
    assertThat(Json.parse(request.body())).isEqualTo(sample("send-image-url.json"));
  }

  @Test
  void turnsButtonsIntoAMenu() throws IOException {
    GatewayRequest request =
        requests.message(
            Messages.of(
                "gowa",
                "201555010010101@lid",
                "Did you take your Metformin?",
                Draft.Kind.REMINDER,
                List.of(new Button("med:yes", "Yes, taken"), new Button("med:no", "Not yet")),
                null,
                0,
                0,
                false));
    JsonNode body = Json.parse(request.body());
    assertThat(body.path("phone").asText()).isEqualTo("201555010010101@lid");
    assertThat(body.path("message").asText())
        .isEqualTo(
            "Did you take your Metformin?\n\n1. Yes, taken\n2. Not yet\n\nReply with the number of your choice.");
  }

  private static JsonNode sample(String name) throws IOException {
    return Json.parse(Files.readAllBytes(SAMPLES.resolve("requests/" + name)));
  }
}
