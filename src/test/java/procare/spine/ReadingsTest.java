package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.spine.Folk.Somebody;

/** Readings by REST: borders, repeats, bad input. */
@HubTest
class ReadingsTest {
  private static final String PATH = "/api/v1/glucose-readings";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource({
    "70,     mg/dL,  NORMAL,  false",
    "69.9,   mg/dL,  LEVEL_1, true",
    "54,     mg/dL,  LEVEL_1, true",
    "53.9,   mg/dL,  LEVEL_2, true",
    "300,    mg/dL,  NORMAL,  false",
    "300.01, mg/dL,  HIGH,    true",
    "3.9,    mmol/L, NORMAL,  false",
    "3.89,   mmol/L, LEVEL_1, true",
    "3.0,    mmol/L, LEVEL_1, true",
    "2.9,    mmol/L, LEVEL_2, true",
    "10,     mg/dL,  LEVEL_2, true",
    "1500,   mg/dL,  HIGH,    true",
    "0.6,    mmol/L, LEVEL_2, true",
    "83,     mmol/L, HIGH,    true",
  })
  void classifiesInTheUnitEntered(String value, String unit, String severity, boolean emergency) {
    Somebody patient = folk.patient();
    Http.Answer answer =
        post(patient, "{\"value\":%s,\"unit\":\"%s\",\"state\":\"FASTING\"}".formatted(value, unit))
            .is(201);
    assertThat(answer.text("/severity")).isEqualTo(severity);
    assertThat(answer.at("/emergency").asBoolean()).isEqualTo(emergency);
    assertThat(answer.at("/reading/value").decimalValue()).isEqualByComparingTo(value);
    if (emergency) {
      whatsapp.awaitText(patient, severity.equals("HIGH") ? "Do not stop insulin" : "LOW");
    }
  }

  @Test
  void theSameKeyIsOneReading() throws Exception {
    Somebody patient = folk.patient();
    String token = folk.token(patient);
    String key = UUID.randomUUID().toString();
    String body = "{\"value\":142,\"unit\":\"mg/dL\"}";
    List<Http.Answer> answers =
        http.together(3, () -> http.post(PATH, token, body, "Idempotency-Key", key));
    assertThat(answers).allSatisfy(answer -> answer.is(201));
    assertThat(answers.stream().map(Http.Answer::text).distinct()).hasSize(1);
    assertThat(store.readings(patient)).isEqualTo(1);
    http.post(PATH, token, "{\"value\":143,\"unit\":\"mg/dL\"}", "Idempotency-Key", key)
        .isProblem(422, "idempotency-key-reused");
    assertThat(store.readings(patient)).isEqualTo(1);
    assertThat(
            store.count(
                "event_log where patient_id = ? and type = 'patient.glucose.logged'", patient.id()))
        .isEqualTo(1);
  }

  @Test
  void withoutKeyTheSameValueWithinTwoMinutesIsOneReading() throws Exception {
    Somebody patient = folk.patient();
    String token = folk.token(patient);
    Instant now = Instant.now();
    List<Http.Answer> answers =
        http.together(3, () -> http.post(PATH, token, reading("62", now.minusSeconds(30))));
    assertThat(answers.stream().map(a -> a.is(201).text("/reading/id")).distinct()).hasSize(1);
    http.post(PATH, token, reading("62", now.minus(Duration.ofMinutes(5)))).is(201);
    http.post(PATH, token, reading("63", now.minusSeconds(30))).is(201);
    assertThat(store.readings(patient)).isEqualTo(3);
    store.awaitEmergency(patient, "LOW", "OPEN");
    assertThat(http.get(PATH + "?limit=2&offset=1", token).is(200).at("/total").asInt())
        .isEqualTo(3);
    assertThat(
            http.get(PATH + "?from=" + now.minusSeconds(60) + "&to=" + now, token)
                .is(200)
                .at("/items")
                .size())
        .isEqualTo(2);
  }

  private static String reading(String value, Instant at) {
    return "{\"value\":%s,\"unit\":\"mg/dL\",\"recordedAt\":\"%s\"}".formatted(value, at);
  }

