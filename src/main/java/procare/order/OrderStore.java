package procare.order;

import static procare.Times.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Orders as rows. */
@Component
class OrderStore {
  private static final String COLUMNS = Sql.of("order/columns");

  private static final RowMapper<Map.Entry<UUID, LabOrder.Test>> TEST =
      (rs, i) ->
          Map.entry(
              rs.getObject("order_id", UUID.class),
              new LabOrder.Test(
                  rs.getInt("line"),
                  rs.getString("placer"),
                  rs.getString("loinc"),
                  rs.getString("display"),
                  rs.getString("filler"),
                  rs.getString("outcome")));

  private final NamedParameterJdbcTemplate jdbc;
  private final String insert = Sql.of("order/insert");
  private final String insertTests = Sql.of("order/insert-tests");
  private final String update = Sql.of("order/update");
  private final String note = Sql.of("order/note");
  private final String byPlacer = Sql.of("order/by-placer");

  OrderStore(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Our next number: {@code PC} and at least six digits. */
  String nextPlacer() {
    return "PC" + jdbc.queryForObject("select nextval('lab_order_number')", Map.of(), Long.class);
  }

  void insert(LabOrder order) {
    jdbc.update(
        insert,
        new MapSqlParameterSource()
            .addValue("id", order.id())
            .addValue("placer", order.placer())
            .addValue("partner", order.partner())
            .addValue("patient", order.patientId())
            .addValue("doctor", order.doctorId())
            .addValue("state", order.state().name())
            .addValue("priority", order.priority().name())
            .addValue("collectBy", time(order.collectBy()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("note", order.note(), Types.VARCHAR)
            .addValue("reasonCode", order.reasonCode(), Types.VARCHAR)
            .addValue("reasonText", order.reasonText(), Types.VARCHAR)
            .addValue("correlation", order.correlationId())
            .addValue("now", at(order.createdAt())));
    jdbc.batchUpdate(
        insertTests,
        order.tests().stream()
            .map(
                t ->
                    new MapSqlParameterSource()
                        .addValue("order", order.id())
                        .addValue("line", t.line())
                        .addValue("placer", t.placer())
                        .addValue("loinc", t.loinc())
                        .addValue("display", t.display(), Types.VARCHAR))
            .toArray(MapSqlParameterSource[]::new));
  }

  Optional<LabOrder> find(UUID id) {
    return one("select " + COLUMNS + " from lab_order o where o.id = :id", Map.of("id", id));
  }

  /** Locked until the transaction ends, so that messages about it come one after the other. */
  Optional<LabOrder> lock(UUID id) {
    return one(
        "select " + COLUMNS + " from lab_order o where o.id = :id for update", Map.of("id", id));
  }

  /** The order that a number belongs to, be it the order's or one test's. */
  Optional<UUID> byPlacer(String partner, String placer) {
    return jdbc
        .queryForList(byPlacer, Map.of("partner", partner, "placer", placer), UUID.class)
        .stream()
        .findFirst();
  }

  /** Newest first. */
  List<LabOrder> page(UUID patient, String state, int limit, int offset) {
    return all(
        "select "
            + COLUMNS
            + " from lab_order o where o.patient_id = :patient"
            + " and (:state::text is null or o.state = :state)"
            + " order by o.created_at desc, o.id desc limit :limit offset :offset",
        new MapSqlParameterSource()
            .addValue("patient", patient)
            .addValue("state", state, Types.VARCHAR)
            .addValue("limit", limit)
            .addValue("offset", offset));
  }

  /** Writes what may change: state, hold, filler, attention, time of collection. */
  void update(LabOrder order, Instant now) {
    jdbc.update(
        update,
        new MapSqlParameterSource()
            .addValue("id", order.id())
            .addValue("state", order.state().name())
            .addValue("held", order.held())
            .addValue("filler", order.filler(), Types.VARCHAR)
            .addValue("attention", order.attention(), Types.VARCHAR)
            .addValue("collectedAt", time(order.collectedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .addValue("now", at(now)));
  }

  /** Writes what became of one test. */
  void conclude(UUID order, int line, String outcome, String filler) {
    jdbc.update(
        "update lab_order_test set outcome = coalesce(:outcome, outcome), filler = coalesce(:filler, filler)"
            + " where order_id = :order and line = :line",
        new MapSqlParameterSource()
            .addValue("order", order)
            .addValue("line", line)
            .addValue("outcome", outcome, Types.VARCHAR)
            .addValue("filler", filler, Types.VARCHAR));
  }

  void note(
      UUID order,
      OrderSignal signal,
      OrderState from,
      OrderMachine.Step step,
      String source,
      String detail,
      Instant now) {
    jdbc.update(
        note,
        new MapSqlParameterSource()
            .addValue("order", order)
            .addValue("at", at(now))
            .addValue("signal", signal.name())
            .addValue("verdict", step.verdict().name())
            .addValue("from", from.name())
            .addValue("to", step.to().name())
            .addValue("source", source)
            .addValue("detail", detail, Types.VARCHAR));
  }

  private Optional<LabOrder> one(String sql, Map<String, ?> parameters) {
    return all(sql, new MapSqlParameterSource(parameters)).stream().findFirst();
  }

  private List<LabOrder> all(String sql, MapSqlParameterSource parameters) {
    List<LabOrder> orders = jdbc.query(sql, parameters, (rs, i) -> order(rs));
    if (orders.isEmpty()) {
      return orders;
    }
    List<Map.Entry<UUID, LabOrder.Test>> tests =
        jdbc.query(
            "select * from lab_order_test where order_id in (:ids) order by line",
            Map.of("ids", orders.stream().map(LabOrder::id).toList()),
            TEST);
    return orders.stream()
        .map(
            o ->
                OrderChange.tests(
                    o,
                    tests.stream()
                        .filter(t -> t.getKey().equals(o.id()))
                        .map(Map.Entry::getValue)
                        .toList()))
        .toList();
  }

  private static LabOrder order(ResultSet rs) throws SQLException {
    return new LabOrder(
        rs.getObject("id", UUID.class),
        rs.getString("placer"),
        rs.getString("partner"),
        rs.getObject("patient_id", UUID.class),
        rs.getObject("doctor_id", UUID.class),
        OrderState.valueOf(rs.getString("state")),
        rs.getBoolean("held"),
        LabOrder.Priority.valueOf(rs.getString("priority")),
        instant(rs, "collect_by"),
        rs.getString("note"),
        rs.getString("reason_code"),
        rs.getString("reason_text"),
        rs.getString("filler"),
        rs.getString("attention"),
        instant(rs, "collected_at"),
        rs.getString("correlation_id"),
        instant(rs, "created_at"),
        List.of());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant == null ? null : at(instant);
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime time = rs.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
