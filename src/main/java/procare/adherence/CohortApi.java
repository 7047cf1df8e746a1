package procare.adherence;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;
import procare.adherence.Groups.Figure;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;

/** All patients together, from the small table of days; nobody is named. */
@Component("adherenceCohortApi")
public class CohortApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final AdherenceRefresh refresh;
  private final Clock clock;
  private final String figures = Sql.of("adherence/cohort");

  CohortApi(NamedParameterJdbcTemplate jdbc, AdherenceRefresh refresh, Clock clock) {
    this.jdbc = jdbc;
    this.refresh = refresh;
    this.clock = clock;
  }

  /** {@code getCohortAdherence}. Days are each patient's own; the last one by default is UTC's. */
  public ApiAnswer get(ApiRequest request) {
    Span span = Span.of(request, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    List<Figure> rows =
        jdbc.query(
            figures,
            new MapSqlParameterSource()
                .addValue("from", span.from())
                .addValue("to", span.to())
                .addValue("weekly", span.weekly())
                .addValue("kind", request.param("kind").orElse(null), Types.VARCHAR),
            (row, number) ->
                new Figure(
                    row.getString("kind"),
                    row.getObject("start", LocalDate.class),
                    Counts.of(row),
                    Spread.of(row)));
    return ApiAnswer.ok(Groups.view(span, refresh.refreshedAt(), rows));
  }
}
