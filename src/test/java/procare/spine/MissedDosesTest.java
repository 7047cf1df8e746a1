package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** Whom the hub tells of a dose that nobody confirmed, from the plan to the caregiver's phone. */
@HubTest
class MissedDosesTest {
  private static final String NOTICES =
      "delivery where patient_id = ? and template = 'dose.missed.caregiver'";

  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;
  @Autowired Partners partners;
  @Autowired Medicines medicines;

  @Test
  void bothCaregiversHearOfACriticalDoseOnceAndThatItWasTakenAfterAll() {
    Somebody patient = folk.patient();
    Somebody one = folk.caregiver(patient);
    Somebody other = folk.caregiver(patient);
    medicines.tell(patient, folk.doctor(patient, 1), "evolution", true, 90);
    medicines.miss(patient);
    for (Somebody caregiver : new Somebody[] {one, other}) {
      assertThat(whatsapp.awaitText(caregiver, "has not confirmed Metformin"))
          .startsWith(patient.name())
          .contains("for the doctor");
    }
    store.awaitCount(
        1,
        "event_log where type = 'medication.missed' and patient_id = ?"
            + " and envelope::jsonb #>> '{data,critical}' = 'true'",
        patient.id());
    whatsapp.write(patient, "sorry, took it just now");
    whatsapp.awaitText(patient, "Noted as taken");
    for (Somebody caregiver : new Somebody[] {one, other}) {
      whatsapp.awaitText(caregiver, "has taken Metformin");
      assertThat(whatsapp.textsTo(caregiver)).hasSize(2);
    }
    assertThat(whatsapp.textsTo(patient)).noneMatch(text -> text.contains("has not confirmed"));
    store.awaitCount(
        1, "reminder_occurrence where patient_id = ? and retracted_at is not null", patient.id());
  }

  @Test
  void oneMissedDoseThatIsNotCriticalIsThePatientsOwnMatter() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    medicines.tell(patient, patient, "evolution", false, 90);
    medicines.miss(patient);
    // The next thing that the caregiver is told comes after; so nothing was on its way before it.
    whatsapp.write(patient, "sugar 40");
    whatsapp.awaitText(caregiver, "has a LOW sugar");
    assertThat(whatsapp.textsTo(caregiver)).hasSize(1);
    assertThat(store.count(NOTICES, patient.id())).isZero();
    assertThat(
            store.count(
                "event_log where type = 'medication.missed' and patient_id = ?", patient.id()))
        .isZero();
  }

  @Test
  void whoWantsNoNewsGetsNone() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    whatsapp.write(caregiver, "STOP");
    whatsapp.awaitText(caregiver, "no more news");
    medicines.tell(patient, folk.doctor(patient, 1), "evolution", true, 90);
    medicines.miss(patient);
    store.awaitCount(
        1, NOTICES + " and state = 'suppressed' and reason = 'opted out'", patient.id());
    assertThat(whatsapp.textsTo(caregiver)).noneMatch(text -> text.contains("Metformin"));
  }

  /**
   * Neither wrote to Meta's number for a day, so only templates may go: decided when they leave.
   */
  @Test
  void outsideMetasWindowReminderNoticeAndWarningAreTemplates() {
    Somebody patient = folk.patient();
    Somebody caregiver = folk.caregiver(patient);
    store
        .jdbc()
        .update("update person set whatsapp_gateway = 'cloudapi' where id = ?", caregiver.id());
    medicines.tell(patient, folk.doctor(patient, 1), "cloudapi", true, 3);
    JsonNode reminder = template(patient, "reminder_medication");
    assertThat(reminder.findValuesAsText("payload"))
        .containsExactly("dose.taken", "dose.not-taken", "dose.later");
    medicines.miss(patient);
    JsonNode notice = template(caregiver, "dose_missed_caregiver");
    assertThat(notice.at("/components/0/parameters").findValuesAsText("text"))
        .startsWith(patient.name(), "Metformin")
        .hasSize(3);
    // By another number than the one that reminds: Meta's window stays closed.
    whatsapp.write(patient, "taken");
    template(caregiver, "dose_taken_after_all_caregiver");
    JsonNode warning = template(patient, "reminder_refill_needed");
    assertThat(warning.at("/components/0/parameters").findValuesAsText("text"))
        .containsExactly("Metformin", "2");
    Map<String, Object> row =
        store.awaitDelivery(patient, "reminder.refill-needed", "sent", "delivered", "read");
    assertThat(row.get("gateway")).isEqualTo("cloudapi");
  }

  private JsonNode template(Somebody to, String name) {
    return await(name)
        .atMost(Patience.LONG)
        .until(
            () ->
                partners.asked("cloudapi").stream()
                    .filter(body -> to.phone().equals(body.path("to").asText()))
                    .map(body -> body.path("template"))
                    .filter(template -> name.equals(template.path("name").asText()))
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }
}
