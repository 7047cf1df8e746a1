package procare.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import procare.Json;

/** The signatures that GOWA and Meta make, over raw bytes. */
class HubSignatureTest {
  static Stream<Arguments> vectors() throws IOException {
    List<Arguments> vectors = new ArrayList<>();
    for (String gateway : List.of("gowa", "cloudapi")) {
      Path folder = Path.of("src/test/resources/samples", gateway, "signed");
      for (JsonNode vector : Json.parse(Files.readAllBytes(folder.resolve("vectors.json")))) {
        vectors.add(
            Arguments.of(
                gateway + " " + vector.path("note").asText(vector.path("value").asText()),
                vector.path("secret").asText(),
                Files.readAllBytes(folder.resolve(vector.path("bodyFile").asText())),
                vector.path("value").asText(null),
                vector.path("valid").asBoolean()));
      }
    }
    return vectors.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void provesWhatTheVectorsSay(
      String note, String secret, byte[] body, String header, boolean genuine) {
    assertThat(HubSignature.proves(secret, body, header)).isEqualTo(genuine);
  }

  @Test
  void aHubWithoutSecretTrustsNobody() {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    String header = HubSignature.of("x", body);
    assertThat(HubSignature.proves("x", body, header)).isTrue();
    assertThat(HubSignature.proves(null, body, header)).isFalse();
    assertThat(HubSignature.proves(" ", body, header)).isFalse();
  }
}
