package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.spine.Folk.Somebody;

/** The broker stops: danger is answered all the same, and nothing is lost or doubled afterwards. */
@HubTest
class BrokerAwayTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired WhatsApp whatsapp;
  @Autowired Partners partners;
  @Autowired Store store;

  @Test
  void emergenciesLeaveWithoutTheBroker() {
    Somebody byChat = folk.patient();
    Somebody caregiver = folk.caregiver(byChat);
    Somebody byRest = folk.patient();
    Somebody harmless = folk.patient();
    String token = folk.token(byRest);
    long dead = store.count("dead_letter");
    partners.cutBroker();

    whatsapp.write(byChat, "48");
    http.post("/api/v1/glucose-readings", token, "{\"value\":2.5,\"unit\":\"mmol/L\"}").is(201);
    whatsapp.write(harmless, "sugar 142");
    whatsapp.awaitText(byChat, "48 mg/dL is VERY LOW");
    whatsapp.awaitText(byRest, "2.5 mmol/L is VERY LOW");
    whatsapp.awaitText(caregiver, "has a LOW sugar");
    assertThat(store.count("outbox")).isPositive();
    http.get("/actuator/health/readiness", null).is(200);
    http.get("/actuator/health/liveness", null).is(200);
    whatsapp.write(caregiver, "OK");
    store.awaitEmergency(byChat, "LOW", "ACKNOWLEDGED");

    partners.mendBroker();
    store.awaitNone("outbox");
    whatsapp.awaitText(harmless, "142 mg/dL");
    whatsapp.write(byChat, "120");
    store.awaitEmergency(byChat, "LOW", "RESOLVED");
    whatsapp.awaitText(caregiver, "is safe again");
    for (Somebody somebody : java.util.List.of(byChat, byRest, caregiver, harmless)) {
      assertThat(whatsapp.textsTo(somebody))
          .filteredOn(t -> !t.contains("no new reading"))
          .doesNotHaveDuplicates();
      assertThat(store.deliveries(somebody)).allMatch(d -> (int) d.get("attempts") <= 1);
    }
    assertThat(store.readings(byChat)).isEqualTo(2);
    assertThat(store.readings(byRest)).isEqualTo(1);
    assertThat(store.count("dead_letter")).isEqualTo(dead);
  }
}
