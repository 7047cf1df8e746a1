package procare.operations;

import static procare.Times.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import procare.Sql;
import procare.api.ApiAnswer;
import procare.api.ApiProblem;
import procare.api.ApiRequest;
import procare.audit.Audit;
import procare.reminder.Kind;
import procare.reminder.ReminderPlanner;

/**
 * REST: takes back scheduled sends. Safe to repeat: what was taken back is not counted again, and
 * what left cannot be taken back.
 */
@Component("reminderStopApi")
public class ReminderStopApi {
  private static final Duration FARTHEST = Duration.ofDays(7);
  private static final String UPCOMING = "select count(*) from reminder_next n {where}";
  private final NamedParameterJdbcTemplate jdbc;
  private final ReminderPlanner planner;
  private final Audit audit;
  private final Clock clock;
  private final String stop = Sql.of("reminder/stop");
  private final String count = Sql.of("reminder/stop-count");

  ReminderStopApi(
      NamedParameterJdbcTemplate jdbc, ReminderPlanner planner, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.planner = planner;
    this.audit = audit;
    this.clock = clock;
  }

  /** {@code stopReminders}. */
  @Transactional
  public ApiAnswer stop(ApiRequest request) {
    JsonNode body = request.body();
    ReminderFilter filter =
        ReminderFilter.of(
            text(body, "patientId"),
            text(body, "kind"),
            text(body, "batch"),
            text(body, "from"),
            text(body, "to"));
    boolean ahead = body.path("upcoming").asBoolean(false);
    Instant now = clock.instant();
    check(filter, ahead, now);
    String reason = "stopped by an operator: " + body.get("reason").asText().strip();
    Where where =
        new Where()
            .and("o.state in ('DUE', 'CANCELLED')")
            .and("o.send_until > :now", "now", at(now));
    filter.made(where);
    boolean dryRun = body.path("dryRun").asBoolean(false);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("dryRun", dryRun);
    if (dryRun) {
      answer.put("waiting", jdbc.queryForObject(where.in(count), where.values(), Long.class));
      answer.put("upcoming", ahead ? plansAhead(filter) : 0);
      return ApiAnswer.ok(answer);
    }
    int upcoming = 0;
    if (ahead) {
      Kind kind = filter.kind() == null ? null : Kind.valueOf(filter.kind());
      upcoming = planner.cancel(filter.to().minusMillis(1), filter.patient(), kind, reason);
    }
    // Counts what changes now; what was cancelled ahead in this call has no message and is not
    // among it.
    Long waiting = jdbc.queryForObject(where.in(count), where.values(), Long.class);
    jdbc.update(where.in(stop), where.with("reason", reason).values());
    answer.put("waiting", waiting);
    answer.put("upcoming", upcoming);
    audit.record(request, "stop", filter.patient(), "reminder_occurrence", null, answer);
    return ApiAnswer.ok(answer);
  }

  private Long plansAhead(ReminderFilter filter) {
    Where where = new Where();
    new ReminderFilter(filter.patient(), filter.kind(), null, filter.to()).upcoming(where);
    return jdbc.queryForObject(where.in(UPCOMING), where.values(), Long.class);
  }

  private static void check(ReminderFilter filter, boolean ahead, Instant now) {
    boolean span = filter.from() != null && filter.to() != null;
    if (filter.patient() == null && filter.kind() == null && !span) {
      throw ApiProblem.field(
          "patientId", "is missing", "say what to stop: patientId, kind, batch, or from with to");
    }
    if (span && !filter.from().isBefore(filter.to())) {
      throw ApiProblem.field("to", "is not after from", "a later time");
    }
    if (!ahead) {
      return;
    }
    if (filter.to() == null
        || !filter.to().isAfter(now)
        || filter.to().isAfter(now.plus(FARTHEST))) {
      throw ApiProblem.field("to", "does not fit upcoming", "a time to come, at most 7 days ahead");
    }
    if (filter.from() != null && filter.from().isAfter(now)) {
      throw ApiProblem.field(
          "from", "does not fit upcoming", "leave it out: what comes is stopped from now on");
    }
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText(null);
  }
}
