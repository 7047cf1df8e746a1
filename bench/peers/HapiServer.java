import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v251.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.model.v251.segment.OBX;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.protocol.ReceivingApplicationException;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** HAPI's server, which stores message, three results and outbox in one statement and then acknowledges. */
public final class HapiServer implements ReceivingApplication<Message> {
  private static final String STORE =
      "with m as (insert into peer_message (id, control_id, raw) values (?, ?, ?)),"
          + " r as (insert into peer_result (message_id, place, code, value, unit) values (?, 1, ?, ?, ?), (?, 2, ?, ?, ?), (?, 3, ?, ?, ?))"
          + " insert into peer_outbox (message_id, type, envelope) values (?, 'lab.message.received', ?::jsonb)";
  private final HikariDataSource pool;

  private HapiServer(HikariDataSource pool) {
    this.pool = pool;
  }

  public static void main(String[] arguments) throws Exception {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(arguments[1]);
    pool.setMaximumPoolSize(24);
    HL7Service server = new DefaultHapiContext().newServer(Integer.parseInt(arguments[0]), false);
    server.registerApplication("ORU", "R01", new HapiServer(pool));
    server.startAndWait();
    Thread.currentThread().join();
  }

  @Override
  public Message processMessage(Message message, Map<String, Object> metadata) throws ReceivingApplicationException, HL7Exception {
    ORU_R01 report = (ORU_R01) message;
    UUID id = UUID.randomUUID();
    try (Connection connection = pool.getConnection(); PreparedStatement store = connection.prepareStatement(STORE)) {
      int p = 1;
      store.setObject(p++, id);
      store.setString(p++, report.getMSH().getMessageControlID().getValue());
      store.setString(p++, String.valueOf(metadata.get("raw-message")));
      ORU_R01_ORDER_OBSERVATION order = report.getPATIENT_RESULT().getORDER_OBSERVATION();
      for (int i = 0; i < 3; i++) {
        OBX obx = order.getOBSERVATION(i).getOBX();
        store.setObject(p++, id);
        store.setString(p++, obx.getObservationIdentifier().getIdentifier().getValue());
        store.setString(p++, obx.getObservationValue(0).encode());
        store.setString(p++, obx.getUnits().getIdentifier().getValue());
      }
      store.setObject(p++, id);
      store.setString(p, "{\"id\":\"" + id + "\",\"type\":\"lab.message.received\"}");
      store.executeUpdate();
      return message.generateACK();
    } catch (SQLException | IOException e) {
      throw new ReceivingApplicationException(e);
    }
  }

  @Override
  public boolean canProcess(Message message) {
    return true;
  }
}
