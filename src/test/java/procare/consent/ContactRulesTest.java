package procare.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import procare.delivery.Attempt;
import procare.delivery.Button;

/** Consent, quiet hours, the day's limit and the digest, decided when a message is claimed. */
class ContactRulesTest {
  /** Noon in India. */
  private static final Instant NOON = Instant.parse("2026-03-10T06:30:00Z");

  private final Mailbox mail = new Mailbox(NOON);

  @ParameterizedTest
  @CsvSource({
    "reminder.medication, medication",
    "reminder.medication.snoozed, medication",
    "reminder.refill, medication",
    "reminder.appointment, appointment",
    "reminder.lab, lab",
    "reminder.education, education",
    "reminder.follow-up, appointment",
    "nudge.no-data, nudge",
  })
  void stoppingACategoryStopsThatAndNoOther(String template, String category) {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    for (Category other : Category.values()) {
      if (!other.code().equals(category) && other != Category.ALL) {
        mail.say(patient, other, false);
      }
    }
    assertThat(mail.claim(mail.put(patient, "REMINDER", template))).as("others off").isNotNull();
    UUID queued = mail.put(patient, "REMINDER", template);
    mail.say(patient, Category.of(category).orElseThrow(), false);
    assertThat(mail.state(queued))
        .as("queued before, due, stopped at once")
        .isEqualTo("suppressed");
    UUID later = mail.put(patient, "REMINDER", template);
    assertThat(mail.claim(later)).isNull();
    assertThat(mail.state(later)).isEqualTo("suppressed");
    assertThat(mail.reason(later)).isEqualTo("opted out");
    mail.say(patient, Category.of(category).orElseThrow(), true);
    assertThat(mail.claim(mail.put(patient, "REMINDER", template))).as("in again").isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMERGENCY", "ALERT", "FOLLOW_UP", "REPLY"})
  void afterStopEmergenciesAndAnswersStillGoAndNeverCount(String kind) {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    mail.say(patient, Category.ALL, false);
    mail.moveTo(Instant.parse("2026-03-10T20:00:00Z"));
    for (int i = 0; i < 12; i++) {
      assertThat(mail.claim(mail.put(patient, kind, "any"))).isNotNull();
    }
    assertThat(Mailbox.counted(patient)).isZero();
    assertThat(mail.claim(mail.put(patient, "NOTICE", "any"))).isNull();
  }

  @Test
  void aCaregiversFeedNeedsTheirYesAndThePatients() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID first = Mailbox.person("Asia/Kolkata");
    UUID second = Mailbox.person("Asia/Kolkata");
    mail.say(first, Category.CAREGIVER_FEED, false);
    Duration day = Duration.ofDays(1);
    assertThat(mail.claim(mail.put(first, patient, "NOTICE", "missed", NOON, day))).isNull();
    assertThat(mail.claim(mail.put(first, patient, "ALERT", "alert", NOON, day))).isNotNull();
    assertThat(mail.claim(mail.put(second, patient, "NOTICE", "missed", NOON, day))).isNotNull();
    mail.say(patient, Category.CAREGIVER_FEED, false);
    assertThat(mail.claim(mail.put(second, patient, "NOTICE", "missed", NOON, day))).isNull();
    assertThat(mail.claim(mail.put(patient, "REMINDER", "reminder.lab"))).isNotNull();
  }

  @Test
  void theSixthOfADayIsSuppressedAndMidnightBeginsAnew() {
    UUID patient = Mailbox.patient("Asia/Jakarta");
    mail.moveTo(Instant.parse("2026-03-10T01:00:00Z"));
    for (int i = 0; i < 5; i++) {
      UUID id = mail.put(patient, "REMINDER", "nudge.walk");
      assertThat(mail.claim(id)).isNotNull();
      mail.sent(id);
    }
    UUID sixth = mail.put(patient, "REMINDER", "reminder.medication");
    assertThat(mail.claim(sixth)).isNull();
    assertThat(mail.state(sixth)).isEqualTo("suppressed");
    assertThat(mail.reason(sixth)).contains("limit of 5");
    mail.moveTo(Instant.parse("2026-03-10T17:00:00Z"));
    assertThat(mail.claim(mail.put(patient, "REMINDER", "reminder.medication")))
        .as("00:00 in Jakarta")
        .isNotNull();
  }

