package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import procare.Json;
import procare.spine.Folk.Somebody;
import procare.spine.ReadGateways.Written;
import procare.whatsapp.reconciliation.Reconciliation;

/** What Evolution's webhooks lose comes from its history, once. */
@HubTest
class ReconciliationTest {
  @Autowired Http http;
  @Autowired Folk folk;
  @Autowired Store store;
  @Autowired Partners partners;
  @Autowired Reconciliation reconciliation;
  @Autowired ReadGateways gateways;

  @BeforeEach
  void seenUntilNow() {
    reconciliation.dueAll();
    store.awaitNone("outbox");
  }

  @Test
  void aLostMessageIsFoundAndAKnownOneHasNoEffect() {
    Somebody lost = folk.patient();
    Somebody known = folk.patient();
    write(known, "sugar 45", false);
    store.awaitCount(1, "emergency where patient_id = ?", known.id());
    write(lost, "sugar 52", true);
    assertThat(store.count("inbound_message where sender = ?", lost.phone())).isZero();
    reconciliation.dueAll();
    store.awaitCount(1, "emergency where patient_id = ?", lost.id());
    reconciliation.dueAll();
    store.awaitNone("outbox");
    for (Somebody somebody : new Somebody[] {lost, known}) {
      assertThat(store.count("inbound_message where sender = ?", somebody.phone())).isEqualTo(1);
      assertThat(store.readings(somebody)).isEqualTo(1);
    }
  }

  @Test
  void gowaIsReadChatByChat() {
    Somebody lost = folk.patient();
    Somebody old = folk.patient();
    Instant now = Instant.now();
    gateways.write(new Written(WhatsApp.messageId(), lost.phone(), "sugar 52", now.toString()));
    gateways.write(
        new Written(
            WhatsApp.messageId(), old.phone(), "sugar 52", now.minusSeconds(7_200).toString()));
    reconciliation.dueAll();
    store.awaitCount(
        1,
        "inbound_message where person_id = ? and gateway = 'gowa' and instance = 'procare'",
        lost.id());
    store.awaitCount(1, "emergency where patient_id = ?", lost.id());
    reconciliation.dueAll();
    store.awaitNone("outbox");
    assertThat(store.readings(lost)).isEqualTo(1);
    assertThat(store.count("inbound_message where sender = ?", old.phone())).isZero();
    assertThat(gateways.asked())
        .anyMatch(a -> a.startsWith("GET /gowa/chats?device_id=procare&limit=100&offset=0"))
        .anyMatch(a -> a.startsWith("GET /gowa/chat/" + lost.phone() + "@s.whatsapp.net/messages?"))
        .noneMatch(a -> a.contains("@g.us"));
  }

  @Test
  void aGatewayThatDoesNotAnswerIsAskedForTheSameTimeAgain() {
    partners.fail("evolution", "{\"mode\":\"garbage\"}");
    Somebody lost = folk.patient();
    write(lost, "sugar 52", true);
    reconciliation.dueAll();
    store.awaitCount(1, "gateway_watermark where gateway = 'evolution' and reason is not null");
    assertThat(store.count("inbound_message where sender = ?", lost.phone())).isZero();
    partners.fail("evolution", "{\"mode\":\"ok\"}");
    reconciliation.dueAll();
    store.awaitCount(1, "emergency where patient_id = ?", lost.id());
    store.awaitCount(1, "gateway_watermark where gateway = 'evolution' and reason is null");
  }

  private void write(Somebody from, String text, boolean lost) {
    http.post(
            "/twins/evolution/inbound",
            null,
            Json.write(Map.of("number", from.phone(), "text", text, "lost", lost)))
        .is(202);
  }
}
