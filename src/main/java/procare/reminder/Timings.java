package procare.reminder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Rhythms by number. They never change, so what was read once is kept. */
@Component
class Timings {
  private static final String FIND =
      "select zone, times::text[] as times, days, every_days from reminder_timing where id = :id";
  private final Cache<Integer, Timing> known = Caffeine.newBuilder().maximumSize(20_000).build();
  private final NamedParameterJdbcTemplate jdbc;
  private final String intern = Sql.of("reminder/timing-intern");

  Timings(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Timing find(int id) {
    return known.get(id, this::read);
  }

  /** The number of a rhythm; a concurrent first use by somebody else is waited for. */
  int intern(Timing timing) {
    MapSqlParameterSource row =
        new MapSqlParameterSource()
            .addValue("zone", timing.zone().getId())
            .addValue(
                "times", timing.times().stream().map(LocalTime::toString).toArray(String[]::new))
            .addValue("days", timing.days())
            .addValue("everyDays", timing.everyDays());
    return jdbc.queryForList(intern, row, Integer.class).stream()
        .findFirst()
        // Made by another transaction after this statement had begun: the next one sees it.
        .orElseGet(() -> jdbc.queryForObject(intern, row, Integer.class));
  }

  private Timing read(int id) {
    return jdbc.queryForObject(FIND, Map.of("id", id), Timings::timing);
  }

  static Timing timing(ResultSet row, int number) throws SQLException {
    String[] times = (String[]) row.getArray("times").getArray();
    return new Timing(
        ZoneId.of(row.getString("zone")),
        Arrays.stream(times).map(LocalTime::parse).toList(),
        row.getInt("days"),
        row.getInt("every_days"));
  }
}
