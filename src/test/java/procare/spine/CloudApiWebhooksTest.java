package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Meta's webhooks: handshake, signatures, batches, people without a number, late failures. */
@HubTest
class CloudApiWebhooksTest {
  private static final String PATH = "/webhooks/whatsapp";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource({
    "subscribe, demo, 200",
    "subscribe, wrong, 403",
    "unsubscribe, demo, 403",
    "subscribe, '', 403",
  })
  void provesItsAddressToMeta(String mode, String token, int status) {
    Http.Answer answer =
        http.get(
            PATH + "?hub.mode=" + mode + "&hub.challenge=1158201444&hub.verify_token=" + token,
            null);
    answer.is(status);
    if (status == 200) {
      assertThat(answer.text()).isEqualTo("1158201444");
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    } else {
      answer.isProblem(403, "forbidden");
    }
  }

  @Test
  void aHandshakeWithoutWordsIsRefused() {
    http.get(PATH, null).isProblem(403, "forbidden");
    http.get(PATH + "?hub.mode=subscribe&hub.verify_token=demo", null).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "message.text.json, stored",
    "message.text-reply.json, stored",
    "message.audio-voice.json, stored",
    "message.document.json, stored",
    "message.image.json, stored",
    "message.flow-reply.json, stored",
    "message.interactive-button-reply.json, stored",
    "message.interactive-list-reply.json, stored",
    "message.location.json, stored",
    "message.reaction.json, stored",
    "message.group.json, ignored",
    "message.unsupported.json, ignored",
    "other-field.json, ignored",
    "value-errors.json, ignored",
    "status.sent.json, receipt",
    "status.delivered.json, receipt",
    "status.read.json, receipt",
    "status.played.json, receipt",
    "status.failed-131026.json, receipt",
    "status.failed-131047.json, receipt",
    "status.failed-131053.json, receipt",
  })
  void takesEveryEventOfMeta(String sample, String result) throws Exception {
    Somebody patient = folk.patient();
    byte[] body = sample(sample, patient.phone());
    assertThat(post(body).is(200).text("/result")).isEqualTo(result);
    if (result.equals("stored")) {
      assertThat(post(body).is(200).text("/result")).isEqualTo("duplicate");
      store.awaitCount(
          1,
          "inbound_message where person_id = ? and state = 'HANDLED' and instance = '100550000000901'",
          patient.id());
    }
  }

  @Test
  void tellsWhatWasChosenAndWhatItSaid() throws Exception {
    Somebody patient = folk.patient();
    post(sample("message.interactive-button-reply.json", patient.phone())).is(200);
    assertThat(
            store.count(
                "event_log where type = 'patient.message.received' and patient_id = ?"
                    + " and envelope::jsonb #>> '{data,text}' = 'Yes, taken'"
                    + " and envelope::jsonb #>> '{data,buttonId}' = 'med:yes'",
                patient.id()))
        .isEqualTo(1);
    post(sample("message.location.json", patient.phone())).is(200);
    assertThat(
            store.count(
                "event_log where type = 'patient.message.received' and patient_id = ?"
                    + " and (envelope::jsonb #>> '{data,location,latitude}')::numeric = 18.5204",
                patient.id()))
        .isEqualTo(1);
  }

  @Test
  void aBatchIsTakenItemByItemAndABadItemCostsNoOther() throws Exception {
    Somebody asha = folk.patient();
    Somebody ravi = folk.patient();
    byte[] body = batch(asha, ravi);
    Http.Answer first = post(body).is(200);
    assertThat(first.at("/items").findValuesAsText("result"))
        .containsExactly("stored", "stored", "unusable", "stored", "receipt");
    assertThat(post(body).is(200).at("/items").findValuesAsText("result"))
        .containsExactly("duplicate", "duplicate", "duplicate", "duplicate", "receipt");
    store.awaitCount(1, "inbound_message where person_id = ? and state = 'HANDLED'", asha.id());
    store.awaitCount(2, "inbound_message where person_id = ? and state = 'HANDLED'", ravi.id());
    assertThat(
            store.count(
                "inbound_message where person_id = ? and convert_from(raw, 'UTF8') like ?",
                ravi.id(),
                "%" + asha.phone() + "%"))
        .as("what is stored of one person holds nothing of another")
        .isZero();
  }

  /** The sample with a message in its middle that has no id. */
  private static byte[] batch(Somebody asha, Somebody ravi) throws IOException {
    ObjectNode call =
        (ObjectNode)
            Json.parse(
                new String(sample("batched.json", asha.phone()), StandardCharsets.UTF_8)
                    .replace("915550100102", ravi.phone())
                    .getBytes(StandardCharsets.UTF_8));
    // Contacts name everybody of one change only.
    var messages =
        (com.fasterxml.jackson.databind.node.ArrayNode)
            call.at("/entry/0/changes/1/value/messages");
    messages.insert(1, Json.tree(Map.of("from", ravi.phone(), "type", "text")));
    return Json.bytes(call);
  }

  @Test
  void somebodyWithoutANumberIsKnownOnceTheyWroteWithOne() throws Exception {
    Somebody patient = folk.patient();
    String bsuid = "IN." + patient.phone();
    post(sample("message.text.json", patient.phone())).is(200);
    store.awaitCount(
        1,
        "contact_point where person_id = ? and system = 'bsuid' and value = ?",
        patient.id(),
        bsuid);
    post(sample("message.username-no-phone.json", patient.phone())).is(200);
    store.awaitCount(1, "inbound_message where person_id = ? and sender = ?", patient.id(), bsuid);
  }

  @Test
  void aLateFailureKeepsItsCode() throws Exception {
    Somebody patient = folk.patient();
    String id = "wamid." + UUID.randomUUID();
    store
        .jdbc()
        .update(
            "insert into delivery (id, dedupe_key, person_id, gateway, address, kind, urgent, template, language, body,"
                + " approved_body, state, next_attempt_at, provider_message_id, correlation_id)"
                + " values (?, ?, ?, 'cloudapi', ?, 'REPLY', false, 'reply.help', 'en', 'x', 'x', 'sent', now(), ?, ?)",
            Ids.next(),
            id,
            patient.id(),
            patient.phone(),
            id,
            id);
    post(status("status.failed-131026.json", patient, id)).is(200);
    store.awaitCount(
        1,
        "delivery where person_id = ? and state = 'failed' and reason like '%131026%'",
        patient.id());
    assertThat(store.count("delivery_receipt where provider_message_id = ? and code = 131026", id))
        .isEqualTo(1);
  }

  private static byte[] status(String name, Somebody patient, String id) throws IOException {
    return new String(sample(name, patient.phone()), StandardCharsets.UTF_8)
        .replaceFirst("\"wamid[^\"]+\"", "\"" + id + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void onlyMetaGetsIn() throws Exception {
    Somebody patient = folk.patient();
    byte[] body = sample("message.text.json", patient.phone());
    http.call("POST", PATH, null, body).isProblem(401, "webhook-not-genuine");
    String escaped = new String(body, StandardCharsets.UTF_8).replace("Fasting", "\\u0046asting");
    http.call(
            "POST",
            PATH,
            null,
            escaped.getBytes(StandardCharsets.UTF_8),
            HubSignature.HEADER,
            HubSignature.of("demo", body))
        .isProblem(401, "webhook-not-genuine");
    byte[] large = new byte[3 * 1024 * 1024 + 1];
    http.call("POST", PATH, null, large, HubSignature.HEADER, HubSignature.of("demo", large))
        .isProblem(413, "too-large");
    http.call("PUT", PATH, null, body).is(405);
    assertThat(store.count("inbound_message where sender = ?", patient.phone())).isZero();
    assertThat(post(escaped.getBytes(StandardCharsets.UTF_8)).is(200).text("/result"))
        .isEqualTo("stored");
  }

  @Test
  void aTripledWebhookHasOneEffect() throws Exception {
    Somebody patient = folk.patient();
    byte[] body =
        new String(sample("message.text.json", patient.phone()), StandardCharsets.UTF_8)
            .replace("Fasting sugar 142 this morning", "sugar 45")
            .replace("1786768200", Long.toString(java.time.Instant.now().toEpochMilli()))
            .getBytes(StandardCharsets.UTF_8);
    List<Http.Answer> answers = http.together(3, () -> post(body));
    assertThat(answers.stream().map(a -> a.is(200).text("/result")))
        .containsExactlyInAnyOrder("stored", "duplicate", "duplicate");
    store.awaitCount(1, "emergency where patient_id = ?", patient.id());
    assertThat(store.readings(patient)).isEqualTo(1);
  }

  @Test
  void whatIsNoJsonIsKeptForAPerson() {
    byte[] body = ("no json " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    assertThat(post(body).is(200).text("/result")).isEqualTo("unusable");
    assertThat(store.count("dead_letter where source = 'webhook.cloudapi' and body = ?", body))
        .isEqualTo(1);
    assertThat(post("{}".getBytes(StandardCharsets.UTF_8)).is(200).text("/result"))
        .isIn("ignored", "duplicate");
  }

  private Http.Answer post(byte[] body) {
    return http.call("POST", PATH, null, body, HubSignature.HEADER, HubSignature.of("demo", body));
  }

  /** A sample with its people and its message ids changed. */
  private static byte[] sample(String name, String phone) throws IOException {
    String run = UUID.randomUUID().toString().substring(0, 12);
    try (InputStream in =
        CloudApiWebhooksTest.class.getResourceAsStream("/samples/cloudapi/webhooks/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("915550100101", phone)
          .replace("IN.1349000000000001", "IN." + phone)
          .replace("wamid.", "wamid." + run)
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
