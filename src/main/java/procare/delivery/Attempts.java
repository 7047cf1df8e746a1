package procare.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads what {@code sql/delivery/claim.sql} returns. */
final class Attempts {
  static final RowMapper<Attempt> MAPPER = Attempts::read;

  private Attempts() {}

  private static Attempt read(ResultSet rs, int index) throws SQLException {
    return new Attempt(
        rs.getObject("id", UUID.class),
        rs.getString("channel"),
        rs.getString("gateway"),
        rs.getString("address"),
        rs.getString("body"),
        rs.getBoolean("urgent"),
        Draft.Kind.valueOf(rs.getString("kind")),
        rs.getInt("attempts"),
        rs.getObject("person_id", UUID.class),
        rs.getObject("patient_id", UUID.class),
        rs.getString("template"),
        rs.getString("language"),
        rs.getString("approved_body"),
        Buttons.read(rs.getString("buttons")),
        rs.getString("media_url"),
        rs.getBoolean("as_template"),
        rs.getInt("failures"),
        rs.getInt("hops"),
        rs.getString("correlation_id"),
        rs.getObject("event_id", UUID.class));
  }
}
