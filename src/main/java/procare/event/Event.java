package procare.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import procare.Ids;
import procare.Json;

/**
 * Something that happened, as the bus carries it: a CloudEvent 1.0 (github.com/cloudevents/spec,
 * v1.0.2) in structured JSON mode with the extensions {@code correlationid}, {@code causationid}
 * and {@code causedby}.
 *
 * @param id unique; with {@code source} the key that consumers deduplicate on
 * @param type dotted lower-case name, equal to the AMQP routing key
 * @param subject id of the thing that changed (the reading, the emergency), never personal data
 * @param patientId whose matter it is, or null; kept in {@code data} only
 * @param correlationId names the whole story that started with one request or message
 * @param causationId the event that led to this one, or null for the first of a story
 * @param causedBy what made it: {@code api}, {@code whatsapp}, {@code clock}, an agent's name,
 *     {@code operator}
 * @param urgent travels in the urgent lane and, with the broker away, reaches its agents in process
 */
public record Event(
    UUID id,
    String source,
    String type,
    Instant time,
    String subject,
    UUID patientId,
    String correlationId,
    UUID causationId,
    String causedBy,
    boolean urgent,
    JsonNode data) {

  public static final String SOURCE = "/procare/hub";

  public Event {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(correlationId, "correlationId");
  }

  /** The first event of a story. */
  public static Event first(
      String type,
      Instant time,
      String correlationId,
      String causedBy,
      Object subject,
      UUID patientId,
      Object data) {
    return new Event(
        Ids.next(),
        SOURCE,
        type,
        time,
        Objects.toString(subject, null),
        patientId,
        correlationId,
        null,
        causedBy,
        false,
        Json.tree(data));
  }

  /** An event that follows from this one: same story, this one as its cause. */
  public Event next(
      String type, Instant time, String causedBy, Object subject, UUID patientId, Object data) {
    return new Event(
        Ids.next(),
        SOURCE,
        type,
        time,
        Objects.toString(subject, null),
        patientId,
        correlationId,
        id,
        causedBy,
        urgent,
        Json.tree(data));
  }

  public Event asUrgent() {
    return new Event(
        id,
        source,
        type,
        time,
        subject,
        patientId,
        correlationId,
        causationId,
        causedBy,
        true,
        data);
  }

  /** The same without haste: what follows from a message need not be as urgent as the message. */
  public Event asOrdinary() {
    return new Event(
        id,
        source,
        type,
        time,
        subject,
        patientId,
        correlationId,
        causationId,
        causedBy,
        false,
        data);
  }

  /** The CloudEvent in structured JSON mode. */
  public ObjectNode envelope() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("specversion", "1.0");
    node.put("id", id.toString());
    node.put("source", source);
    node.put("type", type);
    node.put("time", time.toString());
    if (subject != null) {
      node.put("subject", subject);
    }
    node.put("datacontenttype", "application/json");
    node.put("correlationid", correlationId);
    if (causationId != null) {
      node.put("causationid", causationId.toString());
    }
    if (causedBy != null) {
      node.put("causedby", causedBy);
    }
    if (urgent) {
      node.put("urgent", true);
    }
    ObjectNode body =
        data instanceof ObjectNode o ? o.deepCopy() : JsonNodeFactory.instance.objectNode();
    if (patientId != null) {
      body.put("patientId", patientId.toString());
    }
    node.set("data", body);
    return node;
  }
}
