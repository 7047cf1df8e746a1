package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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

  @ParameterizedTest
  @CsvSource({
    "le li, TAKEN, Noted as taken, TEXT",
    "done, TAKEN, Noted as taken, TEXT",
    "1, TAKEN, Noted as taken, TEXT",
    "2, NOT_TAKEN, not taken, TEXT",
    "3, SNOOZED, 30 minutes, TEXT",
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

  @Test
  void withoutAReminderNumbersStayReadings() {
    Somebody patient = folk.patient();
    whatsapp.write(patient, "le li");
    whatsapp.awaitText(patient, "No reminder of a medicine");
    whatsapp.write(patient, "2");
    whatsapp.awaitText(patient, "without a unit");
  }

  private Somebody reminded() {
    Somebody patient = folk.patient();
    String soon =
        LocalTime.now(ZoneId.of("Asia/Kolkata")).truncatedTo(ChronoUnit.MINUTES).toString();
    String id =
        http.post(
                "/api/v1/reminder-plans",
                folk.token(patient),
                "{\"kind\":\"MEDICATION\",\"text\":\"Metformin\",\"timing\":{\"timeOfDay\":[\""
                    + soon
                    + "\"]}}")
            .is(201)
            .text("/id");
    // Due today and not tomorrow: nobody waits for a minute to begin.
    store
        .jdbc()
        .update(
            "update reminder_next set local_date = local_date - 1, due_at = due_at - interval '1 day'"
                + " where plan_id = ?::uuid and due_at > now() + interval '1 hour'",
            id);
    whatsapp.awaitText(patient, "Time for your medicine");
    store.awaitDelivery(patient, "reminder.medication", "sent", "delivered", "read");
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
                            java.time.Instant.now().getEpochSecond())))))
        .is(200);
  }
}
