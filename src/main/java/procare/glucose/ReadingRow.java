package procare.glucose;

import static procare.Times.at;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import procare.Ids;
import procare.event.Event;

/**
 * One row for {@code sql/glucose/record.sql}: the reading as it will be stored, and its event.
 *
 * @param logged {@code patient.glucose.logged}; the statement derives the clinical check from it
 * @param checkId id of that check, should it go out
 */
record ReadingRow(NewReading reading, StoredReading stored, Event logged, UUID checkId) {
  static ReadingRow of(NewReading r, Instant now) {
    Severity severity = GlucoseRules.severity(r.glucose());
    boolean backdated = r.recordedAt().isBefore(now.minus(Plausibility.FRESH));
    StoredReading stored =
        new StoredReading(
            Ids.next(),
            r.patientId(),
            r.glucose().value(),
            r.glucose().unitCode(),
            comparator(r.glucose()),
            r.state(),
            r.recordedAt(),
            now,
            r.source(),
            severity,
            severity.emergency(),
            flags(r, backdated),
            r.note());
    return new ReadingRow(r, stored, logged(r, stored, backdated, now), Ids.next());
  }

  /**
   * The rows as columns. In the order of their keys, so that two nodes that are given the same keys
   * wait for each other and never both ways.
   */
  static MapSqlParameterSource parameters(List<ReadingRow> rows) {
    List<ReadingRow> sorted = new ArrayList<>(rows);
    sorted.sort(
        Comparator.comparing(
            row -> row.reading.key(), Comparator.nullsFirst(Comparator.naturalOrder())));
    return new MapSqlParameterSource()
        .addValue("scopes", texts(sorted, r -> r.reading.scope()))
        .addValue("keys", texts(sorted, r -> r.reading.key()))
        .addValue(
            "hashes", sorted.stream().map(r -> r.reading.requestHash()).toArray(byte[][]::new))
        .addValue("ids", texts(sorted, r -> r.stored.id()))
        .addValue("patients", texts(sorted, r -> r.stored.patientId()))
        .addValue("values", texts(sorted, r -> r.stored.value().toPlainString()))
        .addValue("units", texts(sorted, r -> r.stored.unit()))
        .addValue("comparators", texts(sorted, r -> r.stored.comparator()))
        .addValue("states", texts(sorted, r -> r.stored.state()))
        .addValue("severities", texts(sorted, r -> r.stored.severity()))
        .addValue("emergencies", texts(sorted, r -> r.stored.emergency()))
        .addValue("flags", texts(sorted, r -> "{" + String.join(",", r.stored.flags()) + "}"))
        .addValue("recordedAt", texts(sorted, r -> at(r.stored.recordedAt())))
        .addValue("receivedAt", texts(sorted, r -> at(r.stored.receivedAt())))
        .addValue("sources", texts(sorted, r -> r.stored.source()))
        .addValue("notes", texts(sorted, r -> r.stored.note()))
        .addValue("rawTexts", texts(sorted, r -> r.reading.rawText()))
        .addValue("recordedBy", texts(sorted, r -> r.reading.recordedBy()))
        .addValue("messages", texts(sorted, r -> r.reading.messageId()))
        .addValue("correlations", texts(sorted, r -> r.reading.correlationId()))
        .addValue("causations", texts(sorted, r -> r.logged.causationId()))
        .addValue("loggedIds", texts(sorted, r -> r.logged.id()))
        .addValue("checkIds", texts(sorted, ReadingRow::checkId))
        .addValue("envelopes", texts(sorted, r -> r.logged.envelope()))
        .addValue("actorIds", texts(sorted, r -> r.reading.actorId()))
        .addValue("actors", texts(sorted, r -> r.reading.actor()));
  }

  private static String[] texts(List<ReadingRow> rows, Function<ReadingRow, Object> column) {
    String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = column.apply(rows.get(i));
      texts[i] = value == null ? null : value.toString();
    }
    return texts;
  }

  private static List<String> flags(NewReading r, boolean backdated) {
    List<String> flags = new ArrayList<>(2);
    if (backdated) {
      flags.add("backdated");
    }
    if (GlucoseRules.unitDoubtful(r.glucose())) {
      flags.add("unit-doubtful");
    }
    return flags;
  }

  private static Event logged(NewReading r, StoredReading stored, boolean backdated, Instant now) {
    String type = "patient.glucose.logged";
    Map<String, Object> data = data(stored, backdated, r.messageId());
    return r.cause() == null
        ? Event.first(type, now, r.correlationId(), "api", stored.id(), r.patientId(), data)
        : r.cause().next(type, now, "engagement-engine", stored.id(), r.patientId(), data);
  }

  /** What an event tells of a reading. */
  static Map<String, Object> data(StoredReading stored, boolean backdated, UUID messageId) {
    Map<String, Object> data = new HashMap<>();
    data.put("readingId", stored.id());
    data.put("value", stored.value());
    data.put("unit", stored.unit());
    data.put("comparator", stored.comparator());
    data.put("state", stored.state());
    data.put("severity", stored.severity());
    data.put("emergency", stored.emergency());
    data.put("recordedAt", stored.recordedAt());
    data.put("source", stored.source());
    data.put("backdated", backdated);
    data.put("messageId", messageId);
    return data;
  }

  /** {@code <} or {@code >} of a meter word, or null. */
  static String comparator(Glucose glucose) {
    return glucose.comparator() == null ? null : glucose.comparator().code();
  }
}
