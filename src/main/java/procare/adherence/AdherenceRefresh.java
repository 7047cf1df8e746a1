package procare.adherence;

import static procare.Times.at;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;

/**
 * Folds the occurrences into the read model. Each run counts its days from nothing, so it may be
 * cut off, repeated and called by any node; while one runs, the others leave at once.
 */
@Component("adherenceRefresh")
public class AdherenceRefresh {
  static final long LOCK = 0x61646865_72656E63L;
  private static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);
  private final NamedParameterJdbcTemplate jdbc;
  private final AdherenceProperties settings;
  private final Clock clock;
  private final String fold = Sql.of("adherence/fold");
  private final String foldCohort = Sql.of("adherence/fold-cohort");

  AdherenceRefresh(NamedParameterJdbcTemplate jdbc, AdherenceProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The last few days, and earlier ones of patients who answered since the run before. The very
   * first run takes all there is.
   *
   * @return how many local days changed
   */
  @Transactional
  public int run() {
    return refresh(settings.recentDays());
  }

  /** The same further back, for corrections that left no answer behind. */
  @Transactional
  public int runNightly() {
    return refresh(settings.nightlyDays());
  }

  private int refresh(int days) {
    if (!Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select pg_try_advisory_xact_lock(:lock)", Map.of("lock", LOCK), Boolean.class))) {
      return 0;
    }
    Instant now = clock.instant();
    Instant before = refreshedAt();
    // No zone is more than a day behind UTC.
    LocalDate from =
        before == null ? BEGINNING : LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
    LocalDate whole = whole();
    from = from.isBefore(whole) ? whole : from;
    List<LocalDate> changed =
        jdbc.queryForList(
            fold,
            new MapSqlParameterSource()
                .addValue("now", at(now))
                .addValue("from", from)
                .addValue("whole", whole)
                .addValue("dueFrom", from.minusDays(2).atStartOfDay().atOffset(ZoneOffset.UTC))
                .addValue(
                    "answersSince", at(before == null ? now : before.minus(settings.overlap()))),
            LocalDate.class);
    if (!changed.isEmpty()) {
      jdbc.update(foldCohort, Map.of("dates", changed));
    }
    jdbc.update(
        "insert into adherence_refresh (id, refreshed_at) values (1, :now)"
            + " on conflict (id) do update set refreshed_at = excluded.refreshed_at",
        Map.of("now", at(now)));
    return changed.size();
  }

  /** The first day of which no occurrence was removed yet; no zone is a day ahead of UTC. */
  private LocalDate whole() {
    return jdbc
        .queryForList(
            "select until from retention_mark where what = 'reminder_occurrence'",
            Map.of(),
            OffsetDateTime.class)
        .stream()
        .map(until -> LocalDate.ofInstant(until.toInstant(), ZoneOffset.UTC).plusDays(2))
        .findFirst()
        .orElse(BEGINNING);
  }

  /** When the read model was last brought up to date; null before the first run. */
  Instant refreshedAt() {
    return jdbc
        .queryForList("select refreshed_at from adherence_refresh", Map.of(), OffsetDateTime.class)
        .stream()
        .findFirst()
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }
}
