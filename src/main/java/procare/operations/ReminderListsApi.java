package procare.operations;

import static procare.Times.at;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Rows;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiRequest;
import procare.audit.Audit;

/** Scheduled sends and how far each minute's batch is; when and for whom, never what it says. */
@Component("reminderOperationsApi")
public class ReminderListsApi {
  private final NamedParameterJdbcTemplate jdbc;
  private final Audit audit;
  private final Clock clock;
  private final String made = Sql.of("reminder/search-made");
  private final String upcoming = Sql.of("reminder/search-upcoming");
  private final String batches = Sql.of("reminder/batches");

  ReminderListsApi(NamedParameterJdbcTemplate jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code searchReminders}. */
  @Transactional
  public ApiAnswer search(ApiRequest request) {
    int limit = Params.limit(request);
    boolean ahead = request.param("view").filter("upcoming"::equals).isPresent();
    Where where = new Where().with("limit", limit + 1);
    ReminderFilter filter =
        ReminderFilter.of(
            request.param("patientId").orElse(null),
            request.param("kind").orElse(null),
            request.param("batch").orElse(null),
            request.param("from").orElse(null),
            request.param("to").orElse(null));
    if (ahead) {
      filter.upcoming(where);
      Params.cursor(request)
          .ifPresent(
              c ->
                  where
                      .with("at", c.at() == null ? null : at(c.at()))
                      .and("(n.due_at, n.plan_id) > (:at::timestamptz, :after)", "after", c.id()));
    } else {
      filter.made(where);
      // As a literal, so that the partial index of what is unsettled serves.
      request.param("state").ifPresent(state -> where.and("o.state = '" + state + "'"));
      Params.cursor(request).ifPresent(c -> where.and("o.id > :after", "after", c.id()));
    }
    if (filter.patient() != null) {
      audit.record(request, "read", filter.patient(), "reminder_occurrence", null, null);
    }
    List<Map<String, Object>> rows =
        jdbc.query(where.in(ahead ? upcoming : made), where.values(), Rows.MAPPER);
    return ApiAnswer.ok(Cursor.page(rows, limit, ahead ? "dueAt" : null));
  }

  /** {@code listReminderBatches}. */
  public ApiAnswer batches(ApiRequest request) {
    OffsetDateTime from =
        request
            .param("from")
            .map(OffsetDateTime::parse)
            .orElseGet(() -> at(clock.instant().minus(Duration.ofHours(1))));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "items",
        jdbc.query(
            batches,
            new MapSqlParameterSource()
                .addValue("from", from)
                .addValue("limit", Params.limit(request)),
            Rows.MAPPER));
    body.put("next", null);
    return ApiAnswer.ok(body);
  }
}
