package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Patience;
import procare.hl7.Samples;
import procare.mllp.MllpServer;
import procare.mllp.Sender;

/** A laboratory's message through the whole hub. */
@HubTest
class Hl7Test {
  @Autowired private MllpServer server;
  @Autowired private JdbcTemplate jdbc;

  @Test
  void isAcknowledgedTakesItsTurnAndIsToldOnTheBus() throws Exception {
    String id = "SPINE" + System.nanoTime();
    try (Sender laboratory = new Sender(server.port())) {
      laboratory.send(
          Samples.utf8(Samples.text("oru-r01-hba1c-high.er7").replace("APX20260815000001", id)));
      assertThat(laboratory.msa()).isEqualTo("AA|" + id);
    }
    await().atMost(Patience.LONG).until(() -> !"received".equals(message(id).get("state")));
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                jdbc.queryForList(
                        "select 1 from event_log e join outbox o on o.event_id = e.id where e.correlation_id = ?",
                        message(id).get("id").toString())
                    .isEmpty());
    assertThat(
            jdbc.queryForList(
                "select type from event_log where correlation_id = ? order by time, id",
                String.class,
                message(id).get("id").toString()))
        .startsWith("lab.message.received");
  }

  private Map<String, Object> message(String id) {
    return jdbc.queryForMap("select id, state from hl7_message where control_id = ?", id);
  }
}
