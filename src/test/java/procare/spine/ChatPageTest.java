package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** What the chat page of the embedded profile asks the hub. */
@HubTest
class ChatPageTest {
  /** The caregiver of the demo, whom no other test writes to. */
  private static final String ROHAN = "915550000002";

  @Autowired Http http;
  @Autowired WhatsApp whatsapp;
  @Autowired Folk folk;
  @Autowired Store store;

  @ParameterizedTest
  @ValueSource(
      strings = {"/chat", "/chat/chat.js", "/chat/photo.js", "/chat/panels.js", "/chat/chat.css"})
  void bringsItsFiles(String path) {
    assertThat(http.get(path, null).is(200).text()).doesNotContain("https://");
  }

  /** The page's switch writes these words, as the person would. */
  @Test
  void showsTheLanguageThatThePersonChose() {
    assertThat(language()).isEqualTo("en");
    whatsapp.write(ROHAN, "bahasa indonesia");
    await().atMost(Patience.LONG).until(() -> language().equals("id"));
    whatsapp.write(ROHAN, "language hindi");
    await().atMost(Patience.LONG).until(() -> language().equals("hi"));
    whatsapp.write(ROHAN, "language english");
    await().atMost(Patience.LONG).until(() -> language().equals("en"));
  }

  @Test
  void theSwitchIsAnsweredOnce() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "language hindi");
    whatsapp.awaitText(patient, "हिंदी में लिखेंगे");
    whatsapp.write(patient, "110");
    whatsapp.awaitText(patient, "110 mg/dL");
    assertThat(whatsapp.textsTo(patient)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "my lunch today, kept your picture",
    "'', kept your picture",
    "110 fasting, 110 mg/dL",
  })
  void aPictureIsAnsweredAsOne(String caption, String answer) {
    Somebody patient = folk.patient();
    http.post(
            "/twins/evolution/inbound",
            null,
            Json.tree(
                    Map.of(
                        "number",
                        patient.phone(),
                        "text",
                        caption,
                        "media",
                        Map.of("mimetype", "image/jpeg", "base64", "/9j/2Q==")))
                .toString())
        .is(202);
    assertThat(whatsapp.awaitText(patient, answer)).doesNotContain("could not understand");
    assertThat(whatsapp.textsTo(patient)).hasSize(1);
    store.awaitCount(1, "media_object where patient_id = ? and state = 'STORED'", patient.id());
  }

  private String language() {
    var people = http.get("/chat/people", null).is(200).json();
    assertThat(people.findValuesAsText("role"))
        .containsExactly("patient", "caregiver", "doctor", "doctor");
    for (var person : people) {
      if (person.path("number").asText().equals(ROHAN)) {
        return person.path("language").asText();
      }
    }
    throw new AssertionError(people.toString());
  }
}
