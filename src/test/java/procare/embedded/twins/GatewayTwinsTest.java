package procare.embedded.twins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Hex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import procare.Json;
import procare.Patience;

/** The twins of GOWA, the Cloud API and the SMS provider, by what the partners themselves say. */
@SpringBootTest(
    classes = TwinsTest.Web.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "procare.data-dir=target/gateway-twins-test",
      "spring.datasource.url=jdbc:postgresql://unused/unused",
      "spring.rabbitmq.addresses=unused:5672"
    })
@ActiveProfiles("embedded")
class GatewayTwinsTest {
  private static final Path SAMPLES = Path.of("src/test/resources/samples");
  private static final String GOWA_BASIC = "Basic ZGVtbzpkZW1v";
  private static final String MESSAGES = "/twins/cloudapi/v25.0/100550000000901/messages";

  /** Stands where the hub's webhooks stand; takes only what is signed. */
  @RestController
  static class Webhooks {
    final List<JsonNode> received = new CopyOnWriteArrayList<>();

    @PostMapping({"/webhooks/gowa/procare", "/webhooks/whatsapp"})
    void receive(@RequestHeader("X-Hub-Signature-256") String signature, @RequestBody byte[] body)
        throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("demo".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      assertThat(signature).isEqualTo("sha256=" + Hex.encodeHexString(mac.doFinal(body)));
      received.add(Json.parse(body));
    }
  }

