package procare.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import procare.Sql;

/** Collects what a message needs beside the order: the people as the database knows them now. */
@Component
class OrderSheets {
  private final NamedParameterJdbcTemplate jdbc;
  private final String people = Sql.of("order/people");
  private final String known = Sql.of("order/known");

  OrderSheets(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  OrderSheet sheet(
      LabOrder order,
      OrderDeliveries.Kind kind,
      OrderPartner partner,
      String controlId,
      Instant now) {
    List<OrderSheet.Known> numbers =
        jdbc.query(
            known,
            Map.of("patient", order.patientId(), "partner", partner.name()),
            (rs, i) -> new OrderSheet.Known(rs.getString("value"), rs.getString("assigner")));
    return jdbc.queryForObject(
        people,
        Map.of("patient", order.patientId(), "doctor", order.doctorId()),
        (rs, i) ->
            new OrderSheet(
                order,
                kind,
                partner,
                controlId,
                subject(order, rs, numbers),
                new OrderSheet.Doctor(order.doctorId(), rs.getString("doctor_name")),
                now));
  }

  /**
   * What a medical record says, else the name as the patient gave it: the last word is the
   * family's.
   */
  private static OrderSheet.Subject subject(
      LabOrder order, ResultSet rs, List<OrderSheet.Known> numbers) throws SQLException {
    String family = rs.getString("family");
    String given = rs.getString("given");
    if (family == null && given == null) {
      String name = rs.getString("display_name").strip();
      int space = name.lastIndexOf(' ');
      family = space < 0 ? null : name.substring(space + 1);
      given = space < 0 ? name : name.substring(0, space);
    }
    return new OrderSheet.Subject(
        order.patientId(),
        family,
        given,
        rs.getObject("birth_date", LocalDate.class),
        rs.getString("sex"),
        rs.getString("phone"),
        numbers);
  }
}
