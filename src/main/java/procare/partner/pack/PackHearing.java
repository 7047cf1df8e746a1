package procare.partner.pack;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import procare.Sql;

/**
 * When each partner was last heard, over all nodes, and who has fallen silent. A partner that was
 * never heard is not silent: it has not begun.
 */
@Component
public class PackHearing {
  private static final Logger LOG = LoggerFactory.getLogger(PackHearing.class);

  /**
   * @param heardAt last message, at any node
   * @param silentSince when the silence was noticed, or null
   */
  public record Heard(Instant heardAt, Instant silentSince) {}

  private final Packs packs;
  private final NamedParameterJdbcTemplate jdbc;
  private final PackEvents events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, Instant> unwritten = new ConcurrentHashMap<>();
  private final String heard = Sql.of("partner/heard");
  private final String fallSilent = Sql.of("partner/fall-silent");

  PackHearing(
      Packs packs,
      NamedParameterJdbcTemplate jdbc,
      PackEvents events,
      TransactionTemplate transaction,
      Clock clock) {
    this.packs = packs;
    this.jdbc = jdbc;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** To be called for every message of a partner; costs no call of the database. */
  public void heard(String partner) {
    unwritten.merge(partner, clock.instant(), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Writes what was heard since the last time. */
  void write() {
    for (Map.Entry<String, Instant> entry : unwritten.entrySet()) {
      jdbc.update(
          heard,
          new MapSqlParameterSource("name", entry.getKey())
              .addValue("at", entry.getValue().atOffset(ZoneOffset.UTC)));
      unwritten.remove(entry.getKey(), entry.getValue());
    }
  }

  /** Tells once of each enabled pack that has been silent for longer than it may. */
  void watch() {
    Instant now = clock.instant();
    for (Pack pack : packs.running()) {
      if (pack.silence() == null) {
        continue;
      }
      MapSqlParameterSource values =
          new MapSqlParameterSource("name", pack.name())
              .addValue("now", now.atOffset(ZoneOffset.UTC))
              .addValue("before", now.minus(pack.silence()).atOffset(ZoneOffset.UTC));
      transaction.executeWithoutResult(
          status -> {
            if (jdbc.update(fallSilent, values) > 0) {
              events.silent(pack.name(), pack.silence().toString());
              LOG.warn(
                  "Partner {} has been silent for longer than {}", pack.name(), pack.silence());
            }
          });
    }
  }

  /** By partner; those never heard are not in it. */
  public Map<String, Heard> hearings() {
    Map<String, Heard> all = new HashMap<>();
    jdbc.query(
        Sql.of("partner/hearings"),
        rs -> {
          OffsetDateTime silent = rs.getObject("silentSince", OffsetDateTime.class);
          all.put(
              rs.getString("name"),
              new Heard(
                  rs.getObject("heardAt", OffsetDateTime.class).toInstant(),
                  silent == null ? null : silent.toInstant()));
        });
    return all;
  }
}