  @LocalServerPort int port;
  @Autowired Webhooks webhooks;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void heal() throws Exception {
    for (String twin : List.of("gowa", "cloudapi", "sms")) {
      post("/twins/" + twin + "/faults", "{\"mode\":\"ok\"}");
    }
    webhooks.received.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "/send/message, send-message.json, SUCCESS",
    "/send/image, send-image-url.json, SUCCESS",
    "/send/file, send-file-url.json, SUCCESS",
    "/send/location, send-location.json, SUCCESS",
    "/send/poll, send-poll.json, SUCCESS",
    "/message/3EB0/reaction, message-reaction.json, SUCCESS",
    "/send/message, send-poll.json, VALIDATION_ERROR"
  })
  void gowaTakesWhatItsSamplesSend(String path, String sample, String code) throws Exception {
    HttpResponse<String> answer = gowa(path, sample("gowa/requests/" + sample), "procare");
    assertThat(answer.statusCode()).isEqualTo(code.equals("SUCCESS") ? 200 : 400);
    JsonNode body = Json.MAPPER.readTree(answer.body());
    assertThat(body.path("code").asText()).isEqualTo(code);
    if (code.equals("SUCCESS")) {
      String id = body.at("/results/message_id").asText();
      await()
          .atMost(Patience.LONG)
          .until(
              () ->
                  webhooks.received.stream()
                      .filter(e -> id.equals(e.at("/payload/ids/0").asText()))
                      .map(e -> e.at("/payload/receipt_type").asText())
                      .toList()
                      .equals(List.of("delivered", "read")));
    }
  }

  @Test
  void gowaRefusesAsItDoes() throws Exception {
    String text = "{\"phone\":\"%s\",\"message\":\"x\"}";
    assertThat(gowa("/send/message", text.formatted("0915550100101"), "procare").body())
        .contains("VALIDATION_ERROR");
    assertThat(gowa("/send/message", text.formatted("915550199999"), "procare").body())
        .contains("INVALID_JID");
    assertThat(gowa("/send/message", text.formatted("915550100101"), "other").statusCode())
        .isEqualTo(404);
    HttpResponse<String> anonymous =
        post("/twins/gowa/send/message", "{}", "X-Device-Id", "procare");
    assertThat(anonymous.statusCode()).isEqualTo(401);
    assertThat(anonymous.body()).isEqualTo("Unauthorized");
    assertThat(post("/twins/gowa/send/message", "{}", "Authorization", GOWA_BASIC).body())
        .contains("DEVICE_ID_REQUIRED");
    post("/twins/gowa/faults", "{\"mode\":\"error\",\"status\":429,\"count\":1}");
    assertThat(gowa("/send/message", text.formatted("915550100101"), "procare").body())
        .contains("WA_REACHOUT_TIMELOCK");
  }

  static Stream<Path> cloudRequests() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve("cloudapi/requests"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("send-")).toList().stream();
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("cloudRequests")
  void theCloudApiTakesWhatItsSamplesSend(Path sample) throws Exception {
    HttpResponse<String> answer =
        post(MESSAGES, Files.readString(sample), "Authorization", "Bearer demo");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String id = Json.MAPPER.readTree(answer.body()).at("/messages/0/id").asText();
    await()
        .atMost(Patience.LONG)
        .until(() -> statuses(id).equals(List.of("sent", "delivered", "read")));
  }

  private List<String> statuses(String id) {
    return webhooks.received.stream()
        .map(e -> e.at("/entry/0/changes/0/value/statuses/0"))
        .filter(s -> id.equals(s.path("id").asText()))
        .map(s -> s.path("status").asText())
        .toList();
  }

  @Test
  void theCloudApiRefusesByItsCodesAndTheWindowLater() throws Exception {
    String text = sample("cloudapi/requests/send-text.json");
    assertThat(post(MESSAGES, text, "Authorization", "Bearer wrong").body())
        .contains("\"code\":190");
    assertThat(post(MESSAGES, "{}", "Authorization", "Bearer demo").body())
        .contains("\"code\":100");
    post("/twins/cloudapi/faults", "{\"mode\":\"closed-window\"}");
    HttpResponse<String> taken = post(MESSAGES, text, "Authorization", "Bearer demo");
    String id = Json.MAPPER.readTree(taken.body()).at("/messages/0/id").asText();
    await().atMost(Patience.LONG).until(() -> statuses(id).equals(List.of("failed")));
    assertThat(webhooks.received.toString()).contains("131047");
  }

  @Test
  void peopleWriteAndTapThroughEachGateway() throws Exception {
    post("/twins/gowa/inbound", "{\"number\":\"915550000001\",\"text\":\"62\"}");
    post(
        "/twins/cloudapi/inbound",
        "{\"number\":\"915550000001\",\"text\":\"Yes\",\"buttonId\":\"med:yes\",\"quoted\":\"wamid.X\"}");
    await().atMost(Patience.LONG).until(() -> webhooks.received.size() == 2);
    assertThat(webhooks.received.toString())
        .contains("\"body\":\"62\"", "915550000001@s.whatsapp.net", "button_reply", "med:yes")
        .contains("\"id\":\"wamid.X\"");
    assertThat(post("/twins/gowa/inbound", "{\"number\":\"x\",\"text\":\"62\"}").statusCode())
        .isEqualTo(400);
  }

  /** The photo of a meter, as each gateway tells of it and hands it out. */
  @Test
  void picturesComeWithTheirBytes() throws Exception {
    String photo =
        "{\"number\":\"915550000001\",\"text\":\"meter\",\"media\":{\"mimetype\":\"image/png\",\"base64\":\"iVBORw0KGgo=\"}}";
    post("/twins/gowa/inbound", photo);
    await().atMost(Patience.LONG).until(() -> webhooks.received.size() == 1);
    JsonNode gowa = webhooks.received.get(0).path("payload");
    assertThat(gowa.at("/image/caption").asText()).isEqualTo("meter");
    assertThat(get("/twins/gowa/" + gowa.at("/image/path").asText(), GOWA_BASIC).body())
        .hasSize(8)
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(get("/twins/gowa/" + gowa.at("/image/path").asText(), "Basic x").statusCode())
        .isEqualTo(401);
    webhooks.received.clear();
    post("/twins/cloudapi/inbound", photo);
    await().atMost(Patience.LONG).until(() -> webhooks.received.size() == 1);
    JsonNode image = webhooks.received.get(0).at("/entry/0/changes/0/value/messages/0/image");
    assertThat(image.path("mime_type").asText()).isEqualTo("image/png");
    String id = image.path("id").asText();
    String url =
        Json.parse(get("/twins/cloudapi/v25.0/" + id, "Bearer demo").body()).path("url").asText();
    assertThat(get(URI.create(url).getPath(), "Bearer demo").body()).hasSize(8);
    assertThat(get("/twins/cloudapi/v25.0/1", "Bearer demo").statusCode()).isEqualTo(400);
    String shown = "/twins/phones/photos/" + id;
    assertThat(get("/twins/cloudapi/chat?number=915550000001", "").body())
        .asString(StandardCharsets.UTF_8)
        .contains("\"image\":\"" + shown + "\"");
    assertThat(get(shown, "").headers().firstValue("Content-Type")).hasValue("image/png");
  }

  /** A page that shows what people send must not become a page of theirs. */
  @ParameterizedTest
  @CsvSource({
    "text/html, PGI+, 202, 404",
    "image/svg+xml, PGI+, 202, 404",
    "image/jpeg, no base64!, 400, 404",
    "image/jpeg, '', 400, 404",
    "image/jpeg, PGI+, 202, 200",
  })
  void onlyPicturesAreShown(String type, String bytes, int status, int shown) throws Exception {
    HttpResponse<String> sent =
        post(
            "/twins/evolution/inbound",
            "{\"number\":\"915550000001\",\"text\":\"\",\"media\":{\"mimetype\":\"%s\",\"base64\":\"%s\"}}"
                .formatted(type, bytes));
    assertThat(sent.statusCode()).isEqualTo(status);
    String id = Json.MAPPER.readTree(sent.body()).path("messageId").asText("none");
    assertThat(get("/twins/phones/photos/" + id, "").statusCode()).isEqualTo(shown);
  }

  private HttpResponse<byte[]> get(String path, String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("X-Device-Id", "procare");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void theSmsProviderWantsEveryFieldOfDlt() throws Exception {
    String sms =
        "{\"entityId\":\"1\",\"templateId\":\"2\",\"sender\":\"PROCAR\",\"to\":\"915550000001\",\"text\":\"x\"}";
    assertThat(post("/twins/sms/messages", sms, "Authorization", "Bearer demo").statusCode())
        .isEqualTo(202);
    assertThat(
            post(
                    "/twins/sms/messages",
                    sms.replace("templateId", "other"),
                    "Authorization",
                    "Bearer demo")
                .statusCode())
        .isEqualTo(422);
    assertThat(post("/twins/sms/messages", sms).statusCode()).isEqualTo(401);
  }

  private static String sample(String name) throws IOException {
    return Files.readString(SAMPLES.resolve(name));
  }

  private HttpResponse<String> gowa(String path, String body, String device) throws Exception {
    return post("/twins/gowa" + path, body, "Authorization", GOWA_BASIC, "X-Device-Id", device);
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
