package procare.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Ids;
import procare.Json;
import procare.Sql;

/**
 * Dead Letter Channel (EIP) with a memory: what failed for good becomes a row that waits, without
 * limit of time, until a person replays or discards it.
 */
@Component("deadLetters")
public class DeadLetters {
  private static final int MAX_MESSAGE = 2_000;
  private static final int MAX_STACK = 6_000;
  private final NamedParameterJdbcTemplate jdbc;
  private final TransactionTemplate ownTransaction;
  private final String store = Sql.of("operations/dead-letter-store");

  public DeadLetters(NamedParameterJdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * Puts a letter away in a transaction of its own, so that it survives the rollback of the work
   * that failed. The same poison from the same source that still waits is counted, not doubled.
   *
   * @return id of the row, committed
   * @throws org.springframework.dao.DataAccessException when it could not be stored; the message
   *     must then stay where it is
   */
  public UUID store(DeadLetter letter) {
    return ownTransaction.execute(
        status -> jdbc.queryForObject(store, parameters(letter), UUID.class));
  }

  /**
   * Puts away what the broker itself gave up on.
   *
   * @param headers with RabbitMQ's {@code x-death}; without it the source is the dead-letter
   *     exchange
   */
  public UUID storeFromBroker(byte[] body, Map<String, Object> headers) {
    return store(BrokerDeath.read(headers).letter(body == null ? new byte[0] : body, headers));
  }

  private static MapSqlParameterSource parameters(DeadLetter letter) {
    JsonNode event = cloudEvent(letter.body());
    return new MapSqlParameterSource()
        .addValue("id", Ids.next())
        .addValue("source", Redaction.storable(letter.source()))
        .addValue("eventId", uuid(text(event, "id")))
        .addValue("type", text(event, "type"))
        .addValue("subject", text(event, "subject"))
        .addValue("correlationId", text(event, "correlationid"))
        .addValue("body", letter.body())
        .addValue("headers", Json.write(Redaction.headers(letter.headers())))
        .addValue("cause", Redaction.storable(letter.cause()))
        .addValue("message", Redaction.cut(Redaction.text(letter.message()), MAX_MESSAGE))
        .addValue("stack", Redaction.cut(Redaction.text(letter.stackHead()), MAX_STACK))
        .addValue("attempts", Math.max(1, letter.attempts()));
  }

  /** Lenient on purpose: a broken envelope is the very thing that ends here. */
  private static JsonNode cloudEvent(byte[] body) {
    try {
      JsonNode node = Json.parse(body);
      return node != null && node.hasNonNull("specversion") ? node : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String text(JsonNode event, String name) {
    JsonNode value = event == null ? null : event.get(name);
    return value != null && value.isTextual() ? Redaction.storable(value.asText()) : null;
  }

  private static UUID uuid(String value) {
    try {
      return value == null ? null : UUID.fromString(value);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
