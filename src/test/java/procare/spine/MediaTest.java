package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.security.Role;
import procare.spine.Folk.Somebody;
import procare.whatsapp.HubSignature;

/** Photos and files from the webhook to the object store, with a gateway that is well and ill. */
@HubTest
class MediaTest {
  private static final byte[] PHOTO = ReadGateways.PHOTO;
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired ReadGateways gateways;

  @Test
  void aPhotoEndsInTheObjectStore() throws Exception {
    Somebody patient = folk.patient();
    send(patient, "62 before breakfast", "image/jpeg", PHOTO);
    Map<String, Object> media = awaitState(patient, "STORED");
    assertThat(media.get("media_type")).isEqualTo("image/jpeg");
    assertThat(media.get("size")).isEqualTo((long) PHOTO.length);
    assertThat(Files.readAllBytes(file(media))).isEqualTo(PHOTO);
    assertThat(media.get("sha256")).isEqualTo(sha256(PHOTO));
    store.awaitCount(
        1,
        "event_log where type = 'patient.media.stored' and patient_id = ?"
            + " and envelope::jsonb #>> '{data,objectKey}' = ? and envelope::jsonb #>> '{data,messageId}' = ?",
        patient.id(),
        media.get("object_key"),
        media.get("message_id").toString());
    // Its caption is read like any words.
    store.awaitCount(1, "emergency where patient_id = ?", patient.id());
  }