  @Test
  void anOldLowGetsAQuestionAndNoSugar() {
    Somebody patient = folk.patient();
    post(patient, reading("50", Instant.now().minus(Duration.ofHours(20)))).is(201);
    assertThat(whatsapp.awaitText(patient, "How are you now?")).doesNotContain("15 g");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"unit\":\"mg/dL\"}                                            | 400 | validation      | value",
        "{\"value\":62}                                                  | 400 | validation      | unit",
        "{\"value\":\"62\",\"unit\":\"mg/dL\"}                           | 400 | validation      | value",
        "{\"value\":null,\"unit\":\"mg/dL\"}                             | 400 | validation      | value",
        "{\"value\":62,\"unit\":\"mg\"}                                  | 400 | validation      | unit",
        "{\"value\":9.9,\"unit\":\"mg/dL\"}                              | 400 | validation      | value",
        "{\"value\":1501,\"unit\":\"mg/dL\"}                             | 400 | validation      | value",
        "{\"value\":84,\"unit\":\"mmol/L\"}                              | 400 | validation      | value",
        "{\"value\":-62,\"unit\":\"mg/dL\"}                              | 400 | validation      | value",
        "{\"value\":1e400,\"unit\":\"mg/dL\"}                            | 400 | validation      | value",
        "{\"value\":62.123,\"unit\":\"mg/dL\"}                           | 400 | validation      | value",
        "{\"value\":62,\"unit\":\"mg/dL\",\"state\":\"LUNCH\"}           | 400 | validation      | state",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"yesterday\"}  | 400 | validation      | recordedAt",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"2999-01-01T00:00:00Z\"} | 400 | validation | recordedAt",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"1970-01-01T00:00:00Z\"} | 400 | validation | recordedAt",
        "{\"value\":62,\"unit\":\"mg/dL\",\"patientId\":\"me\"}          | 400 | validation      | patientId",
        "{\"value\":62,\"unit\":\"mg/dL\",\"extra\":1}                   | 400 | validation      | extra",
        "{\"value\":62,\"unit\":\"mg/dL\",\"value\":63}                  | 400 | malformed-json  | ``",
        "{\"value\":62,\"unit\":\"mg/dL\",\"patientId\":\"00000000-0000-7000-8000-000000000000\"} | 403 | forbidden | ``",
        "[1]                                                             | 400 | validation      | ``",
        "{\"value\":62                                                   | 400 | malformed-json  | ``",
        "``                                                              | 400 | body-missing    | ``",
      })
  void saysWhatIsWrong(String body, int status, String code, String field) {
    Somebody patient = folk.patient();
    Http.Answer answer = post(patient, body).isProblem(status, code);
    if (!field.isEmpty()) {
      assertThat(answer.text("/errors/0/field")).isEqualTo(field);
      assertThat(answer.text("/errors/0/remedy")).isNotBlank();
    }
    assertThat(store.readings(patient)).isZero();
  }

  @Test
  void survivesHostileBodies() {
    String token = folk.token(folk.patient());
    byte[] utf8 =
        "{\"value\":62,\"unit\":\"mg/dL\",\"note\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    utf8[utf8.length - 3] = (byte) 0xFF;
    http.call("POST", PATH, token, utf8).isProblem(400, "invalid-utf8");
    String deep = "{\"value\":" + "[".repeat(50_000);
    http.post(PATH, token, deep).isProblem(400, "too-deep");
    http.call("POST", PATH, token, new byte[2 * 1024 * 1024]).isProblem(413, "too-large");
    http.post(PATH, token, "{}", "Content-Type", "text/plain")
        .isProblem(415, "unsupported-media-type");
    http.post(PATH, token, "{\"value\":62,\"unit\":\"mg/dL\"}", "Idempotency-Key", "k".repeat(129))
        .isProblem(400, "validation");
    http.get(PATH + "?from=never", token).isProblem(400, "validation");
    http.get(PATH + "?limit=501", token).isProblem(400, "validation");
    http.get(PATH + "/not-an-id", token).isProblem(404, "not-found");
    http.get(PATH + "/" + UUID.randomUUID(), token).isProblem(404, "not-found");
    http.post(PATH, null, "{\"value\":62,\"unit\":\"mg/dL\"}").isProblem(401, "unauthorized");
  }

  private Http.Answer post(Somebody patient, String body) {
    return http.post(PATH, folk.token(patient), body);
  }
}