  @Test
  void aRetryCountsOnceADay() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID id = mail.put(patient, "REMINDER", "nudge.walk");
    for (int i = 0; i < 8; i++) {
      assertThat(mail.claim(id)).isNotNull();
      Mailbox.JDBC.update("update delivery set state = 'pending' where id = ?", id);
    }
    assertThat(Mailbox.counted(patient)).isEqualTo(1);
  }

  @Test
  void roomIsKeptForWhatRanksHigherLaterThatDay() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    for (int hour = 2; hour < 5; hour++) {
      mail.put(
          patient,
          patient,
          "REMINDER",
          "reminder.medication",
          NOON.plus(Duration.ofHours(hour)),
          Duration.ofHours(2));
    }
    List<Attempt> nudges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      nudges.add(mail.claim(mail.put(patient, "REMINDER", "nudge.walk")));
    }
    assertThat(nudges.get(1)).isNotNull();
    assertThat(nudges.get(2)).as("the last three of the day are the medicines'").isNull();
  }

  @Test
  void whatIsDueWithinHalfAnHourIsOneMessageThatFollowsOneFate() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID education = mail.put(patient, "REMINDER", "reminder.education");
    UUID medicine = mail.put(patient, "REMINDER", "reminder.medication");
    UUID soon =
        mail.put(
            patient,
            patient,
            "REMINDER",
            "reminder.lab",
            NOON.plusSeconds(1200),
            Duration.ofHours(9));
    UUID nextDose =
        mail.put(
            patient,
            patient,
            "REMINDER",
            "reminder.medication",
            NOON.plusSeconds(1200),
            Duration.ofHours(2));
    UUID later =
        mail.put(
            patient,
            patient,
            "REMINDER",
            "reminder.lab",
            NOON.plusSeconds(3600),
            Duration.ofHours(9));
    assertThat(mail.claim(education)).as("the medicine is first and takes it along").isNull();
    assertThat(mail.state(education)).isEqualTo("pending");
    Attempt attempt = mail.claim(medicine);
    assertThat(attempt.body())
        .contains(medicine.toString(), education.toString(), soon.toString())
        .doesNotContain(later.toString(), nextDose.toString());
    assertThat(mail.claim(soon)).isNull();
    assertThat(mail.state(soon)).isEqualTo("sending");
    assertThat(mail.row(soon).get("merged_into")).isEqualTo(medicine);
    assertThat(Mailbox.counted(patient)).isEqualTo(1);
    mail.sent(medicine);
    assertThat(mail.state(education)).isEqualTo("sent");
    assertThat(mail.state(soon)).isEqualTo("sent");
    assertThat(mail.state(later)).isEqualTo("pending");
    Mailbox.JDBC.update("update delivery set state = 'read' where id = ?", medicine);
    assertThat(mail.state(education)).isEqualTo("read");
  }

  @ParameterizedTest
  @CsvSource({"evolution, 0, sending", "cloudapi, 1, sending", "cloudapi, 0, pending"})
  void whereOnlyTemplatesGoEachMessageGoesByItself(String gateway, int wrote, String other) {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID medicine = mail.put(patient, "REMINDER", "reminder.medication");
    UUID lab = mail.put(patient, "REMINDER", "reminder.lab");
    Mailbox.JDBC.update("update delivery set gateway = ? where person_id = ?", gateway, patient);
    for (int i = 0; i < wrote; i++) {
      mail.wrote(patient, gateway, NOON.minus(Duration.ofHours(23)));
    }
    mail.wrote(patient, gateway, NOON.minus(Duration.ofHours(24)));
    assertThat(mail.claim(medicine)).isNotNull();
    assertThat(mail.state(lab)).isEqualTo(other);
    mail.sent(medicine);
    assertThat(mail.claim(lab) == null).isEqualTo(other.equals("sending"));
  }

  @Test
  void aDigestThatIsRefusedForTheWindowIsTakenApart() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID medicine = mail.put(patient, "REMINDER", "reminder.medication");
    UUID lab = mail.put(patient, "REMINDER", "reminder.lab");
    Mailbox.JDBC.update("update delivery set gateway = 'cloudapi' where person_id = ?", patient);
    mail.wrote(patient, "cloudapi", NOON.minusSeconds(60));
    assertThat(mail.claim(medicine).body()).contains(lab.toString());
    mail.sent(medicine);
    mail.refusedForTheWindow(medicine);
    assertThat(mail.state(lab)).isEqualTo("pending");
    Attempt again = mail.claim(medicine);
    assertThat(again.asTemplate()).isTrue();
    assertThat(mail.claim(lab).asTemplate()).isTrue();
    mail.sent(medicine);
    assertThat(mail.state(lab)).as("no longer follows").isEqualTo("sending");
  }

  @Test
  void aDigestHasTheButtonsOfItsDose() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    UUID urgent = mail.put(patient, "NOTICE", "critical.lab");
    UUID medicine = mail.put(patient, "REMINDER", "reminder.medication");
    Mailbox.JDBC.update(
        "update delivery set buttons = '[{\"id\":\"dose.taken\",\"title\":\"Taken\"}]' where id = ?",
        medicine);
    assertThat(mail.claim(urgent).buttons()).extracting(Button::id).containsExactly("dose.taken");
  }

  @Test
  void aDigestIsNoLongerThanAMessageMayBe() {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ids.add(mail.put(patient, "REMINDER", "reminder.lab"));
      Mailbox.JDBC.update("update delivery set body = repeat('x', 900) where id = ?", ids.get(i));
    }
    assertThat(mail.claim(ids.get(0)).body().length()).isBetween(1800, 3500);
    assertThat(mail.state(ids.get(5))).isEqualTo("pending");
  }

  @ParameterizedTest
  @CsvSource({
    // local time in India, kind of message, what becomes of it
    "20:59, reminder.appointment, sending",
    "21:00, reminder.appointment, pending",
    "23:30, reminder.lab, pending",
    "03:00, nudge.walk, expired",
    "06:59, reminder.education, expired",
    "07:00, reminder.education, sending",
    "22:00, reminder.medication, sending",
    "22:00, reminder.refill, pending",
    "22:00, critical.lab, sending",
  })
  void quietHours(String time, String template, String state) {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    mail.moveTo(OffsetDateTime.parse("2026-03-10T" + time + ":00+05:30").toInstant());
    UUID id = mail.put(patient, "REMINDER", template);
    mail.claim(id);
    assertThat(mail.state(id)).isEqualTo(state);
    if (state.equals("pending")) {
      Instant due =
          Mailbox.JDBC
              .queryForObject(
                  "select next_attempt_at from delivery where id = ?", OffsetDateTime.class, id)
              .toInstant();
      Instant seven = Instant.parse("2026-03-11T01:30:00Z");
      assertThat(due).isBetween(seven, seven.plusSeconds(1800));
      mail.moveTo(due);
      assertThat(mail.claim(id)).isNotNull();
    }
  }

  @Test
  void ownQuietHoursCountAndWhatIsStaleByMorningExpires() {
    UUID nurse = Mailbox.patient("Asia/Kolkata");
    Mailbox.quiet(nurse, "10:00", "18:00");
    UUID id = mail.put(nurse, nurse, "REMINDER", "reminder.appointment", NOON, Duration.ofHours(2));
    assertThat(mail.claim(id)).isNull();
    assertThat(mail.state(id)).as("of no use by 18:00").isEqualTo("expired");
    mail.moveTo(Instant.parse("2026-03-10T18:00:00Z"));
    assertThat(mail.claim(mail.put(nurse, "REMINDER", "reminder.appointment"))).isNotNull();
    UUID never = Mailbox.patient("Asia/Kolkata");
    Mailbox.quiet(never, "00:00", "00:00");
    assertThat(mail.claim(mail.put(never, "REMINDER", "nudge.walk"))).isNotNull();
  }

  @Test
  void aZoneThatNobodyKnowsHoldsNothingBack() {
    UUID patient = Mailbox.patient("Mars/Olympus");
    assertThat(mail.claim(mail.put(patient, "REMINDER", "reminder.lab"))).isNotNull();
    UUID nobody = mail.put(null, patient, "NOTICE", "any", NOON, Duration.ofHours(1));
    assertThat(mail.claim(nobody)).isNull();
    assertThat(mail.reason(nobody)).isEqualTo("nobody opted in");
  }

  @Test
  void manySendersTogetherKeepTheLimitAndSendEachOnce() throws Exception {
    UUID patient = Mailbox.patient("Asia/Kolkata");
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(mail.put(patient, "REMINDER", "nudge.walk"));
      Mailbox.JDBC.update("update delivery set body = repeat('x', 3400) where id = ?", ids.get(i));
    }
    List<Callable<Attempt>> claims = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      ids.forEach(id -> claims.add(() -> mail.claim(id)));
    }
    ExecutorService senders = Executors.newFixedThreadPool(8);
    int sent = 0;
    try {
      for (Future<Attempt> claim : senders.invokeAll(claims)) {
        sent += claim.get() == null ? 0 : 1;
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(sent).isEqualTo(5);
    assertThat(Mailbox.counted(patient)).isEqualTo(5);
  }
}
