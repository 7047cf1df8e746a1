package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.spine.Folk.Somebody;

/** What a patient writes on WhatsApp, and the words that come back. */
@HubTest
class WordsTest {
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | false | 62               | is LOW. Take 15 g of fast glucose           | sugar in water",
        "en | true  | 62               | With your medicine only glucose works       | glucose powder",
        "en | false | sugar 48 fasting | is VERY LOW. Act now                        | 48 mg/dL",
        "en | false | 69.9             | is LOW                                      | 69.9 mg/dL",
        "en | false | 3.8 mmol         | is LOW                                      | 3.8 mmol/L",
        "en | false | 301              | is VERY HIGH                                | Do not stop insulin",
        "en | false | METER HI         | Your meter shows                            | 600 mg/dL",
        "en | false | meter LO         | is VERY LOW                                 | LO",
        "hi | false | ६२               | कम है                                        | चीनी",
        "hi | true  | शुगर 62          | केवल ग्लूकोज़ असर करता                         | 62 mg/dL",
        "id | false | gula darah 62    | RENDAH                                      | gula dalam air",
        "id | true  | 62               | RENDAH                                      | hanya glukosa",
        "en | false | chest pain       | heart or a stroke                           | Call 112 now",
        "en | false | 110, chest pain  | heart or a stroke                           | Call 112 now",
        "en | false | sugar 142        | Noted: 142 mg/dL                            | Thank you",
        "en | false | 7.2 mmol         | Noted: 7.2 mmol/L                           | Thank you",
        "en | false | 70               | Noted: 70 mg/dL                             | Thank you",
        "en | false | 300 mg/dl        | Noted: 300 mg/dL                            | Thank you",
        "en | false | 3.9 mmol/l       | Noted: 3.9 mmol/L                           | Thank you",
        "en | false | hello            | Hello! Send your sugar as a number          | METER HI",
        "en | false | 140/90           | blood pressure                              | did not keep it",
        "en | false | sugar 5000       | cannot be a sugar value                     | 5000",
        "en | false | qwertz           | could not understand                        | 112",
      })
  void answersInTheRightWords(
      String language, boolean glucoseOnly, String text, String words, String more) {
    Somebody patient = folk.patient(language, "mg/dL", glucoseOnly);
    whatsapp.write(patient, text);
    String answer = whatsapp.awaitText(patient, words);
    assertThat(answer).containsIgnoringCase(more);
    if (glucoseOnly) {
      assertThat(answer).doesNotContain("sugar in water", "चीनी", "gula dalam air", "juice");
    }
  }
}
