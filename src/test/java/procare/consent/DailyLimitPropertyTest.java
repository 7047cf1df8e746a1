package procare.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams of messages over nights, zones and changes of the clocks: never more than five a
 * local day, nothing but planned medicines at night, and no emergency held or counted.
 */
class DailyLimitPropertyTest {
  private static final List<String> TEMPLATES =
      List.of(
          "critical.lab",
          "reminder.medication",
          "reminder.appointment",
          "reminder.lab",
          "reminder.education",
          "nudge.walk",
          "reminder.refill");

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata, 2026-03-10", "Asia/Jakarta, 2026-03-10", "America/New_York, 2026-03-07",
    "America/New_York, 2026-10-31", "Europe/Berlin, 2026-03-28", "Europe/Berlin, 2026-10-24",
    "Australia/Lord_Howe, 2026-04-04", "America/Santiago, 2026-09-05", "Africa/Cairo, 2026-04-23",
    "Pacific/Apia, 2026-03-10", "Pacific/Kiritimati, 2026-03-10", "Asia/Kathmandu, 2026-03-10",
  })
  void holds(String zoneName, String firstDay) {
    ZoneId zone = ZoneId.of(zoneName);
    Random random = new Random(zoneName.hashCode() ^ firstDay.hashCode());
    Instant start = LocalDate.parse(firstDay).atStartOfDay(zone).toInstant();
    Mailbox mail = new Mailbox(start);
    UUID patient = Mailbox.patient(zoneName);
    List<UUID> waiting = new ArrayList<>();
    Map<LocalDate, Integer> sent = new HashMap<>();
    int emergencies = 0;
    for (int step = 0; step < 300; step++) {
      mail.moveTo(mail.now().plusSeconds(random.nextInt(1200)));
      if (random.nextInt(6) == 0) {
        UUID emergency = mail.put(patient, random.nextBoolean() ? "EMERGENCY" : "FOLLOW_UP", "any");
        assertThat(mail.claim(emergency)).as("an emergency is never held").isNotNull();
        mail.sent(emergency);
        emergencies++;
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        String template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        waiting.add(
            mail.put(
                patient,
                patient,
                random.nextBoolean() ? "REMINDER" : "NOTICE",
                template,
                mail.now().plusSeconds(random.nextInt(7200)),
                Duration.ofHours(1 + random.nextInt(14))));
      }
      ZonedDateTime local = mail.now().atZone(zone);
      for (UUID id : List.copyOf(waiting)) {
        if (mail.claim(id) != null) {
          sent.merge(local.toLocalDate(), 1, Integer::sum);
          boolean night =
              local.toLocalTime().isBefore(LocalTime.of(7, 0))
                  || !local.toLocalTime().isBefore(LocalTime.of(21, 0));
          String template = mail.row(id).get("template").toString();
          if (night) {
            assertThat(template).as("at %s", local).matches("reminder\\.medication|critical\\.lab");
          }
          mail.sent(id);
        }
        if (!mail.state(id).equals("pending")) {
          waiting.remove(id);
        }
      }
    }
    assertThat(sent.values()).isNotEmpty().allSatisfy(n -> assertThat(n).isBetween(1, 5));
    assertThat(sent.values()).as("the streams are more than the limit").contains(5);
    assertThat(Mailbox.counted(patient))
        .isEqualTo(sent.values().stream().mapToInt(Integer::intValue).sum());
    assertThat(emergencies).isGreaterThan(10);
  }
}
