package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Json;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** What operators see of a message before anybody writes it. */
@HubTest
class PreviewTest {
  private static final String PATH = "/api/v1/operations/preview/message";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired JdbcTemplate jdbc;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "62 aaya, dawai le li|mg/dL|NONE|GLUCOSE MEDICATION_TAKEN|LOW",
        "nahi bhoola, le li|mg/dL|DOSE|MEDICATION_TAKEN|your medicine",
        "sudah belum?|mg/dL|DOSE|QUESTION|could not understand",
        "le lunga|mg/dL|DOSE|MEDICATION_LATER|30 minutes",
        "meter shows HI|mg/dL|NONE|METER_HIGH|above 600",
        "25|mg/dL|NONE|GLUCOSE_UNCLEAR|without a unit",
        "papa ka sugar 58|mg/dL|NONE|OTHER_PERSON|another person",
        "sugar 110, chest pain|mg/dL|NONE|RED_FLAG GLUCOSE|heart",
        "stop ads|mg/dL|NONE|OPT_OUT|ads and tips",
        "can I stop metformin?|mg/dL|NONE|QUESTION|could not understand",
        "asdf qwer|mg/dL|NONE|UNKNOWN|could not understand"
      })
  void showsWhatWouldBeReadAndAnswered(
      String text, String meter, String pending, String types, String reply) {
    Somebody operator = folk.somebody(Role.OPERATOR);
    Http.Answer answer =
        http.post(
                PATH,
                folk.token(operator),
                Json.write(
                    Map.of("text", text, "language", "en", "meter", meter, "pending", pending)))
            .is(200);
    List<String> found = new ArrayList<>();
    answer.at("/intents").forEach(i -> found.add(i.path("type").asText()));
    assertThat(found).as(answer.text()).containsExactlyInAnyOrder(types.split(" "));
    assertThat(answer.text("/reply")).contains(reply);
  }

  @Test
  void leavesNoTrace() {
    Somebody operator = folk.somebody(Role.OPERATOR);
    String token = folk.token(operator);
    String mark = "pz" + System.nanoTime();
    for (String text : List.of("LO " + mark, "chest pain, sugar 45 " + mark)) {
      http.post(PATH, token, Json.write(Map.of("text", text))).is(200);
    }
    // Other people's clocks run on meanwhile: only rows of the caller, or with these words, can
    // tell.
    String rows =
        "select (select count(*) from glucose_reading where patient_id = ?)"
            + " + (select count(*) from delivery where person_id = ?)"
            + " + (select count(*) from emergency where patient_id = ?)"
            + " + (select count(*) from inbound_message where person_id = ? or text like ?)";
    UUID id = operator.id();
    assertThat(jdbc.queryForObject(rows, Long.class, id, id, id, id, "%" + mark)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|text",
        "{\"text\":5}|text",
        "{\"text\":\"a\",\"pending\":\"SOON\"}|pending",
        "{\"text\":\"a\",\"meter\":\"kg\"}|meter",
        "{\"text\":\"a\",\"language\":\"fr\"}|language",
        "{\"text\":\"a\",\"patient\":\"x\"}|patient"
      })
  void namesTheWrongField(String body, String field) {
    Http.Answer answer =
        http.post(PATH, folk.token(folk.somebody(Role.OPERATOR)), body)
            .isProblem(400, "validation");
    assertThat(answer.at("/errors/0/field").asText()).contains(field);
  }

  @Test
  void isForOperatorsOnly() {
    http.post(PATH, folk.token(folk.patient()), "{\"text\":\"62\"}").is(403);
    http.post(PATH, null, "{\"text\":\"62\"}").is(401);
  }
}
