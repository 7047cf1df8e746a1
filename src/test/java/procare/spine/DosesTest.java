package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.spine.Folk.Somebody;

/** From the plan to the message on WhatsApp, and from the patient's answer to the dose. */
@HubTest
class DosesTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  @Autowired Medicines medicines;

  @ParameterizedTest
  @CsvSource({
    "le li, TAKEN, Noted as taken, TEXT",
    "done, TAKEN, Noted as taken, TEXT",
    "1, TAKEN, Noted as taken, TEXT",
    "2, NOT_TAKEN, not taken, TEXT",
    "3, SNOOZED, 30 minutes, TEXT",
    "Taken, TAKEN, Noted as taken, TEXT",
    "Not taken, NOT_TAKEN, not taken, TEXT",
    "Later, SNOOZED, 30 minutes, TEXT",
    "remind me in 15 min, SNOOZED, 15 minutes, TEXT",
    "👍, TAKEN, Noted as taken, REACTION",
  })
  void anAnswerReachesItsDose(String words, String state, String reply, String source) {
    Somebody patient = reminded();
    if (source.equals("REACTION")) {
      react(patient, words);
    } else {
      whatsapp.write(patient, words);
    }
    store.awaitCount(
        1,
        "reminder_occurrence where patient_id = ? and state = ? and answer_source = ?",
        patient.id(),
        state,
        source);
    assertThat(whatsapp.awaitText(patient, reply)).contains("Metformin");
    assertThat(store.readings(patient)).isZero();
    assertThat(store.count("emergency where patient_id = ?", patient.id())).isZero();
  }

  /** Where there are no buttons they are numbers below the words. */
  @Test
  void theReminderOffersItsAnswers() {
    assertThat(whatsapp.awaitText(reminded(), "Time for your medicine"))
        .contains("\n1. Taken\n2. Not taken\n3. Later\n");
  }

  @ParameterizedTest
  @CsvSource({
    "dose.taken, Taken, TAKEN",
    "dose.not-taken, Not taken, NOT_TAKEN",
    "dose.later, Later, SNOOZED",
  })
  void aButtonOfMetaIsAnAnswer(String id, String title, String state) {
    Somebody patient = reminded("cloudapi");
    Map<String, Object> told =
        store.awaitDelivery(patient, "reminder.medication", "sent", "delivered", "read");
    assertThat(told.get("provider_message_id").toString()).startsWith("wamid.");
    http.post(
            "/twins/cloudapi/inbound",
            null,
            Json.tree(
                    Map.of(
                        "number",
                        patient.phone(),
                        "text",
                        title,
                        "buttonId",
                        id,
                        "quoted",
                        told.get("provider_message_id")))
                .toString())
        .is(202);
    store.awaitCount(
        1,
        "reminder_occurrence where patient_id = ? and state = ? and answer_source = 'BUTTON'",
        patient.id(),
        state);
  }

  @Test
  void withoutAReminderNumbersStayReadings() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "le li");
    whatsapp.awaitText(patient, "No reminder of a medicine");
    whatsapp.write(patient, "2");
    whatsapp.awaitText(patient, "without a unit");
  }

  private Somebody reminded() {
    Somebody patient = reminded("evolution");
    whatsapp.awaitText(patient, "Time for your medicine");
    return patient;
  }

  /** A patient who was told of a dose of this minute through a gateway. */
  private Somebody reminded(String gateway) {
    Somebody patient = folk.patient();
    medicines.tell(patient, patient, gateway, false, 90);
    return patient;
  }

  private void react(Somebody patient, String emoji) {
    Map<String, Object> told =
        store.awaitDelivery(patient, "reminder.medication", "sent", "delivered", "read");
    String jid = patient.phone() + "@s.whatsapp.net";
    whatsapp
        .webhook(
            Json.bytes(
                Json.tree(
                    Map.of(
                        "event",
                        "messages.upsert",
                        "instance",
                        "procare",
                        "data",
                        Map.of(
                            "key",
                            Map.of("remoteJid", jid, "fromMe", false, "id", WhatsApp.messageId()),
                            "message",
                            Map.of(
                                "reactionMessage",
                                Map.of(
                                    "key",
                                    Map.of("id", told.get("provider_message_id"), "fromMe", true),
                                    "text",
                                    emoji)),
                            "messageType",
                            "reactionMessage",
                            "messageTimestamp",
                            Instant.now().getEpochSecond())))))
        .is(200);
  }
}
