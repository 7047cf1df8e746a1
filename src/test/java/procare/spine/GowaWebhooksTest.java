package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Ids;
import procare.Json;
import procare.spine.Folk.Somebody;
import procare.whatsapp.HubSignature;

/**
 * GOWA's webhooks: every shape of event in its old and new envelope, forged, doubled, unreadable.
 */
@HubTest
class GowaWebhooksTest {
  private static final String PATH = "/webhooks/gowa/procare";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource({
    "message.text.json, stored",
    "message.text-reply.json, stored",
    "message.image-object.json, stored",
    "message.image-string.json, stored",
    "message.audio.json, stored",
    "message.document.json, stored",
    "message.location.json, stored",
    "message.reaction.json, stored",
    "v7/text.json, stored",
    "v7/image.json, stored",
    "v7/reaction.json, stored",
    "v7/text-group.json, ignored",
    "message.from-me.json, ignored",
    "message.group.json, ignored",
    "message.revoked.json, ignored",
    "call.offer.json, ignored",
    "chat_presence.json, ignored",
    "message.ack.delivered.json, receipt",
    "message.ack.played.json, receipt",
    "message.ack.read.json, batch",
    "v7/message.ack.json, receipt",
  })
  void takesEveryEventOfGowa(String sample, String result) throws Exception {
    Somebody patient = folk.patient();
    byte[] body = sample(sample, patient.phone());
    assertThat(post(body).is(200).text("/result")).isEqualTo(result);
    if (result.equals("stored")) {
      assertThat(post(body).is(200).text("/result")).isEqualTo("duplicate");
      store.awaitCount(1, "inbound_message where person_id = ? and gateway = 'gowa'", patient.id());
      store.awaitCount(
          1, "inbound_message where person_id = ? and state = 'HANDLED'", patient.id());
    }
  }

  @Test
  void oneCallBringsReceiptsForManyMessages() throws IOException {
    Somebody patient = folk.patient();
    String first = delivery(patient);
    String second = delivery(patient);
    String body =
        new String(sample("message.ack.read.json", patient.phone()), StandardCharsets.UTF_8)
            .replace("3EB0F00DFACE00115501", first)
            .replace("3EB0F00DFACE00115502", second);
    Http.Answer answer = post(body.getBytes(StandardCharsets.UTF_8)).is(200);
    assertThat(answer.at("/items").findValuesAsText("result"))
        .containsExactly("receipt", "receipt");
    store.awaitCount(2, "delivery where person_id = ? and state = 'read'", patient.id());
  }

  /** A message that GOWA accepted. */
  private String delivery(Somebody to) {
    String id = "3EB0" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    store
        .jdbc()
        .update(
            "insert into delivery (id, dedupe_key, person_id, gateway, address, kind, urgent, template, language, body,"
                + " approved_body, state, next_attempt_at, provider_message_id, correlation_id)"
                + " values (?, ?, ?, 'gowa', ?, 'REPLY', false, 'reply.help', 'en', 'x', 'x', 'sent', now(), ?, ?)",
            Ids.next(),
            id,
            to.id(),
            to.phone(),
            id,
            id);
    return id;
  }

  @Test
  void anEditTellsWhatIsMeantNow() {
    Somebody patient = folk.patient();
    post(event("message", message(patient, "sugar 142", false))).is(200);
    post(event("message.edited", message(patient, "sugar 42", false))).is(200);
    store.awaitCount(1, "emergency where patient_id = ?", patient.id());
    assertThat(store.readings(patient)).isEqualTo(2);
  }

  @Test
  void aTripledWebhookHasOneEffect() throws Exception {
    Somebody patient = folk.patient();
    byte[] body = event("message", message(patient, "62", false));
    List<Http.Answer> answers = http.together(3, () -> post(body));
    assertThat(answers.stream().map(a -> a.is(200).text("/result")))
        .containsExactlyInAnyOrder("stored", "duplicate", "duplicate");
    store.awaitCount(1, "emergency where patient_id = ?", patient.id());
    assertThat(store.readings(patient)).isEqualTo(1);
  }

