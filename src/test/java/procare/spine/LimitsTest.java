package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Patience;
import procare.spine.Folk.Somebody;

/** More than ten messages a minute of one number: kept, read for danger, answered later. */
@HubTest
class LimitsTest {
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Store store;

  @Test
  void beyondTheLimitOnlyDangerIsAnsweredAtOnce() {
    Somebody patient = folk.patient();
    for (int i = 0; i < 10; i++) {
      whatsapp.write(patient, "sugar " + (120 + i));
    }
    for (int i = 10; i < 14; i++) {
      assertThat(whatsapp.write(patient, "sugar " + (120 + i)).text("/result")).isEqualTo("stored");
    }
    whatsapp.write(patient, "62");
    whatsapp.awaitText(patient, "62 mg/dL is LOW");
    store.awaitCount(15, "inbound_message where person_id = ? and state = 'HANDLED'", patient.id());
    assertThat(store.readings(patient)).isEqualTo(15);
    List<Map<String, Object>> late =
        store
            .jdbc()
            .queryForList(
                "select d.state, d.next_attempt_at > m.received_at + interval '1 second' as later from delivery d"
                    + " join inbound_message m on m.correlation_id = d.correlation_id"
                    + " where d.person_id = ? and d.template = 'reading.logged.normal' and m.answer_after is not null",
                patient.id());
    assertThat(late).hasSize(4).allMatch(d -> (boolean) d.get("later"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60).plus(Patience.LONG))
        .until(
            () ->
                whatsapp.textsTo(patient).stream().filter(t -> t.contains("Noted")).count() == 14);
  }

  @Test
  void strangersAreHelped() {
    String stranger = Folk.phone();
    whatsapp.write(stranger, "sugar 142");
    whatsapp.awaitText(stranger, "not registered with ProCare");
    String inDanger = Folk.phone();
    whatsapp.write(inDanger, "chest pain");
    whatsapp.awaitText(inDanger, "Call 112 now");
    String low = Folk.phone();
    whatsapp.write(low, "sugar 45");
    whatsapp.awaitText(low, "Call 112");
    assertThat(
            store.count(
                "inbound_message where sender in (?, ?, ?) and person_id is null",
                stranger,
                inDanger,
                low))
        .isEqualTo(3);
  }
}