  @Test
  void whatCameInsideTheWebhookNeedsNoCall() throws Exception {
    Somebody patient = folk.patient();
    String sample = "messages.upsert.image-base64.json";
    whatsapp.webhook(WhatsApp.sample(sample, patient.phone(), WhatsApp.messageId())).is(200);
    Map<String, Object> media = awaitState(patient, "STORED");
    assertThat(Files.readAllBytes(file(media)))
        .isEqualTo(Base64.getDecoder().decode("/9j/4AAQSkZJRgABAQAAAQABAAD/2Q=="));
    assertThat(partners.asked("evolution").toString()).doesNotContain("convertToMp4");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"image\":{\"path\":\"statics/media/a1.jpeg\",\"caption\":\"\u00b7\"}', /gowa/statics/media/a1.jpeg",
    "'\"image\":\"statics/media/a2.jpeg\"', /gowa/statics/media/a2.jpeg",
    "'\"image\":{\"url\":\"https://mmg.whatsapp.net/enc\"}', /gowa/statics/media/asked-for.jpeg",
    "'\"image\":\"statics/../../app/logout\"', /gowa/statics/media/asked-for.jpeg",
  })
  void gowaGivesAFileOrIsAskedForIt(String image, String path) throws Exception {
    Somebody patient = folk.patient();
    String body =
        "{\"event\":\"message\",\"payload\":{\"id\":\"%s\",\"from\":\"%s@s.whatsapp.net\",%s}}"
            .formatted(WhatsApp.messageId(), patient.phone(), image);
    signed("/webhooks/gowa/procare", body);
    Map<String, Object> media = awaitState(patient, "STORED");
    assertThat(Files.readAllBytes(file(media))).isEqualTo(PHOTO);
    assertThat(gateways.asked()).contains("GET " + path);
  }

  @Test
  void metaGivesAnAddressThatTheTokenOpens() throws Exception {
    Somebody patient = folk.patient();
    cloudApi("message.image.json", patient);
    Map<String, Object> media = awaitState(patient, "STORED");
    assertThat(Files.readAllBytes(file(media))).isEqualTo(PHOTO);
    assertThat(gateways.asked())
        .contains(
            "GET /cloudapi/900000000000001",
            "GET /cloudapi/attachments/900000000000001?mid=900000000000001&ext=1&hash=x%2Fy");
  }

  @Test
  void noTokenGoesToAnAddressThatIsNotMetas() throws Exception {
    Somebody patient = folk.patient();
    cloudApi("message.document.json", patient);
    assertThat(awaitState(patient, "FAILED").get("reason").toString())
        .contains("procare.media.gateways.cloudapi.hosts");
  }

  private void cloudApi(String sample, Somebody from) throws Exception {
    try (var in = getClass().getResourceAsStream("/samples/cloudapi/webhooks/" + sample)) {
      signed(
          "/webhooks/whatsapp",
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("915550100101", from.phone())
              .replace("IN.1349000000000001", "IN." + from.phone())
              .replace("wamid.", "wamid." + WhatsApp.messageId()));
    }
  }

  private void signed(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    http.call("POST", path, null, bytes, HubSignature.HEADER, HubSignature.of("demo", bytes))
        .is(200);
  }

  @Test
  void aGatewayThatIsIllIsAskedAgain() {
    Somebody patient = folk.patient();
    partners.fail("evolution", "{\"mode\":\"error\",\"status\":500}");
    send(patient, "\u00b7", "image/jpeg", PHOTO);
    store.awaitCount(
        1,
        "media_object where patient_id = ? and state = 'WANTED' and attempts = 1 and reason is not null",
        patient.id());
    partners.fail("evolution", "{\"mode\":\"ok\"}");
    store
        .jdbc()
        .update(
            "update media_object set next_attempt_at = now() where patient_id = ?", patient.id());
    assertThat(awaitState(patient, "STORED").get("attempts")).isEqualTo(2);
  }

  @Test
  void whatTheHubDoesNotKeepIsRefusedForAllToSee() {
    Somebody liar = folk.patient();
    send(liar, "report", "image/jpeg", "MZ this is a program".getBytes(StandardCharsets.UTF_8));
    assertThat(awaitState(liar, "REFUSED").get("reason").toString()).contains("no type");
    assertThat(
            http.get(
                    "/api/v1/operations/inbound?limit=200",
                    folk.token(folk.somebody(Role.OPERATOR)))
                .is(200)
                .at("/items")
                .findValuesAsText("media"))
        .contains("REFUSED: the bytes are of no type that the hub knows");
    Somebody honest = folk.patient();
    send(honest, "report", "application/zip", PHOTO);
    assertThat(awaitState(honest, "REFUSED").get("reason").toString()).contains("application/zip");
    assertThat(
            store.count(
                "event_log where type = 'patient.media.stored' and patient_id in (?, ?)",
                liar.id(),
                honest.id()))
        .isZero();
  }

  @Test
  void whatTheGatewayNoLongerHasWaitsAsADeadLetter() throws Exception {
    Somebody patient = folk.patient();
    String sample = "messages.upsert.audio-voice.json";
    whatsapp.webhook(WhatsApp.sample(sample, patient.phone(), WhatsApp.messageId())).is(200);
    Map<String, Object> media = awaitState(patient, "FAILED");
    store.awaitCount(
        1,
        "dead_letter where source = 'out.media-fetch' and subject = ?",
        media.get("id").toString());
  }

  @Test
  void whoMaySeeAPhotoGetsItAndIsOnRecord() throws Exception {
    Somebody patient = folk.patient();
    send(patient, "\u00b7", "image/jpeg", PHOTO);
    Map<String, Object> media = awaitState(patient, "STORED");
    String path = "/api/v1/media/" + media.get("id");
    String etag = '"' + sha256(PHOTO) + '"';
    for (Somebody reader : List.of(patient, folk.caregiver(patient), folk.doctor(patient, 1))) {
      Http.Answer answer = http.get(path, folk.token(reader)).is(200);
      assertThat(sha256(answer.bytes())).isEqualTo(media.get("sha256"));
      assertThat(answer.headers().map())
          .containsEntry("content-type", List.of("image/jpeg"))
          .containsEntry("content-length", List.of(String.valueOf(PHOTO.length)))
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsEntry("etag", List.of(etag))
          .containsEntry(
              "content-disposition", List.of("inline; filename=\"" + media.get("id") + ".jpg\""));
    }
    assertThat(reads(media)).isEqualTo(3);
    http.call("GET", path, folk.token(patient), null, "If-None-Match", "W/\"x\", " + etag).is(304);
    http.call("GET", path, folk.token(patient), null, "If-None-Match", "\"other\"").is(200);
  }

  @Test
  void nobodyElseLearnsThatAPhotoIsThere() {
    Somebody patient = folk.patient();
    send(patient, "\u00b7", "image/jpeg", PHOTO);
    Map<String, Object> media = awaitState(patient, "STORED");
    String path = "/api/v1/media/" + media.get("id");
    Somebody other = folk.patient();
    List<Http.Answer> answers = new ArrayList<>();
    for (Somebody stranger :
        List.of(
            other,
            folk.caregiver(other),
            folk.doctor(other, 1),
            folk.somebody(Role.VOLUNTEER),
            folk.somebody(Role.OPERATOR),
            folk.somebody(Role.ADMIN))) {
      answers.add(http.get(path, folk.token(stranger)).isProblem(404, "not-found"));
    }
    String token = folk.token(other);
    Http.Answer nothing =
        http.get("/api/v1/media/" + procare.Ids.next(), token).isProblem(404, "not-found");
    assertThat(answers).extracting(a -> a.text("/detail")).containsOnly(nothing.text("/detail"));
    http.get("/api/v1/media/..%2f..%2fetc", token).isProblem(400, "bad-request");
    http.get("/api/v1/media/x", token).isProblem(404, "not-found");
    http.get(path, null).isProblem(401, "unauthorized");
    assertThat(reads(media)).isZero();
    assertThat(
            store.count(
                "audit_entry where action = 'audit.access.denied' and patient_id = ?",
                patient.id()))
        .isEqualTo(6);
  }

  @Test
  void whatIsNotThereSaysWhy() throws Exception {
    Somebody patient = folk.patient();
    send(patient, "\u00b7", "image/jpeg", PHOTO);
    Map<String, Object> media = awaitState(patient, "STORED");
    String path = "/api/v1/media/" + media.get("id");
    String token = folk.token(patient);
    Files.move(file(media), file(media).resolveSibling("elsewhere"));
    http.get(path, token).isProblem(503, "store-unavailable");
    assertThat(reads(media)).as("no look without bytes").isZero();
    Files.move(file(media).resolveSibling("elsewhere"), file(media));
    http.get(path, token).is(200);
    store.jdbc().update("update media_object set state = 'SWEPT' where id = ?", media.get("id"));
    http.get(path, token).isProblem(410, "gone");
    store.jdbc().update("update media_object set state = 'FAILED' where id = ?", media.get("id"));
    http.get(path, token).isProblem(404, "not-found");
  }

  @Test
  void aSharedPhonesPhotoBelongsToWhoeverSaidSo() {
    Somebody patient = folk.patient();
    send(patient, "\u00b7", "image/jpeg", PHOTO);
    Map<String, Object> media = awaitState(patient, "STORED");
    store.jdbc().update("update media_object set patient_id = null where id = ?", media.get("id"));
    http.get("/api/v1/media/" + media.get("id"), folk.token(patient)).is(200);
    store
        .jdbc()
        .update(
            "update inbound_message set person_id = null where id = ?", media.get("message_id"));
    http.get("/api/v1/media/" + media.get("id"), folk.token(patient)).isProblem(404, "not-found");
  }

  private long reads(Map<String, Object> media) {
    return store.count(
        "audit_entry where action = 'read' and resource_type = 'media' and resource_id = ?",
        media.get("id").toString());
  }

  /** A person's phone sends a file; Evolution tells without its bytes. */
  private void send(Somebody from, String caption, String type, byte[] bytes) {
    http.post(
            "/twins/evolution/inbound",
            null,
            Json.write(
                Map.of(
                    "number",
                    from.phone(),
                    "text",
                    caption,
                    "media",
                    Map.of("mimetype", type, "base64", Base64.getEncoder().encodeToString(bytes)))))
        .is(202);
  }

  private Map<String, Object> awaitState(Somebody patient, String state) {
    store.awaitCount(
        1, "media_object where patient_id = ? and state = '" + state + "'", patient.id());
    return store
        .jdbc()
        .queryForMap("select * from media_object where patient_id = ?", patient.id());
  }

  private static Path file(Map<String, Object> media) {
    return CleanHub.DATA.resolve("media").resolve(media.get("object_key").toString());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