  @Test
  void onlyGowaGetsIn() {
    Somebody patient = folk.patient();
    byte[] body = event("message", message(patient, "62", false));
    http.call("POST", PATH, null, body).isProblem(401, "webhook-not-genuine");
    for (String wrong :
        List.of(
            HubSignature.of("secret", body),
            HubSignature.of("demo", body).replace("sha256=", ""),
            HubSignature.of("demo", body).replace("sha256=", "sha1="),
            HubSignature.of("demo", "{}".getBytes(StandardCharsets.UTF_8)),
            "sha256=zz")) {
      http.call("POST", PATH, null, body, HubSignature.HEADER, wrong)
          .isProblem(401, "webhook-not-genuine");
    }
    http.call(
            "POST",
            "/webhooks/gowa/elsewhere",
            null,
            body,
            HubSignature.HEADER,
            HubSignature.of("demo", body))
        .is(404);
    http.call("GET", PATH, null, null).is(405);
    assertThat(store.count("inbound_message where sender = ?", patient.phone())).isZero();
    byte[] huge = new byte[7 * 1024 * 1024];
    http.call("POST", PATH, null, huge, HubSignature.HEADER, HubSignature.of("demo", huge))
        .isProblem(413, "too-large");
  }

  @Test
  void whatCannotBeReadIsKeptForAPerson() {
    String mark = UUID.randomUUID().toString();
    for (String body :
        List.of(
            "no json " + mark,
            "[\"" + mark + "\"]",
            "{\"event\":\"message\",\"payload\":{\"body\":\"" + mark + "\"}}",
            "{\"event\":\"message\",\"payload\":{\"id\":\"" + mark + "\",\"body\":\"62\"}}")) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      assertThat(post(bytes).is(200).text("/result")).isEqualTo("unusable");
      assertThat(store.count("dead_letter where source = 'webhook.gowa' and body = ?", bytes))
          .isEqualTo(1);
    }
  }

  /** An id that no index takes must neither be lost nor come again for ever. */
  @Test
  void whatCannotBeStoredIsKeptForAPerson() {
    Somebody patient = folk.patient();
    StringBuilder id = new StringBuilder();
    while (id.length() < 20_000) {
      id.append(UUID.randomUUID());
    }
    Map<String, Object> message = new java.util.HashMap<>(message(patient, "sugar 62", false));
    message.put("id", id.toString());
    byte[] body = event("message", message);
    assertThat(post(body).is(200).text("/result")).isEqualTo("unusable");
    assertThat(store.count("dead_letter where source = 'webhook.gowa' and body = ?", body))
        .isEqualTo(1);
  }

  /** PostgreSQL keeps no NUL in a text; it must not cost the message. */
  @Test
  void aNulCostsNothing() {
    Somebody patient = folk.patient();
    post(event("message", message(patient, "sugar 62\u0000", false))).is(200);
    store.awaitCount(1, "emergency where patient_id = ?", patient.id());
  }

  private static Map<String, Object> message(Somebody from, String text, boolean fromMe) {
    return Map.of(
        "id",
        WhatsApp.messageId(),
        "chat_id",
        from.phone() + "@s.whatsapp.net",
        "from",
        from.phone() + "@s.whatsapp.net",
        "timestamp",
        java.time.Instant.now().toString(),
        "is_from_me",
        fromMe,
        "body",
        text);
  }

  private static byte[] event(String name, Map<String, Object> payload) {
    return Json.bytes(
        Map.of("event", name, "device_id", "915550100900@s.whatsapp.net", "payload", payload));
  }

  private Http.Answer post(byte[] body) {
    return http.call("POST", PATH, null, body, HubSignature.HEADER, HubSignature.of("demo", body));
  }

  private static byte[] sample(String name, String phone) throws IOException {
    try (InputStream in =
        GowaWebhooksTest.class.getResourceAsStream("/samples/gowa/webhooks/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("915550100101", phone)
          .replace("201555010010101@lid", "2" + phone + "@lid")
          .replaceFirst("\"3A00[0-9A-F]+\"", "\"" + WhatsApp.messageId() + "\"")
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
