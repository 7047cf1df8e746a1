package procare.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiSchemasTest {
  private static final ApiSchemas SCHEMAS = new ApiSchemas();
  private static final String JSON = "application/json";

  private static JsonNode body(String operation, String json) {
    return SCHEMAS.parseBody(operation, json.getBytes(StandardCharsets.UTF_8), JSON);
  }

  private static ApiProblem refused(String operation, String json, Map<String, String> query) {
    return catchThrowableOfType(
        ApiProblem.class,
        () ->
            SCHEMAS.check(operation, json == null ? null : body(operation, json), query, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"value\":\"62\",\"unit\":\"mg/dL\"} | value | is text (\"62\") | send a number",
        "{\"value\":null,\"unit\":\"mg/dL\"} | value | is null | send a number",
        "{\"value\":[62],\"unit\":\"mg/dL\"} | value | is a list | send a number",
        "{\"unit\":\"mg/dL\"} | value | is missing | add the field",
        "{\"value\":62,\"unit\":\"mg\"} | unit | is \"mg\" | mg/dL, mmol/L",
        "{\"value\":62,\"unit\":\"mg/dL\",\"valeu\":1} | valeu | is not a field | patientId, value, unit, state",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"yesterday\"} | recordedAt | is \"yesterday\" | 2026-01-31T08:30:00Z",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"2026-02-30T08:30:00Z\"} | recordedAt | is \"2026-02-30 | date and time",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"2026-02-20T08:30:00\"} | recordedAt | is \"2026-02-20 | offset",
        "{\"value\":62,\"unit\":\"mg/dL\",\"recordedAt\":\"+12026-02-20T08:30:00Z\"} | recordedAt | is \"+12026 | date and time",
        "{\"value\":62,\"unit\":\"mg/dL\",\"patientId\":\"1-1-1-1-1\"} | patientId | is \"1-1-1-1-1\" | an id",
        "{\"value\":1e999999999,\"unit\":\"mg/dL\"} | value | absurd size | at most 40 digits",
        "{\"value\":62,\"unit\":\"mg/dL\",\"note\":\"a\\u0000b\"} | note | NUL | leave",
        "[] | body | is a list | send an object",
        "\"text\" | body | is text | send an object",
      })
  void saysWhatIsWrongWithAFieldAndWhatToSend(
      String json, String field, String message, String remedy) {
    ApiProblem problem = refused("createGlucoseReading", json, Map.of());
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.code()).isEqualTo("validation");
    assertThat(problem.errors())
        .anySatisfy(
            error -> {
              assertThat(error.field()).isEqualTo(field);
              assertThat(error.message()).contains(message);
              assertThat(error.remedy()).contains(remedy);
            });
  }

  @Test
  void listsEveryWrongFieldAtOnce() {
    ApiProblem problem =
        refused("createGlucoseReading", "{\"value\":\"x\",\"unit\":1,\"oops\":true}", Map.of());
    assertThat(problem.errors()).extracting("field").contains("value", "unit", "oops");
  }

  @Test
  void namesThePlaceInsideOfLists() {
    ApiProblem problem = refused("replayDeadLetters", "{\"ids\":[\"x\"],\"limit\":0}", Map.of());
    assertThat(problem.errors()).extracting("field").contains("ids[0]", "limit");
  }

  @Test
  void takesWhatIsRight() {
    String json =
        "{\"value\":62.5,\"unit\":\"mg/dL\",\"state\":\"MORNING_FASTING\",\"recordedAt\":\"2026-01-31T14:00:00.123+05:30\",\"source\":\"MANUAL\"}";
    SCHEMAS.check("createGlucoseReading", body("createGlucoseReading", json), Map.of(), Map.of());
    SCHEMAS.check(
        "listGlucoseReadings",
        null,
        Map.of("limit", "500", "offset", "0", "from", "2026-01-31T08:30:00Z"),
        Map.of());
    SCHEMAS.check("listDeliveries", null, Map.of("ambiguous", "true", "kind", ""), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "listGlucoseReadings,limit,ten,a whole number",
    "listGlucoseReadings,limit,501,at most 500",
    "listGlucoseReadings,limit,0,at least 1",
    "listGlucoseReadings,limit,1.5,a whole number",
    "listGlucoseReadings,offset,-1,at least 0",
    "listGlucoseReadings,offset,99999999999,a whole number",
    "listGlucoseReadings,offset,9999999999,a whole number",
    "listGlucoseReadings,from,2026-01-31,a date and time",
    "listGlucoseReadings,patientId,me,an id",
    "listGlucoseReadings,form,x,'from, limit, offset, patientId, to'",
    "getMe,x,1,this call takes none",
    "listEmergencies,state,open,'OPEN, ACKNOWLEDGED'",
    "listDeliveries,ambiguous,yes,true or false",
  })
  void checksTheQuery(String operation, String name, String value, String remedy) {
    ApiProblem problem = refused(operation, null, Map.of(name, value));
    assertThat(problem.errors()).hasSize(1);
    assertThat(problem.errors().get(0).field()).isEqualTo(name);
    assertThat(problem.errors().get(0).remedy()).contains(remedy);
  }

  @Test
  void missesARequiredParameter() {
    assertThat(refused("why", null, Map.of()).errors().get(0).message()).isEqualTo("is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"value\":62 | application/json | 400 | malformed-json",
        "{\"value\":62}} | application/json | 400 | malformed-json",
        "{\"value\":62,\"value\":400} | application/json | 400 | malformed-json",
        "{\"value\":NaN} | application/json | 400 | malformed-json",
        "   | application/json | 400 | body-missing",
        "{} | text/plain | 415 | unsupported-media-type",
        "{} | application/x-www-form-urlencoded | 415 | unsupported-media-type",
        "{} | application/json; charset=utf-16 | 415 | unsupported-media-type",
        "{} | application/jsonp | 415 | unsupported-media-type",
      })
  void readsOnlyJson(String text, String type, int status, String code) {
    byte[] raw = (text == null ? "   " : text).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SCHEMAS.parseBody("createGlucoseReading", raw, type))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(status);
              assertThat(problem.code()).isEqualTo(code);
            });
  }

  @Test
  void tellsLineAndColumnButNothingOfTheBody() {
    assertThatThrownBy(() -> body("login", "{\n  \"password\": geheim}"))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[][] bodies = {
      {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'},
      {'{', '"', 'a', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'},
      "{}".getBytes(StandardCharsets.UTF_16),
    };
    for (byte[] raw : bodies) {
      assertThatThrownBy(() -> SCHEMAS.parseBody("login", raw, JSON))
          .isInstanceOfSatisfying(
              ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("invalid-utf8"));
    }
  }

  @Test
  void refusesDeepNesting() {
    String deep = "[".repeat(60) + "]".repeat(60);
    assertThatThrownBy(() -> body("login", deep))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("too-deep"));
  }

  @Test
  void asksForTheBodyOnlyWhereOneIsNeeded() {
    assertThat(SCHEMAS.parseBody("acknowledgeEmergency", new byte[0], null)).isNull();
    assertThat(SCHEMAS.parseBody("logout", "{}".getBytes(StandardCharsets.UTF_8), null)).isNull();
    assertThatThrownBy(() -> SCHEMAS.parseBody("login", null, null))
        .isInstanceOfSatisfying(
            ApiProblem.class, problem -> assertThat(problem.code()).isEqualTo("body-missing"));
  }

  @Test
  void takesOnlyStorableIdempotencyKeys() {
    assertThat(SCHEMAS.idempotencyKey(null)).isNull();
    assertThat(SCHEMAS.idempotencyKey(" a-1 ")).isEqualTo("a-1");
    assertThatThrownBy(() -> SCHEMAS.idempotencyKey(" ")).isInstanceOf(ApiProblem.class);
    assertThatThrownBy(() -> SCHEMAS.idempotencyKey("é")).isInstanceOf(ApiProblem.class);
    assertThatThrownBy(() -> SCHEMAS.idempotencyKey("x".repeat(129)))
        .isInstanceOf(ApiProblem.class);
  }
}
