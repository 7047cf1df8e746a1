package procare.spine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import procare.Patience;
import procare.hl7.Samples;
import procare.mllp.MllpServer;
import procare.mllp.Sender;
import procare.security.Role;

/** Operators see what became of HL7 messages and give those put aside another turn. */
@HubTest
class Hl7OperationsTest {
  private static final String MESSAGES = "/api/v1/operations/hl7-messages";
  @Autowired private MllpServer server;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Http http;
  @Autowired private Folk folk;
  private String operator;

  @BeforeEach
  void login() {
    operator = folk.token(folk.somebody(Role.OPERATOR));
  }

  @Test
  void aMessagePutAsideIsSeenWithoutItsContentsAndHandledAgain() throws Exception {
    String control = "OPS" + System.nanoTime();
    try (Sender laboratory = new Sender(server.port())) {
      String text = Samples.text("oru-r01-hba1c-high.er7").replace("APX20260815000001", control);
      laboratory.send(Samples.utf8(text));
      laboratory.msa();
      // Other content under the same control id is for a person to decide.
      laboratory.send(Samples.utf8(text.replace("||8.4|", "||8.5|")));
      laboratory.msa();
    }
    UUID id =
        jdbc.queryForObject(
            "select id from hl7_message where control_id = ? and state = 'conflict'",
            UUID.class,
            control);
    String list =
        http.get(MESSAGES + "?state=conflict&limit=5", operator).is(200).json().toString();
    assertThat(list)
        .contains(id.toString(), control)
        .doesNotContain("PID|")
        .doesNotContain("4548-4");
    http.post(MESSAGES + "/" + id + "/again", operator, "{}").is(200);
    await()
        .atMost(Patience.LONG)
        .until(
            () ->
                "done"
                    .equals(
                        jdbc.queryForObject(
                            "select state from hl7_message where id = ?", String.class, id)));
    http.post(MESSAGES + "/" + id + "/again", operator, "{}").isProblem(404, "not-found");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from audit_entry where resource_type = 'hl7_message' and resource_id = ?",
                Long.class,
                id.toString()))
        .isOne();
    http.get(MESSAGES + "?state=lost", operator).is(400);
    http.get(MESSAGES, folk.token(folk.somebody(Role.DOCTOR))).is(403);
  }

  @Test
  void theApplicationsAcknowledgementIsThereForWhoFetchesIt() {
    UUID id = UUID.randomUUID();
    jdbc.update(
        "insert into hl7_message (id, received_at, partner, kind, application, facility, control_id, type, accepted, state, ack_code,"
            + " flags, order_keys, body_hash, raw, charset, application_ack)"
            + " values (?, now(), 'apex', 'lab', 'LIS', 'APEX', 'C1', 'ORU^R01', true, 'done', 'AA', '{}', '{}', ?, 'MSH', 'UTF-8',"
            + " 'MSH|^~x\\015MSA|AA|C1')",
        id,
        id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String path = MESSAGES + "/" + id + "/acknowledgement";
    assertThat(http.get(path, operator).is(200).text("/acknowledgement"))
        .isEqualTo("MSH|^~x\rMSA|AA|C1");
    jdbc.update("update hl7_message set application_ack = null where id = ?", id);
    http.get(path, operator).isProblem(404, "not-found");
    jdbc.update("delete from hl7_message where id = ?", id);
  }
}
