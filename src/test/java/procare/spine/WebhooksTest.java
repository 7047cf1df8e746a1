package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.Patience;
import procare.security.Role;
import procare.spine.Folk.Somebody;
import procare.whatsapp.evolution.EvolutionAuthenticity;
import procare.whatsapp.evolution.EvolutionProperties;

/** Evolution's webhooks: every shape of event, doubled, forged, unreadable, and receipts. */
@HubTest
class WebhooksTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource({
    "messages.upsert.text.json,                       stored,  Noted",
    "messages.upsert.text-lid-in-remotejid.json,      stored,  Noted",
    "messages.upsert.text-reply-quoted.json,          stored,  Noted",
    "messages.upsert.apikey-exposed.json,             stored,  Hello",
    "messages.upsert.audio-voice.json,                stored,  picture or file",
    "messages.upsert.document.json,                   stored,  ''",
    "messages.upsert.image-base64.json,               stored,  ''",
    "messages.upsert.image-caption.json,              stored,  ''",
    "messages.upsert.image-mediaurl-s3.json,          stored,  ''",
    "messages.upsert.location.json,                   stored,  picture or file",
    "messages.upsert.buttons-response.json,           stored,  ''",
    "messages.upsert.template-button-reply.json,      stored,  ''",
    "messages.upsert.cloud-channel-interactive.json,  stored,  ''",
    "messages.upsert.reaction.json,                   stored,  -",
    "messages.upsert.reaction-removed.json,           stored,  -",
    "messages.upsert.from-me-echo.json,               ignored, -",
    "messages.upsert.group.json,                      ignored, -",
    "messages.delete.json,                            ignored, -",
    "send.message.json,                               ignored, -",
    "connection.update.close.json,                    ignored, -",
    "connection.update.connecting.json,               ignored, -",
    "connection.update.open.json,                     ignored, -",
    "connection.update.refused.json,                  ignored, -",
    "status.instance.closed.json,                     ignored, -",
    "qrcode.updated.json,                             ignored, -",
    "error.json,                                      ignored, -",
    "messages.update.deleted.json,                    ignored, -",
    "messages.update.server_ack.json,                 receipt, -",
    "messages.update.delivery_ack.json,               receipt, -",
    "messages.update.read.json,                       receipt, -",
    "messages.update.played.json,                     receipt, -",
    "messages.update.cloud-channel-delivered.json,    receipt, -",
  })
  void takesEveryEventOfEvolution(String sample, String result, String answer) throws Exception {
    Somebody patient = folk.patient();
    byte[] body = WhatsApp.sample(sample, patient.phone(), WhatsApp.messageId());
    assertThat(whatsapp.webhook(body).is(200).text("/result")).isEqualTo(result);
    if (result.equals("stored")) {
      assertThat(whatsapp.webhook(body).is(200).text("/result")).isEqualTo("duplicate");
      store.awaitCount(
          1, "inbound_message where person_id = ? and state = 'HANDLED'", patient.id());
    }
    if (answer.equals("-")) {
      settled();
      assertThat(whatsapp.textsTo(patient)).isEmpty();
    } else {
      whatsapp.awaitText(patient, answer);
      settled();
      assertThat(whatsapp.textsTo(patient)).hasSize(1);
    }
    assertThat(store.count("inbound_message where convert_from(raw, 'UTF8') like '%FAKE%'"))
        .isZero();
  }

  /** Whatever was to follow from what came in has followed. */
  private void settled() {
    store.awaitNone("outbox");
    store.awaitNone("inbound_message where state = 'RECEIVED'");
    store.awaitNone("delivery where state in ('pending', 'sending') and next_attempt_at <= now()");
  }

  @Test
  void aNumberlessIdentityIsLearnt() throws Exception {
    Somebody patient = folk.patient();
    String alone = "messages.upsert.text-lid-only-2.2.3.json";
    byte[] unknown = WhatsApp.sample(alone, patient.phone(), WhatsApp.messageId());
    whatsapp.webhook(unknown).is(200);
    whatsapp.awaitText("2" + patient.phone(), "not registered");
    whatsapp
        .webhook(
            WhatsApp.sample(
                "messages.upsert.text-lid-in-remotejid.json",
                patient.phone(),
                WhatsApp.messageId()))
        .is(200);
    whatsapp.webhook(WhatsApp.sample(alone, patient.phone(), WhatsApp.messageId())).is(200);
    store.awaitCount(2, "inbound_message where person_id = ?", patient.id());
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                whatsapp.textsTo("2" + patient.phone()).stream()
                    .anyMatch(t -> t.contains("Noted")));
  }

  @Test
  void aTripledWebhookHasOneEffect() throws Exception {
    Somebody patient = folk.patient();
    byte[] body = WhatsApp.message(patient.phone(), WhatsApp.messageId(), "62");
    List<Http.Answer> answers = http.together(3, () -> whatsapp.webhook(body));
    assertThat(answers.stream().map(a -> a.is(200).text("/result")))
        .containsExactlyInAnyOrder("stored", "duplicate", "duplicate");
    whatsapp.awaitText(patient, "is LOW");
    assertThat(store.readings(patient)).isEqualTo(1);
    assertThat(store.count("emergency where patient_id = ?", patient.id())).isEqualTo(1);
    assertThat(whatsapp.textsTo(patient).stream().filter(t -> t.contains("is LOW"))).hasSize(1);
  }

  @Test
  void onlyEvolutionGetsIn() throws Exception {
    Somebody patient = folk.patient();
    byte[] body = WhatsApp.message(patient.phone(), WhatsApp.messageId(), "62");
    http.call("POST", WhatsApp.PATH, null, body).isProblem(401, "webhook-not-genuine");
    http.call("POST", WhatsApp.PATH, null, body, "X-Webhook-Secret", "wrong")
        .isProblem(401, "webhook-not-genuine");
    http.call("POST", WhatsApp.PATH, jwt("evolution", "other", 60, "demo"), body)
        .isProblem(401, "webhook-not-genuine");
    http.call("POST", WhatsApp.PATH, jwt("evolution", "webhook", -600, "demo"), body)
        .isProblem(401, "webhook-not-genuine");
    http.call("POST", WhatsApp.PATH, jwt("evolution", "webhook", 60, "other"), body)
        .isProblem(401, "webhook-not-genuine");
    http.call("POST", "/webhooks/evolution/elsewhere", null, body, "X-Webhook-Secret", "demo")
        .is(404);
    assertThat(store.count("inbound_message where sender = ?", patient.phone())).isZero();
    http.call("POST", WhatsApp.PATH, jwt("evolution", "webhook", 60, "demo"), body).is(200);
    assertThat(store.count("inbound_message where sender = ?", patient.phone())).isEqualTo(1);
    http.call("POST", WhatsApp.PATH + "/messages-upsert", null, body, "X-Webhook-Secret", "demo")
        .is(200);
    http.call("GET", WhatsApp.PATH, null, null, "X-Webhook-Secret", "demo").is(405);
  }

  private static String jwt(String app, String action, int seconds, String secret)
      throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .claim("app", app)
                .claim("action", action)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build());
    token.sign(new MACSigner(Arrays.copyOf(secret.getBytes(StandardCharsets.UTF_8), 32)));
    return Printed.secret(token.serialize());
  }

  @ParameterizedTest
  @CsvSource({
    "valid, true",
    "expired, false",
    "wrongSecret, false",
    "wrongAction, false",
    "algNone, false"
  })
  void knowsEvolutionsOwnTokens(String vector, boolean genuine) throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/samples/evolution/jwt-vectors.json")) {
      var vectors = Json.parse(in.readAllBytes());
      EvolutionAuthenticity door =
          new EvolutionAuthenticity(
              new EvolutionProperties(
                  null, null, "procare", null, vectors.get("secret").asText(), 1),
              Clock.fixed(Instant.ofEpochSecond(vectors.get("now").asLong()), ZoneOffset.UTC));
      assertThat(door.proven(null, vectors.at("/" + vector + "/value").asText()))
          .isEqualTo(genuine);
    }
  }

  @Test
  void whatCannotBeReadIsKeptForAPerson() {
    long before = store.count("dead_letter where source = 'webhook.evolution'");
    String mark = UUID.randomUUID().toString();
    byte[] invalid = ("{\"event\":\"" + mark + "?\"}").getBytes(StandardCharsets.UTF_8);
    invalid[invalid.length - 3] = (byte) 0xFF;
    List<byte[]> bodies =
        List.of(
            ("no json " + mark).getBytes(StandardCharsets.UTF_8),
            invalid,
            ("[\"" + mark + "\"]").getBytes(StandardCharsets.UTF_8),
            ("{\"a\":" + "[".repeat(5_000) + mark).getBytes(StandardCharsets.UTF_8));
    for (byte[] body : bodies) {
      assertThat(whatsapp.webhook(body).is(200).text("/result")).isEqualTo("unusable");
    }
    whatsapp.webhook(new byte[0]).is(200);
    assertThat(store.count("dead_letter where source = 'webhook.evolution'"))
        .isGreaterThanOrEqualTo(before + 4);
    String operator = folk.token(folk.somebody(Role.OPERATOR));
    assertThat(
            http.get("/api/v1/operations/inbound?state=UNUSABLE", operator)
                .is(200)
                .at("/items")
                .size())
        .isGreaterThanOrEqualTo(4);
    whatsapp
        .webhook(
            "{\"event\":\"messages.upsert\",\"data\":{\"key\":7}}".getBytes(StandardCharsets.UTF_8))
        .is(200);
    http.call("POST", WhatsApp.PATH, null, new byte[7 * 1024 * 1024], "X-Webhook-Secret", "demo")
        .isProblem(413, "too-large");
  }

  @Test
  void receiptsOnlyMoveForward() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "sugar 142");
    Map<String, Object> sent =
        store.awaitDelivery(patient, "reading.logged", "sent", "delivered", "read");
    String id = (String) sent.get("provider_message_id");
    whatsapp.webhook(WhatsApp.receipt(id, "READ")).is(200);
    whatsapp.webhook(WhatsApp.receipt(id, "DELIVERY_ACK")).is(200);
    whatsapp.webhook(WhatsApp.receipt(id, "SERVER_ACK")).is(200);
    whatsapp.webhook(WhatsApp.receipt(id, "ERROR")).is(200);
    Map<String, Object> read = store.awaitDelivery(patient, "reading.logged", "read");
    assertThat(read.get("delivered_at")).isNotNull();
    assertThat(read.get("attempts")).isEqualTo(1);
    assertThat(whatsapp.webhook(WhatsApp.receipt("3EBUNKNOWN", "READ")).is(200).text("/result"))
        .isEqualTo("receipt");
  }

  @Test
  void aReceiptMayComeBeforeTheAnswerToTheSend() {
    Somebody patient = folk.patient();
    partners.fail("evolution", "{\"mode\":\"slow\",\"delayMs\":1000}");
    whatsapp.write(patient, "62");
    store.awaitDelivery(patient, "emergency.low", "sending");
    await().atMost(Patience.LONG).until(() -> store.count("delivery_receipt") > 0);
    Map<String, Object> sent = store.awaitDelivery(patient, "emergency.low", "delivered", "read");
    assertThat((Timestamp) sent.get("delivered_at")).isBefore((Timestamp) sent.get("sent_at"));
    assertThat(sent.get("attempts")).isEqualTo(1);
    assertThat(sent.get("ambiguous")).isEqualTo(false);
  }
}
