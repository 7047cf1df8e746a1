package procare.operations;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/**
 * Removes by night what has done its work, in short transactions of their own, so that neither
 * locks nor vacuum suffer. A run that is cut off goes on the next night.
 */
@Component("housekeeping")
public class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** Tables without an index by age are walked once from end to end, this many pages at a time. */
  private static final long SLAB_PAGES = 1_000;

  private static final int CHUNK = 5_000;
  private static final UUID FIRST = new UUID(0, 0);

  /** How far a walk along the ids came, and what it changed; no last id: it is at its end. */
  private record Stretch(UUID last, long changed) {}

  private final NamedParameterJdbcTemplate jdbc;
  private final RetentionProperties keep;
  private final List<Sweep> sweeps;
  private final Clock clock;

  public Housekeeping(
      NamedParameterJdbcTemplate jdbc, RetentionProperties keep, List<Sweep> sweeps, Clock clock) {
    this.jdbc = jdbc;
    this.keep = keep;
    this.sweeps = sweeps;
    this.clock = clock;
  }

  /** Rows removed by name of table. Dead letters in state NEW are never among them. */
  public Map<String, Long> run() {
    Map<String, Long> removed = new TreeMap<>();
    removed.put("inbox", walk("inbox", "sweep-inbox", keep.inbox()));
    removed.put(
        "idempotency_key", walk("idempotency_key", "sweep-idempotency", keep.idempotency()));
    removed.put("delivery_receipt", walk("delivery_receipt", "sweep-receipts", keep.receipts()));
    removed.put("refresh_token", walk("refresh_token", "sweep-tokens", keep.sessions()));
    removed.put("login_session", walk("login_session", "sweep-sessions", keep.sessions()));
    removed.put("rate_limit_bucket", walk("rate_limit_bucket", "sweep-buckets", Duration.ZERO));
    removed.put("event_log", chunks("sweep-events", keep.events()));
    removed.put("dead_letter", chunks("sweep-dead-letters", keep.events()));
    removed.put("reminder_batch", walk("reminder_batch", "sweep-batches", keep.occurrences()));
    // Before the first row goes: a day of which some are gone must not be counted anew.
    mark("reminder_occurrence", before(keep.occurrences()));
    removed.put("reminder_occurrence", along("sweep-occurrences", FIRST, keep.occurrences()));
    sweeps.forEach(sweep -> removed.putAll(sweep.run(keep, clock.instant())));
    removed.put("inbound_message.raw", cull("inbound_message", "cull-messages", keep.bodies()));
    removed.put("delivery.body", cull("delivery", "cull-deliveries", keep.bodies()));
    removed.put("hl7_message.raw", cull("hl7_message", "cull-hl7", keep.partnerBodies()));
    removed.put(
        "hl7_message.troubled",
        cull("hl7_message.troubled", "cull-hl7-troubled", keep.partnerTroubles()));
    removed.put(
        "partner_document.body", cull("partner_document", "cull-documents", keep.partnerBodies()));
    removed.put(
        "partner_document.troubled",
        cull("partner_document.troubled", "cull-documents-troubled", keep.partnerTroubles()));
    removed.put("inbound_message", along("sweep-messages", FIRST, keep.messages()));
    removed.put("delivery", along("sweep-deliveries", FIRST, keep.messages()));
    LOG.info("Housekeeping removed {}", removed);
    return removed;
  }

  private long walk(String table, String statement, Duration age) {
    Long pages =
        jdbc.queryForObject(
            "select pg_relation_size(:table::regclass) / current_setting('block_size')::bigint",
            Map.of("table", table),
            Long.class);
    long removed = 0;
    for (long page = 0; pages != null && page < pages; page += SLAB_PAGES) {
      removed +=
          jdbc.update(
              Sql.of("operations/" + statement),
              new MapSqlParameterSource()
                  .addValue("from", "(" + page + ",0)")
                  .addValue("to", "(" + (page + SLAB_PAGES) + ",0)")
                  .addValue("before", at(before(age))));
    }
    return removed;
  }

  private long chunks(String statement, Duration age) {
    long removed = 0;
    int last;
    do {
      last =
          jdbc.update(
              Sql.of("operations/" + statement),
              new MapSqlParameterSource()
                  .addValue("before", at(before(age)))
                  .addValue("oldest", TimeIds.from(before(age)))
                  .addValue("chunk", CHUNK));
      removed += last;
    } while (last == CHUNK);
    return removed;
  }

  /**
   * Goes on where the last night ended, so that a night looks at a day's rows and not at a year's.
   */
  private long cull(String what, String statement, Duration age) {
    Instant end = before(age);
    UUID after =
        jdbc
            .queryForList(
                "select until from retention_mark where what = :what",
                Map.of("what", what),
                OffsetDateTime.class)
            .stream()
            .map(until -> TimeIds.from(until.toInstant()))
            .findFirst()
            .orElse(FIRST);
    long culled = along(statement, after, age);
    mark(what, end);
    return culled;
  }

  private void mark(String what, Instant until) {
    jdbc.update(Sql.of("operations/mark"), Map.of("what", what, "until", at(until)));
  }

  /** Along the ids, each stretch a transaction; what may not go is passed over once. */
  private long along(String statement, UUID after, Duration age) {
    long changed = 0;
    UUID last = after;
    while (last != null) {
      Stretch stretch =
          jdbc.queryForObject(
              Sql.of("operations/" + statement),
              new MapSqlParameterSource()
                  .addValue("after", last)
                  .addValue("before", at(before(age)))
                  .addValue("oldest", TimeIds.from(before(age)))
                  .addValue("chunk", CHUNK),
              (row, number) ->
                  new Stretch(row.getObject("last", UUID.class), row.getLong("changed")));
      changed += stretch.changed();
      last = stretch.last();
    }
    return changed;
  }

  private Instant before(Duration age) {
    return clock.instant().minus(age);
  }
}
