package procare.operations;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
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
  private final NamedParameterJdbcTemplate jdbc;
  private final RetentionProperties keep;
  private final Clock clock;

  public Housekeeping(NamedParameterJdbcTemplate jdbc, RetentionProperties keep, Clock clock) {
    this.jdbc = jdbc;
    this.keep = keep;
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

  private Instant before(Duration age) {
    return clock.instant().minus(age);
  }
}
