package procare.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Rows;
import procare.Sql;

/** Collects what every table knows of some stories; each statement is bounded and uses an index. */
@Component
class StoryReader {
  private static final Duration AROUND = Duration.ofMinutes(5);
  private final NamedParameterJdbcTemplate jdbc;

  StoryReader(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Runs in the caller's transaction. */
  Story read(StoryKeys.Found found) {
    // Look-ups by many ids cost on paper what makes PostgreSQL compile them, longer than they run.
    jdbc.getJdbcOperations().execute("set local jit = off");
    MapSqlParameterSource keys = new MapSqlParameterSource();
    put(keys, "stories", found.stories());
    put(keys, "events", only(found, "event"));
    List<Map<String, Object>> events = rows("why-events", keys);
    put(keys, "events", union(events, "id", only(found, "event")));
    put(keys, "messages", union(events, "messageId", only(found, "inbound message")));
    put(keys, "emergencies", union(events, "emergencyId", only(found, "emergency")));
    put(keys, "letters", only(found, "dead letter"));
    Set<Object> readings = union(events, "readingId", only(found, "reading"));
    events.stream()
        .filter(e -> String.valueOf(e.get("type")).contains("glucose"))
        .filter(e -> e.get("subject") != null)
        .forEach(e -> readings.add(e.get("subject")));
    put(keys, "readings", readings);
    put(keys, "deliveries", union(events, "deliveryId", only(found, "delivery")));
    List<Map<String, Object>> deliveries = rows("why-deliveries", keys);
    put(keys, "deliveries", union(deliveries, "id", List.of()));
    Story story =
        new Story(
            events,
            rows("why-outbox", keys),
            rows("why-inbox", keys),
            rows("why-inbound", keys),
            rows("why-readings", keys),
            rows("why-emergencies", keys),
            rows("why-steps", keys),
            rows("why-facts", keys),
            deliveries,
            rows("why-attempts", keys),
            rows("why-receipts", keys),
            rows("why-dead-letters", keys),
            List.of());
    return story.withAudit(audit(story, found, keys));
  }

  private List<Map<String, Object>> audit(
      Story story, StoryKeys.Found found, MapSqlParameterSource keys) {
    Instant[] span = story.span();
    Set<UUID> patients = story.patients();
    patients.addAll(found.people());
    if (span == null || patients.isEmpty()) {
      return List.of();
    }
    put(keys, "patients", patients);
    put(keys, "things", story.things());
    keys.addValue("from", span[0].minus(AROUND).atOffset(ZoneOffset.UTC));
    keys.addValue("to", span[1].plus(AROUND).atOffset(ZoneOffset.UTC));
    return rows("why-audit", keys);
  }

  private List<Map<String, Object>> rows(String statement, MapSqlParameterSource keys) {
    return jdbc.query(Sql.of("operations/" + statement), keys, Rows.MAPPER);
  }

  private static List<Object> only(StoryKeys.Found found, String kind) {
    return kind.equals(found.matched()) && found.id() != null
        ? List.of(found.id().toString())
        : List.of();
  }

  /** Ids only: a reading or message id inside an event may be anything. */
  private static Set<Object> union(
      List<Map<String, Object>> rows, String column, Collection<?> more) {
    Set<Object> ids = new LinkedHashSet<>(more);
    rows.stream()
        .map(row -> row.get(column))
        .filter(id -> id != null && Params.asId(id.toString()).isPresent())
        .forEach(ids::add);
    return ids;
  }

  private static void put(MapSqlParameterSource keys, String name, Collection<?> values) {
    keys.addValue(name, values.stream().map(Object::toString).toArray(String[]::new));
  }
}
