package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.security.Role;
import procare.spine.Folk.Somebody;

/** Questions are answered from approved texts or by a person; a model only ever proposes. */
@HubTest
class QuestionsTest {
  private static final String PATH = "/api/v1/operations/questions";
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;

  private Somebody readable() {
    Somebody patient = folk.patient();
    http.call(
            "PUT",
            "/api/v1/patients/" + patient.id() + "/consents",
            folk.token(patient),
            "{\"wording\":\"yes, AI may read it\",\"consents\":[{\"category\":\"ai-reading\",\"state\":\"IN\"}]}"
                .getBytes())
        .is(200);
    return patient;
  }

  private JsonNode question(Somebody patient, String token) {
    for (JsonNode item : http.get(PATH, token).is(200).json().path("items")) {
      if (item.path("patientId").asText().equals(patient.id().toString())) {
        return item;
      }
    }
    throw new AssertionError("no question of this patient");
  }

  @ParameterizedTest
  @CsvSource({
    "en, How do I care for my feet?, walk barefoot, after IWGDF",
    "hi, पैरों की देखभाल कैसे करें?, नंगे पैर, स्रोत",
    "id, bagaimana merawat kaki?, tanpa alas kaki, Sumber",
    "en, what is hba1c?, on average, after ADA",
  })
  void anApprovedTextAnswersWithItsSource(
      String language, String text, String part, String source) {
    Somebody patient = folk.patient(language, "mg/dL", false);
    whatsapp.write(patient, text);
    assertThat(whatsapp.awaitText(patient, part)).contains(source);
    assertThat(store.count("question where person_id = ?", patient.id())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "can I stop metformin?, FORBIDDEN_TOPIC, stopping",
    "should I increase insulin today?, FORBIDDEN_TOPIC, dose",
    "Who won the match yesterday?, NO_CONTENT,",
  })
  void therestGoesToAPersonAndNoModelSeesIt(String text, String reason, String topic) {
    Somebody patient = folk.patient();
    whatsapp.write(patient, text);
    whatsapp.awaitText(patient, "A person of our team answers");
    JsonNode question = question(patient, folk.token(folk.somebody(Role.OPERATOR)));
    assertThat(question.path("reason").asText()).isEqualTo(reason);
    assertThat(question.path("topic").asText(null)).isEqualTo(topic);
    assertThat(question.path("text").asText()).isEqualTo(text);
    assertThat(partners.asked("openrouter")).isEmpty();
  }

  @Test
  void aDoctorAnswersOnceAndThePatientReadsIt() {
    Somebody patient = folk.patient();
    Somebody doctor = folk.doctor(patient, 1);
    whatsapp.write(patient, "should I increase insulin today?");
    whatsapp.awaitText(patient, "A person of our team answers");
    String token = folk.token(doctor);
    String path = PATH + "/" + question(patient, token).path("id").asText() + "/answer";
    String stranger = folk.token(folk.doctor(folk.patient(), 1));
    http.post(path, stranger, "{\"answer\":\"No\"}").isProblem(403, "forbidden");
    http.post(path, folk.token(patient), "{\"answer\":\"No\"}").isProblem(403, "forbidden");
    http.post(path, token, "{\"answer\":\"  \"}").isProblem(400, "validation");
    http.post(path, token, "{\"answer\":\"\"}").isProblem(400, "validation");
    String answer = "{\"answer\":\"No, please come to see me today.\"}";
    http.post(path, token, answer).is(200);
    http.post(path, token, answer).is(200);
    http.post(path, token, "{\"answer\":\"Something else\"}").isProblem(409, "question-answered");
    assertThat(whatsapp.awaitText(patient, "come to see me today")).contains(doctor.name());
    assertThat(whatsapp.textsTo(patient)).filteredOn(t -> t.contains("come to see me")).hasSize(1);
    assertThat(
            store.count(
                "audit_entry where resource_type = 'question' and action = 'answer' and patient_id = ?",
                patient.id()))
        .isEqualTo(1);
    assertThat(http.get(PATH, stranger).is(200).text()).doesNotContain(patient.id().toString());
    http.get(PATH, folk.token(patient)).isProblem(403, "forbidden");
    http.post(PATH + "/" + UUID.randomUUID() + "/answer", token, answer)
        .isProblem(404, "not-found");
    http.get(PATH + "?next=nonsense", token).isProblem(400, "validation");
  }

  @Test
  void aProposedValueIsStoredOnlyAfterAYes() {
    Somebody patient = readable();
    whatsapp.write(patient, "the thing showed ninety ninety in it, tell " + patient.name());
    whatsapp.awaitText(patient, "I read 90 mg/dL, right?");
    assertThat(store.readings(patient)).isZero();
    String sent = partners.asked("openrouter").get(0).toString();
    assertThat(sent)
        .contains("[name]", "json_schema", "\"zdr\":true")
        .doesNotContain(patient.phone(), patient.name(), patient.id().toString());
    whatsapp.write(patient, "yes");
    whatsapp.awaitText(patient, "Noted: 90 mg/dL");
    assertThat(store.readings(patient)).isEqualTo(1);
    assertThat(whatsapp.textsTo(patient)).noneMatch(text -> text.contains("could not understand"));
  }

  @Test
  void aProposedLowBringsTheSafetyTextAtOnceAndANoStoresNothing() {
    Somebody patient = readable();
    whatsapp.write(patient, "display says sixty two two or so");
    whatsapp.awaitText(patient, "You may be LOW");
    whatsapp.awaitText(patient, "I read 62 mg/dL, right?");
    whatsapp.write(patient, "no");
    whatsapp.awaitText(patient, "I did not keep it");
    assertThat(store.readings(patient)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostile", "empty", "error200", "filtered", "garbage", "down"})
  void whateverTheModelDoesTheStandardAnswerCameFirst(String fault) {
    Somebody patient = readable();
    partners.fail("openrouter", "{\"mode\":\"" + fault + "\"}");
    whatsapp.write(patient, "machine machine 88x zz 3 lol");
    whatsapp.awaitText(patient, "could not understand");
    assertThat(store.readings(patient)).isZero();
    Map<String, Object> row =
        store.jdbc().queryForMap("select state from ai_proposal where person_id = ?", patient.id());
    assertThat(row.get("state").toString()).isIn("REFUSED", "UNAVAILABLE");
  }

  @Test
  void withoutConsentNoModelIsAsked() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "display says sixty two two or so");
    whatsapp.awaitText(patient, "could not understand");
    assertThat(partners.asked("openrouter")).isEmpty();
  }
}
