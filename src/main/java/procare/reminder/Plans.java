package procare.reminder;

import static procare.Times.at;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Plans as rows. */
@Component
class Plans {
  private final NamedParameterJdbcTemplate jdbc;
  private final String store = Sql.of("reminder/plan-store");
  private final String find = Sql.of("reminder/plan-find");
  private final String list = Sql.of("reminder/plan-list");

  Plans(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A new plan, or the new version of a plan; the first author and story stay. */
  void store(Plan plan, UUID author, String correlationId, Instant now) {
    jdbc.update(
        store,
        new MapSqlParameterSource()
            .addValue("id", plan.id())
            .addValue("patient", plan.patientId())
            .addValue("kind", plan.kind().name())
            .addValue("title", plan.text())
            .addValue("dose", plan.dose())
            .addValue("critical", plan.critical())
            .addValue("zone", plan.zone())
            .addValue("timing", plan.timingId(), Types.INTEGER)
            .addValue("start", plan.startDate(), Types.DATE)
            .addValue("end", plan.endDate(), Types.DATE)
            .addValue(
                "event",
                plan.eventAt() == null ? null : at(plan.eventAt()),
                Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue(
                "before",
                plan.beforeMinutes() == null ? null : plan.beforeMinutes().toArray(Integer[]::new))
            .addValue("state", plan.state())
            .addValue(
                "pausedUntil",
                plan.pausedUntil() == null ? null : at(plan.pausedUntil()),
                Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("version", plan.version())
            .addValue("stock", plan.stock(), Types.NUMERIC)
            .addValue("perDose", plan.unitsPerDose(), Types.NUMERIC)
            .addValue("refillDays", plan.refillDays(), Types.INTEGER)
            .addValue("author", author)
            .addValue("correlation", correlationId)
            .addValue("now", at(now)));
  }

  Optional<Plan> find(UUID id) {
    return query("p.id = :id", Map.of("id", id)).stream().findFirst();
  }

  /** Locked until the end of the transaction. */
  Optional<Plan> lock(UUID id) {
    return query("p.id = :id for update of p", Map.of("id", id)).stream().findFirst();
  }

  /** Plans that follow the zone of this patient and are not over, locked. */
  List<Plan> followingZone(UUID patientId) {
    return query(
        "p.patient_id = :id and p.zone is null and p.timing_id is not null and p.state <> 'ENDED' order by p.id for update of p",
        Map.of("id", patientId));
  }

  /**
   * A patient's plans, newest first.
   *
   * @param kind null for all
   * @param state as {@link Plan#stateAt}, null for all
   */
  List<Plan> page(UUID patientId, String kind, String state, Instant now, int limit, int offset) {
    Map<String, Object> filter = new HashMap<>();
    filter.put("id", patientId);
    filter.put("kind", kind);
    filter.put("state", state);
    filter.put("now", at(now));
    filter.put("limit", limit);
    filter.put("offset", offset);
    return query(list, filter);
  }

  private List<Plan> query(String where, Map<String, ?> values) {
    return jdbc.query(find.replace("{where}", where), values, Plans::plan);
  }

  private static Plan plan(ResultSet row, int number) throws SQLException {
    Integer timingId = row.getObject("timing_id", Integer.class);
    Array before = row.getArray("before_minutes");
    return new Plan(
        row.getObject("id", UUID.class),
        row.getObject("patient_id", UUID.class),
        Kind.valueOf(row.getString("kind")),
        row.getString("title"),
        row.getString("dose"),
        row.getBoolean("critical"),
        row.getString("own_zone"),
        timingId,
        timingId == null ? null : Timings.timing(row, number),
        row.getObject("start_date", LocalDate.class),
        row.getObject("end_date", LocalDate.class),
        instant(row, "event_at"),
        before == null ? null : Arrays.asList((Integer[]) before.getArray()),
        row.getString("state"),
        instant(row, "paused_until"),
        row.getInt("version"),
        row.getBigDecimal("stock"),
        row.getBigDecimal("units_per_dose"),
        row.getObject("refill_days", Integer.class),
        instant(row, "next_due"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
