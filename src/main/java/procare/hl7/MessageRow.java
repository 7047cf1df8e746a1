package procare.hl7;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import procare.Ids;
import procare.Times;
import procare.event.Event;

/** A message on its way into {@code hl7_message}, with the event that tells of it. */
record MessageRow(
    UUID id,
    Incoming incoming,
    boolean accepted,
    String state,
    String ackCode,
    List<String> flags,
    String origin,
    Event event,
    Instant at) {
  /** What nobody of ours sent is kept only as far as a person needs to see what it is. */
  private static final int MOST_OF_STRANGERS = 64 * 1024;

  static MessageRow of(Incoming incoming, String origin, Instant now) {
    boolean accepted = incoming.verdict().accepted();
    return row(
        incoming,
        accepted,
        accepted ? "received" : "quarantined",
        accepted
            ? (incoming.partner().kind() == Hl7Partner.Kind.EMR
                ? "emr.message.received"
                : "lab.message.received")
            : "hub.message.quarantined",
        origin,
        now);
  }

  /** Other content under a control id that was used before. */
  static MessageRow conflict(Incoming incoming, String origin, Instant now) {
    return row(incoming, false, "conflict", "hub.message.conflict", origin, now);
  }

  private static MessageRow row(
      Incoming incoming, boolean accepted, String state, String type, String origin, Instant now) {
    UUID id = Ids.next();
    Map<String, Object> data =
        Map.of(
            "messageId",
            id,
            "partner",
            partner(incoming),
            "type",
            text(incoming.type()),
            "answer",
            incoming.verdict().code());
    return new MessageRow(
        id,
        incoming,
        accepted,
        state,
        incoming.verdict().code().name(),
        incoming.flags(),
        origin,
        Event.first(type, now, id.toString(), "mllp", id, null, data),
        now);
  }

  static String partner(Incoming incoming) {
    return incoming.partner() == null ? "" : incoming.partner().name();
  }

  static MapSqlParameterSource parameters(List<MessageRow> rows) {
    return new MapSqlParameterSource()
        .addValue("ids", texts(rows, MessageRow::id))
        .addValue("receivedAt", texts(rows, r -> Times.at(r.at)))
        .addValue("partners", texts(rows, r -> partner(r.incoming)))
        .addValue("kinds", texts(rows, MessageRow::kind))
        .addValue("applications", texts(rows, r -> r.incoming.application()))
        .addValue("facilities", texts(rows, r -> r.incoming.facility()))
        .addValue("controlIds", texts(rows, r -> r.incoming.controlId()))
        .addValue("types", texts(rows, r -> r.incoming.type()))
        .addValue("versions", texts(rows, r -> r.incoming.version()))
        .addValue("accepted", texts(rows, MessageRow::accepted))
        .addValue("states", texts(rows, MessageRow::state))
        .addValue("ackCodes", texts(rows, MessageRow::ackCode))
        .addValue("reasons", texts(rows, r -> r.incoming.verdict().reason()))
        .addValue("flags", texts(rows, r -> array(r.flags)))
        .addValue("orderKeys", texts(rows, MessageRow::orderKeys))
        .addValue("hashes", bytes(rows, r -> r.incoming.bodyHash()))
        .addValue("raws", bytes(rows, MessageRow::raw))
        .addValue("charsets", texts(rows, r -> r.incoming.charset().name()))
        .addValue("origins", texts(rows, MessageRow::origin))
        .addValue("eventIds", texts(rows, r -> r.event.id()))
        .addValue("eventTypes", texts(rows, r -> r.event.type()))
        .addValue("envelopes", texts(rows, r -> r.event.envelope()));
  }

  private String kind() {
    return incoming.partner() == null ? "unknown" : incoming.partner().kind().word();
  }

  /** A message about nobody waits for nobody. */
  private String orderKeys() {
    return array(incoming.orderKeys().isEmpty() ? List.of("#" + id) : incoming.orderKeys());
  }

  private byte[] raw() {
    byte[] raw = incoming.raw();
    return incoming.partner() == null && raw.length > MOST_OF_STRANGERS
        ? Arrays.copyOf(raw, MOST_OF_STRANGERS)
        : raw;
  }

  /** PostgreSQL's text form of an array. */
  static String array(List<String> values) {
    return values.stream()
        .map(v -> '"' + v.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String[] texts(List<MessageRow> rows, Function<MessageRow, Object> column) {
    String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = column.apply(rows.get(i));
      texts[i] = value == null ? null : text(value.toString());
    }
    return texts;
  }

  /** PostgreSQL's text knows no NUL. */
  private static String text(String value) {
    return value.indexOf('\0') < 0 ? value : value.replace("\0", "");
  }

  private static byte[][] bytes(List<MessageRow> rows, Function<MessageRow, byte[]> column) {
    List<byte[]> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(column.apply(row)));
    return all.toArray(byte[][]::new);
  }
}
