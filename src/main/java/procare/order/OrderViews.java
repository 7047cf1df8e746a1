package procare.order;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Orders as the API shows them. */
@Component
class OrderViews {
  private final NamedParameterJdbcTemplate jdbc;
  private final String deliveries = Sql.of("order/view-deliveries");
  private final String history = Sql.of("order/view-history");

  OrderViews(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Without its history, for lists. */
  static Map<String, Object> summary(LabOrder order) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", order.id());
    view.put("placer", order.placer());
    view.put("filler", order.filler());
    view.put("partner", order.partner());
    view.put("patientId", order.patientId());
    view.put("orderedBy", order.doctorId());
    view.put("state", order.state());
    view.put("status", order.requestStatus());
    view.put("priority", order.priority().name().toLowerCase(Locale.ROOT));
    view.put("collectBy", order.collectBy());
    view.put("collectedAt", order.collectedAt());
    view.put("note", order.note());
    view.put("attention", order.attention());
    view.put("createdAt", order.createdAt());
    List<Map<String, Object>> tests = new ArrayList<>();
    for (LabOrder.Test test : order.tests()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("code", test.loinc());
      one.put("display", test.display());
      one.put("placer", test.placer());
      one.put("filler", test.filler());
      one.put("outcome", test.outcome());
      tests.add(one);
    }
    view.put("tests", tests);
    return view;
  }

  /** With how it was handed over and everything that was said about it. */
  Map<String, Object> whole(LabOrder order) {
    Map<String, Object> view = summary(order);
    Map<String, UUID> id = Map.of("id", order.id());
    view.put("deliveries", jdbc.query(deliveries, id, OrderViews::row));
    view.put("history", jdbc.query(history, id, OrderViews::row));
    return view;
  }

  /** By column alias, without what is null. */
  private static Map<String, Object> row(ResultSet rs, int number) throws SQLException {
    ResultSetMetaData columns = rs.getMetaData();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = rs.getObject(i);
      if (value != null) {
        row.put(
            columns.getColumnLabel(i),
            value instanceof Timestamp ? rs.getObject(i, OffsetDateTime.class).toInstant() : value);
      }
    }
    return row;
  }
}
