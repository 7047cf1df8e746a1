package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import procare.Json;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** WhatsApp seen from its users: they write, and they read what the hub sent to their number. */
class WhatsApp {
  static final String PATH = "/webhooks/evolution/procare";
  private static final Duration PATIENCE = Patience.LONG;

  private final Http http;
  private final Partners partners;

  WhatsApp(Http http, Partners partners) {
    this.http = http;
    this.partners = partners;
  }

  Http.Answer write(Somebody from, String text) {
    return write(from.phone(), text);
  }

  Http.Answer write(String number, String text) {
    return webhook(message(number, messageId(), text)).is(200);
  }

  static String messageId() {
    return "3A" + UUID.randomUUID().toString().replace("-", "").substring(0, 18).toUpperCase();
  }

  /** What Evolution posts when a person writes. */
  static byte[] message(String number, String id, String text) {
    return event(
        "messages.upsert",
        Map.of(
            "key", Map.of("remoteJid", number + "@s.whatsapp.net", "fromMe", false, "id", id),
            "message", Map.of("conversation", text),
            "messageType", "conversation",
            "messageTimestamp", Instant.now().getEpochSecond()));
  }

  /** What Evolution posts when the phone got or showed a message of the hub. */
  static byte[] receipt(String messageId, String status) {
    return event("messages.update", Map.of("keyId", messageId, "fromMe", true, "status", status));
  }

  private static byte[] event(String name, Map<String, ?> data) {
    return Json.bytes(Json.tree(Map.of("event", name, "instance", "procare", "data", data)));
  }

  /** Posts a webhook with the right secret. */
  Http.Answer webhook(byte[] body) {
    return http.call("POST", PATH, null, body, "X-Webhook-Secret", "demo");
  }

  /** A sample of Evolution's webhooks with its people changed. */
  static byte[] sample(String name, String phone, String id) throws IOException {
    try (var in = WhatsApp.class.getResourceAsStream("/samples/evolution/webhooks/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("915550100101", phone)
          .replace("201555010010101@lid", "2" + phone + "@lid")
          .replaceFirst("\"id\": \"(3A|3EB)[0-9A-F]+[A-Z]\\d\"", "\"id\": \"" + id + "\"")
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Everything that the gateway was asked to send to a number, oldest first. */
  List<String> textsTo(String number) {
    return partners.asked("evolution").stream()
        .filter(body -> number.equals(body.path("number").asText().replaceFirst("@.*", "")))
        .map(body -> body.path("text").asText())
        .toList();
  }

  List<String> textsTo(Somebody somebody) {
    return textsTo(somebody.phone());
  }

  /** Waits for a message with this in it and gives it. */
  String awaitText(Somebody to, String part) {
    return awaitText(to.phone(), part);
  }

  String awaitText(String number, String part) {
    await("a text with '" + part + "'")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(textsTo(number)).anyMatch(text -> text.contains(part)));
    return textsTo(number).stream().filter(text -> text.contains(part)).findFirst().orElseThrow();
  }
}
