package procare.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenTopicsTest {
  @ParameterizedTest
  @CsvSource({
    "how many tablets should I take, dose",
    "can I double it tonight, dose",
    "shall I skip the evening one?, dose",
    "kitni goli leni hai, dose",
    "insulin badha du kya, dose",
    "कितनी गोली लूं, dose",
    "खुराक बढ़ाऊं, dose",
    "berapa unit malam ini, dose",
    "boleh menambah dosis?, dose",
    "can I stop metformin, stopping",
    "metformin chhod du kya, stopping",
    "क्या दवा बंद करूं, stopping",
    "boleh berhenti minum obat?, stopping",
    "I am pregnant what to eat, pregnancy",
    "pregnancy me fruit, pregnancy",
    "मैं गर्भवती हूं, pregnancy",
    "saya hamil 3 bulan, pregnancy",
    "my child has sugar, children",
    "mera beta nahi khata, children",
    "मेरे बच्चे को मीठा, children",
    "anak saya sering haus, children",
    "chest feels tight, chest-pain",
    "seene mein jalan, chest-pain",
    "सीने में दर्द, chest-pain",
    "dada saya nyeri, chest-pain",
    "I want to die, self-harm",
    "jeena nahi chahta, self-harm",
    "आत्महत्या, self-harm",
    "ingin bunuh diri, self-harm",
    "which hospital is open, emergency",
    "vomiting since morning, emergency",
    "saya muntah terus, emergency",
  })
  void onlyAPersonAnswers(String text, String topic) {
    assertThat(ForbiddenTopics.forPersonsOnly(text)).contains(topic);
    assertThat(ForbiddenTopics.forModels(text)).isPresent();
    assertThat(ForbiddenTopics.forModels(text.toUpperCase(java.util.Locale.ROOT))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what does my hba1c of 9 mean", "creatinine 1.4 is it ok", "मेरी रिपोर्ट देखो",
            "hasil saya",
        "how to store insulin", "metformin khali pet", "दवा कहाँ रखें", "obat saya"
      })
  void noModelSeesLaboratoryOrMedicinesButTheLibraryMayAnswer(String text) {
    assertThat(ForbiddenTopics.forModels(text)).isPresent();
    assertThat(ForbiddenTopics.forPersonsOnly(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the thing showed sixty two this morning",
        "how do I wash my feet",
        "what can I eat at a wedding",
        "aaj accha laga",
        "terima kasih banyak",
        "subah chai pi",
        "bagaimana cara merawat kaki"
      })
  void restIsFree(String text) {
    assertThat(ForbiddenTopics.forModels(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "call Asha on +91 98765 43210         | call [name] on [number]",
        "my number is ९८७६५४३२१०              | my number is [number]",
        "mail asha.rao@example.org or see http://x.example/1 | mail [address] or see [address]",
        "asha's sugar 62 at 07:30, 110 at 9   | [name]'s sugar 62 at 07:30, 110 at 9",
        "Aadhaar 1234 5678 9012               | Aadhaar [number]",
        "Ashaben and Raoul stay               | Ashaben and Raoul stay",
      })
  void identifiersAreTakenOut(String text, String stripped) {
    assertThat(Identifiers.strip(text, List.of("Asha Rao", "Li"))).isEqualTo(stripped);
  }
}
